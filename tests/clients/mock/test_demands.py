"""FR-451, FR-452: failures on demand, a slow network, and tasks to begin with."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from impl.auth import mint_token
from tests.clients.mock.running import mock
from tests.support.document import Json, contract

pytestmark = pytest.mark.slow

SECRET = "a secret of the tests, of more than 32 bytes"
SEED = 40
LATENCY = 0.2


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A user of a mock with tasks, and with a slow network."""
    headers = {"Authorization": f"Bearer {mint_token(SECRET, 'ada', 600)}"}
    options = ("--seed", str(SEED), "--latency", str(int(LATENCY * 1000)))
    with (
        mock(tmp_path_factory.mktemp("mock"), *options, TASKS_JWT_SECRET=SECRET) as served,
        httpx.Client(base_url=served.url, headers=headers) as client,
    ):
        yield client


def declared() -> list[tuple[str, str, str, Json]]:
    """Each status of each operation: how to call it, and what the contract shows."""
    document, found = contract(), []
    for operation in document.operations:
        path = operation.template.replace("{user_id}", "ada").replace("{task_id}", "1")
        for status, node in operation.raw["responses"].items():
            found.append((operation.method.upper(), path, status, document.resolve(node)))
    return found


def shown(response: Json) -> Any:
    """The body that the contract shows."""
    for media in response.get("content", {}).values():
        return media.get("example") or contract().resolve(next(iter(media["examples"].values())))["value"]
    return None


def test_every_declared_status_is_answered_on_demand(ada: httpx.Client) -> None:
    """FR-451: with the declared body, media type and headers, and with nothing done."""
    before = ada.get("/api/ada/tasks").json()
    assert len(declared()) > 60
    for method, path, status, response in declared():
        answer = ada.request(method, path, headers={"Prefer": f"status={status}"})
        body = shown(response)
        where = (method, path, status)
        assert (*where, answer.status_code) == (*where, int(status))
        assert answer.headers["preference-applied"] == f"status={status}", where
        if body is None:
            assert answer.content == b"", where
            continue
        assert answer.headers["content-type"].partition(";")[0] in response["content"], where
        if "request_id" in body:
            body = {**body, "request_id": answer.headers["x-request-id"]}
        assert answer.json() == body, where
        for name, header in response["headers"].items():
            if contract().resolve(header).get("required"):
                assert name in answer.headers, where
    assert ada.get("/api/ada/tasks").json() == before


@pytest.mark.parametrize(
    "prefer",
    ["status=503", "code=503", 'Status = "503"', "return=minimal, status=503; now", "status=503, status=404"],
)
def test_how_it_can_be_said(ada: httpx.Client, prefer: str) -> None:
    """FR-451: as RFC 7240, section 2, writes preferences; the first of a name counts. Prism says `code`."""
    answer = ada.get("/api/ada/tasks", headers={"Prefer": prefer})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["preference-applied"] == "status=503"


@pytest.mark.parametrize("prefer", ["return=minimal", "wait=10", 'x="a, status=503"', "statuses=503", "status"])
def test_other_preferences_are_ignored(ada: httpx.Client, prefer: str) -> None:
    """FR-451: as RFC 7240, section 2, requires; that they are not applied can be seen."""
    answer = ada.get("/api/ada/tasks", headers={"Prefer": prefer})
    assert (answer.status_code, "preference-applied" in answer.headers) == (200, False)


@pytest.mark.parametrize("status", ["418", "5", "abc", "", "200.0", "9" * 5000])
def test_what_is_not_declared_is_refused(ada: httpx.Client, status: str) -> None:
    """FR-451: in a sentence that names what the operation has, whatever else the request says."""
    answer = ada.delete("/api/ada/tasks/1", headers={"Prefer": f"status={status}"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["type"] == "urn:tasks-api:problem:invalid-request"
    assert problem["errors"][0]["parameter"] == "Prefer"
    words = f"Prefer can't be honoured: delete_task declares no status '{status[:40]}'; it has 204, 401, 403, "
    assert problem["detail"].startswith(words)
    assert "preference-applied" not in answer.headers
    assert ada.get("/api/ada/tasks/1").status_code == 200


def test_a_page_may_ask_for_it_and_read_it(ada: httpx.Client) -> None:
    """FR-451: a frontend of another origin too."""
    origin = {"Origin": "http://localhost:5173"}
    asked = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "prefer"}
    assert ada.options("/api/ada/tasks", headers=asked).status_code == 200
    answer = ada.get("/api/ada/tasks", headers={**origin, "Prefer": "status=500"})
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == origin["Origin"]
    assert "Preference-Applied" in answer.headers["access-control-expose-headers"]


def test_each_operation_takes_its_time(ada: httpx.Client) -> None:
    """FR-452: also one that fails on demand; the page of the documentation does not."""
    for path, headers in (("/api/ada/tasks", {}), ("/health/live", {}), ("/health/live", {"Prefer": "status=500"})):
        begun = time.monotonic()
        ada.get(path, headers=headers)
        assert time.monotonic() - begun >= LATENCY


def test_each_user_begins_with_tasks(ada: httpx.Client) -> None:
    """FR-452: open and done, of all priorities, all-day and timed and without a date, overdue and to come, with tags;
    the next one follows them, and other users have their own."""
    tasks = ada.get("/api/ada/tasks?sort=due_date&order=asc").json()
    assert len(tasks) == len({task["title"] for task in tasks}) == SEED
    assert {task["completed"] for task in tasks} == {True, False}
    assert {task["priority"] for task in tasks} == {"low", "medium", "high"}
    assert {len(task["due_date"] or "") for task in tasks} == {0, len("2026-12-01"), len("2026-12-01T09:30:00Z")}
    assert {task["description"] is None for task in tasks} == {True, False}
    assert {tag["tag"] for tag in ada.get("/api/ada/tags").json()} >= {"home", "work", "money"}
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert 0 < len(ada.get(f"/api/ada/tasks?due_before={today}").json()) < SEED
    assert ada.post("/api/ada/tasks", json={"title": "Mine"}).json()["id"] == SEED + 1
    bob = {"Authorization": f"Bearer {mint_token(SECRET, 'bob', 600)}"}
    assert len(ada.get("/api/bob/tasks", headers=bob).json()) == SEED


def test_without_options_it_begins_empty(tmp_path: Path) -> None:
    """FR-452: and answers at once."""
    with mock(tmp_path, TASKS_JWT_SECRET=SECRET) as served:
        headers = {"Authorization": f"Bearer {mint_token(SECRET, 'ada', 60)}"}
        assert httpx.get(f"{served.url}/api/ada/tasks", headers=headers).json() == []
