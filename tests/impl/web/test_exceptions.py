"""FR-319, FR-316: exceptions of one's own, and FastAPI's, in operations and beside them."""

import logging
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from impl.services.tasks import TaskService
from impl.storage.errors import TaskNotFound
from impl.web.problems import INTERNAL_ERROR, NOT_FOUND


class OutOfPaper(Exception):
    """One of one's own."""


class OutOfRedPaper(OutOfPaper):
    """One below it."""


def raising(error: Exception) -> Any:
    async def raises(*_: object, **__: object) -> None:
        raise error

    return raises


def failing(error: Exception) -> Any:
    """The endpoint of a plain route."""

    async def fails() -> None:
        raise error

    return fails


@pytest.fixture
def raises(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets an operation raise an exception."""
    return lambda error, operation="get_task": monkeypatch.setattr(TaskService, operation, raising(error))


async def _paper(request: Request, error: Exception) -> Response:
    return JSONResponse({"paper": type(error).__name__, "path": request.url.path}, 418)


def _sync_paper(request: Request, error: Exception) -> Response:
    return JSONResponse({"paper": type(error).__name__, "path": request.url.path}, 418)


@pytest.mark.parametrize("handler", [_paper, _sync_paper])
@pytest.mark.parametrize("error", [OutOfPaper(), OutOfRedPaper()])
async def test_handler_of_ones_own_answers(
    app: FastAPI, client: httpx.AsyncClient, user: str, raises: Any, handler: Any, error: Exception
) -> None:
    """FR-319: async or not, for the class and those below it."""
    app.add_exception_handler(OutOfPaper, handler)
    raises(error)
    answer = await client.get(f"/api/{user}/tasks/1")
    told = {"paper": type(error).__name__, "path": f"/api/{user}/tasks/1"}
    assert (answer.status_code, answer.json()) == (418, told)
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(("kind", "error"), [(TaskNotFound, TaskNotFound()), (404, HTTPException(404))])
async def test_handler_of_ones_own_goes_before_the_map(
    app: FastAPI, client: httpx.AsyncClient, user: str, raises: Any, kind: Any, error: Exception
) -> None:
    """FR-319: also for an exception of ours, and by status."""
    app.add_exception_handler(kind, _paper)
    raises(error)
    answer = await client.get(f"/api/{user}/tasks/1")
    assert (answer.status_code, answer.json()["paper"]) == (418, type(error).__name__)


async def test_exception_that_nobody_handles_is_a_defect(client: httpx.AsyncClient, user: str, raises: Any) -> None:
    """FR-319."""
    raises(OutOfPaper())
    answer = await client.get(f"/api/{user}/tasks/1", headers={"X-Request-ID": "paper"})
    assert (answer.status_code, answer.json()) == (500, INTERNAL_ERROR.body("paper").model_dump())


FORBIDDEN = ("urn:tasks-api:problem:forbidden", "Forbidden")
REFUSED = ("urn:tasks-api:problem:unauthorized", "Unauthorized")
DECLARED = [
    (HTTPException(403, "It is at the cleaner's."), "get_task", *FORBIDDEN),
    (HTTPException(403), "get_task", *FORBIDDEN),
    (HTTPException(503, "Tea.", {"Retry-After": "7"}), "get_task", "about:blank", "Service Unavailable"),
    (HTTPException(400, "Nonsense."), "list_tasks", "about:blank", "Bad Request"),
    (HTTPException(401, "Who?", {"WWW-Authenticate": "Bearer"}), "get_task", *REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("error", "operation", "kind", "title"), DECLARED)
async def test_declared_status_becomes_its_problem(
    client: httpx.AsyncClient, user: str, raises: Any, error: HTTPException, operation: str, kind: str, title: str
) -> None:
    """FR-316: with the detail of the exception; `about:blank` where several problems share the status."""
    raises(error, operation)
    path = f"/api/{user}/tasks" + ("/1" if operation == "get_task" else "")
    answer = await client.get(path, headers={"X-Request-ID": "one"})
    told = {"type": kind, "title": title, "status": error.status_code, "detail": error.detail, "request_id": "one"}
    assert (answer.status_code, answer.json()) == (error.status_code, told)
    assert answer.headers["content-type"] == "application/problem+json"
    for name, value in (error.headers or {}).items():
        assert answer.headers[name] == value


async def test_invalid_request_has_its_list(client: httpx.AsyncClient, user: str, raises: Any) -> None:
    """FR-316: a 422 lists what is wrong."""
    raises(HTTPException(422, "Too late."), "create_task")
    answer = await client.post(f"/api/{user}/tasks", json={"title": "x"})
    assert (answer.status_code, answer.json()["type"], answer.json()["detail"]) == (422, "about:blank", "Too late.")
    assert answer.json()["errors"] == [{"pointer": None, "parameter": None, "detail": "Too late."}]


UNDECLARED = [
    (HTTPException(412, "No."), "list_tasks", "impl.storage.errors.TaskChanged"),
    (
        HTTPException(418, "No."),
        "get_task",
        "Raise an exception that you add to the map, which impl/web/problems.py maps",
    ),
    (HTTPException(503, "No."), "get_task", "impl.limits.load.Overloaded"),  # without the Retry-After that it declares
    (HTTPException(304), "get_task", "Raise an exception"),
    (
        HTTPException(413, "No."),
        "get_task",
        "Raise contracts.runtime.errors.BodyTooLarge, which impl/web/problems.py",
    ),
]


@pytest.mark.parametrize(("error", "operation", "cure"), UNDECLARED)
async def test_undeclared_status_is_a_defect_whose_cure_is_logged(
    client: httpx.AsyncClient,
    user: str,
    raises: Any,
    caplog: pytest.LogCaptureFixture,
    error: HTTPException,
    operation: str,
    cure: str,
) -> None:
    """FR-316: a client is told nothing of it."""
    raises(error, operation)
    path = f"/api/{user}/tasks" + ("/1" if operation == "get_task" else "")
    with caplog.at_level(logging.ERROR):
        answer = await client.get(path, headers={"X-Request-ID": "one"})
    assert (answer.status_code, answer.json()) == (500, INTERNAL_ERROR.body("one").model_dump())
    (record,) = [record for record in caplog.records if "undeclared HTTPException" in record.getMessage()]
    assert cure in record.getMessage()
    assert operation in record.getMessage()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (HTTPException(404, "No such export."), {"title": "Not Found", "detail": "No such export."}),
        (HTTPException(402, "Pay.", {"X-Price": "5"}), {"title": "Payment Required", "detail": "Pay."}),
        (HTTPException(503), {"title": "Service Unavailable", "detail": "Service Unavailable"}),
    ],
)
async def test_plain_route_keeps_status_and_detail(
    app: FastAPI, client: httpx.AsyncClient, error: HTTPException, told: dict[str, str]
) -> None:
    """FR-316: as a problem."""
    app.add_api_route("/exports", failing(error))
    answer = await client.get("/exports", headers={"X-Request-ID": "one"})
    expected = {"type": "about:blank", "status": error.status_code, "request_id": "one", **told}
    assert (answer.status_code, answer.json()) == (error.status_code, expected)
    assert answer.headers["content-type"] == "application/problem+json"
    for name, value in (error.headers or {}).items():
        assert answer.headers[name] == value


async def test_plain_route_keeps_a_detail_that_is_no_text(app: FastAPI, client: httpx.AsyncClient) -> None:
    """FR-316: as FastAPI answers it."""
    app.add_api_route("/exports", failing(HTTPException(409, {"left": 3})))
    answer = await client.get("/exports")
    assert (answer.status_code, answer.json()) == (409, {"detail": {"left": 3}})


async def test_unknown_path_and_method_are_answered_as_before(app: FastAPI, client: httpx.AsyncClient) -> None:
    """FR-316: routing's own exceptions."""
    app.add_api_route("/exports", failing(HTTPException(409)))
    answer = await client.get("/nothing", headers={"X-Request-ID": "one"})
    assert (answer.status_code, answer.json()) == (404, NOT_FOUND.body("one").model_dump())
    answer = await client.post("/exports")
    assert (answer.status_code, answer.json()["type"]) == (405, "urn:tasks-api:problem:method-not-allowed")
