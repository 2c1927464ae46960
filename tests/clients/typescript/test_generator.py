"""FR-175: the TypeScript client is what the contract gives; and where there is no Node nothing is lost or hidden."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.codegen.render.assemble import differences
from contracts.codegen.render.client import PACKAGES, ClientGenerator
from contracts.codegen.render.generators import GeneratorFailed
from contracts.document.load import Document, load
from tests.clients.typescript.conftest import CLIENT, HERE
from tests.conftest import ROOT
from tests.support.document import CONTRACT
from tests.support.node import install_once, skip_or_fail

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def document() -> Document:
    return load(CONTRACT)


@pytest.fixture
def node() -> None:
    """The generator's own packages, which `make setup` installs."""
    if shutil.which("node") is None or not PACKAGES.is_dir():
        skip_or_fail(
            "Node or the packages of the client's generator are not installed, so nobody generates the client."
        )


@pytest.fixture
def without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CI", raising=False)


def _generated(document: Document, work: Path) -> Path:
    (work / "new").mkdir(parents=True)
    assert ClientGenerator(document, work).put(work / "new", ROOT / "generated") is None
    return work / "new" / "typescript"


@pytest.mark.usefixtures("node")
def test_it_is_what_the_contract_gives(document: Document, tmp_path: Path) -> None:
    """FR-175: byte by byte, each time."""
    first, second = _generated(document, tmp_path / "1"), _generated(document, tmp_path / "2")
    assert differences(first, CLIENT) == differences(second, CLIENT) == []
    (second / "client.js").write_text("edited\n")
    assert "+edited\n" in differences(second, CLIENT)


@pytest.mark.usefixtures("node")
def test_it_changes_with_the_contract(document: Document, tmp_path: Path) -> None:
    """FR-175: a function more, and a header that may be missing."""
    changed = json.loads(json.dumps(document))
    changed["paths"]["/more"] = {"get": {**changed["paths"]["/health/live"]["get"], "operationId": "get_more"}}
    changed["info"]["version"] = "9.9.9"
    made = _generated(changed, tmp_path)
    assert 'readonly get_more: Operation<"get_more">' in (made / "operations.d.ts").read_text()
    assert json.loads((made / "package.json").read_text())["version"] == "9.9.9"
    _, operations = (made / "contract.d.ts").read_text().split("export interface operations")
    assert "RateLimit?: " in operations
    assert "RateLimit: " not in operations


@pytest.mark.usefixtures("node")
def test_words_and_days_are_at_hand(document: Document, tmp_path: Path) -> None:
    """FR-444: the words of what a property refers to, and when a deprecated operation ends."""
    changed = json.loads(json.dumps(document))
    operation = changed["paths"]["/health/live"]["get"]
    operation |= {"deprecated": True, "x-deprecated-since": "2026-01-02", "x-sunset": "2027-03-04"}
    operation |= {"x-deprecation-docs": "https://example.com/moved"}
    changed["paths"]["/health/ready"]["get"]["deprecated"] = True
    made = _generated(changed, tmp_path)
    task = (made / "contract.d.ts").read_text().split("        Task: {")[1].split("        };")[0]
    assert "/** @description What is to be done. Not blank. */\n            title: " in task
    assert "/** @description When it is due, a day or a moment" in task
    functions = (made / "operations.d.ts").read_text()
    ends = "@deprecated since 2026-01-02; gone from 2027-03-04 on; see https://example.com/moved"
    assert functions.count(f"* {ends}\n") == 2
    assert functions.count("* @deprecated\n") == 2


@pytest.mark.usefixtures("node")
def test_names_are_those_of_the_contract(document: Document, tmp_path: Path) -> None:
    """FR-444: groups, owners, cursors, versions and named types of another contract, without a name of ours in them."""
    problem = document["paths"]["/health/live"]["get"]["responses"]["500"]
    link = {"headers": {"Link": {"schema": {"type": "string"}}}}

    def operation(name: str, tag: str, answer: object, **more: object) -> dict[str, object]:
        body = {"description": "", "content": {"application/json": {"schema": answer}}}
        return {"operationId": name, "tags": [tag], "responses": {"200": {**body, **more}, "500": problem}}

    def given(name: str, place: str, words: object) -> object:
        return {"name": name, "in": place, "required": place == "path", "schema": words}

    text = {"type": "string"}
    pet = {"$ref": "#/components/schemas/Pet"}
    pages = {
        **operation("listPets", "pet store", {"type": "array", "items": pet}, **link),
        "parameters": [
            given("page_token", "query", text),
            given("born", "query", {"type": "string", "format": "date-time"}),
        ],
    }
    changed = json.loads(json.dumps(document)) | {
        "paths": {
            "/owners/{ownerId}/pets": {"parameters": [given("ownerId", "path", text)], "get": pages},
            "/owners/{ownerId}/pets/{petId}": {
                "parameters": [given("ownerId", "path", text), given("petId", "path", text)],
                "get": operation("getPet", "pet store", pet),
                "put": operation("pet-store.adopt", "pet store", pet),
            },
            "/states": {"get": operation("get_states", "states", text)},
        }
    }
    revision = {"type": "integer", "x-entity-tag": True}
    changed["components"]["schemas"] |= {
        "Pet": {"type": "object", "properties": {"revision": revision}},
        "PetPage": text,
    }
    made = _generated(changed, tmp_path)
    table, words, types = ((made / name).read_text() for name in ("operations.js", "operations.d.ts", "schemas.d.ts"))
    groups = json.loads(table.split("GROUPS = ")[1].split(";")[0])
    assert groups == {
        "petStore": {"listPets": "listPets", "getPet": "getPet", "petStoreAdopt": "pet-store.adopt"},
        "states": {"get": "get_states"},
    }
    assert 'OWNERS = {"forOwner":"ownerId"};' in table
    assert 'VERSIONS = ["version","revision"];' in table
    assert 'listPets: "page_token";' in words
    assert '| Pick<components["schemas"]["Pet"], "revision">;' in words
    assert "ListPetsQuery = " in types
    assert 'PetPage = components["schemas"]["PetPage"];' in types
    assert "born?: string | Date;" in (made / "contract.d.ts").read_text()


@pytest.mark.usefixtures("node")
def test_a_schema_may_be_named_as_a_type_of_typescript(document: Document, tmp_path: Path) -> None:
    """FR-480: the compiler takes what is generated; such a schema is among `components` alone."""
    packages = install_once(HERE, "nobody compiles a client of such schemas")
    changed = json.loads(json.dumps(document))
    names = ["any", "unknown", "never", "void", "undefined", "null", "string", "number", "bigint", "boolean", "symbol"]
    names += ["object", "class", "await", "Answer", "components", "Pet"]
    changed["components"]["schemas"] |= {name: {"type": "string"} for name in names}
    changed["components"]["schemas"]["All"] = {
        "type": "object",
        "properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in names},
    }
    made = _generated(changed, tmp_path)
    (made / "node_modules").symlink_to(packages)
    command = [str(packages / ".bin" / "tsc"), "--noEmit", "--strict", "--module", "nodenext", "--preserveSymlinks"]
    command += ["--lib", "es2022,dom,dom.iterable", "index.d.ts", "zod.d.ts"]
    done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert "export type Pet = " in (made / "schemas.d.ts").read_text()


@pytest.mark.usefixtures("node")
def test_what_it_can_not_do_is_said(document: Document, tmp_path: Path) -> None:
    """FR-175: instead of types that are not true."""
    changed = json.loads(json.dumps(document))
    changed["paths"]["/health/live"]["get"]["responses"] |= {"4XX": {"description": "No."}}
    with pytest.raises(GeneratorFailed, match="get_liveness apart: 4XX has no single status") as failed:
        _generated(changed, tmp_path)
    assert "\n" not in str(failed.value)


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    ("media", "told"),
    [
        (["text/event-stream"], "text/event-stream"),
        (["text/csv"], "text/csv"),
        (["application/json", "application/problem+json"], "application/json, application/problem+json"),
    ],
)
def test_what_it_can_not_read_is_left_out(document: Document, tmp_path: Path, media: list[str], told: str) -> None:
    """FR-175: and somebody says so."""
    changed = json.loads(json.dumps(document))
    response = {"description": "", "content": {name: {} for name in media}}
    changed["paths"]["/health/live"]["get"]["responses"] |= {"200": response}
    (tmp_path / "new").mkdir()
    warning = ClientGenerator(changed, tmp_path).put(tmp_path / "new", ROOT / "generated")
    assert warning == f"The TypeScript client leaves out get_liveness, which answers with {told}."
    made = tmp_path / "new" / "typescript"
    texts = {name: (made / name).read_text() for name in ("operations.d.ts", "operations.js", "contract.d.ts")}
    assert {name: "get_liveness" in text for name, text in texts.items()} == dict.fromkeys(texts, False)
    assert all("get_readiness" in text for text in texts.values())


@pytest.mark.usefixtures("node")
def test_what_it_can_not_send_is_left_out(document: Document, tmp_path: Path) -> None:
    """FR-175: and somebody says so; where JSON is one of several, that is sent."""
    changed = json.loads(json.dumps(document))
    none: dict[str, object] = {"content": {"multipart/form-data": {}, "application/*+json": {}}}
    changed["paths"]["/health/live"]["get"]["requestBody"] = none
    both: dict[str, object] = {"content": {"text/csv": {}, "application/merge-patch+json": {}}}
    changed["paths"]["/health/ready"]["get"]["requestBody"] = both
    (tmp_path / "new").mkdir()
    warning = ClientGenerator(changed, tmp_path).put(tmp_path / "new", ROOT / "generated")
    media = "multipart/form-data, application/*+json"
    assert warning == f"The TypeScript client leaves out get_liveness, which takes {media}."
    table = (tmp_path / "new" / "typescript" / "operations.js").read_text()
    assert 'secured: false, media: "application/merge-patch+json"' in table


@pytest.mark.usefixtures("without_node")
def test_without_node_it_stays(document: Document, tmp_path: Path) -> None:
    """FR-175: and somebody says so."""
    (tmp_path / "new").mkdir()
    warning = ClientGenerator(document, tmp_path).put(tmp_path / "new", ROOT / "generated")
    assert warning is not None
    assert "generated/typescript was left as it was, unchecked" in warning
    assert differences(tmp_path / "new" / "typescript", CLIENT) == []


@pytest.mark.usefixtures("without_node")
def test_ci_does_not_do_without(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-175: a stale client does not land."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(GeneratorFailed, match="no Node"):
        ClientGenerator(document, tmp_path)


def test_the_command_says_it_too(tmp_path: Path) -> None:
    """FR-175: `./codegen.sh --check` on a machine without Node."""
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or pytest.fail(f"there is no {name}"))
    command = [str(ROOT / "codegen.sh"), "--check"]
    environment = {"PATH": str(tmp_path)}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert "unchecked" in finished.stderr
