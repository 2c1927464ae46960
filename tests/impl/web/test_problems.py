"""FR-029: problems are as the contract declares, and reveal nothing else."""

import inspect
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from contracts import runtime
from generated.contract import DOCUMENT
from impl.auth.bearer import InvalidToken
from impl.limits.limiter import RateLimited
from impl.services.tasks import TaskService
from impl.storage.errors import TaskChanged
from impl.web.problems import INTERNAL_ERROR, PROBLEMS, ProblemDetails

CONTRACT: Any = DOCUMENT
SAMPLES: dict[type[Exception], Exception] = {
    runtime.MalformedBody: runtime.MalformedBody(
        [runtime.Violation("body", None, "#", "syntax", "The body is not valid JSON.")]
    ),
    runtime.BodyTooLarge: runtime.BodyTooLarge(65536),
    runtime.NotAcceptable: runtime.NotAcceptable(["application/json", "text/csv"]),
    runtime.UnsupportedMediaType: runtime.UnsupportedMediaType(["application/json"]),
    runtime.InvalidRequest: runtime.InvalidRequest(
        [runtime.Violation("body", None, "#/title", "minLength", "title must have at least 1 character.")]
    ),
    InvalidToken: InvalidToken("The token has expired."),
    RateLimited: RateLimited(5),
}


UNDECLARED = {
    # A 422 like others; its words are in the description of the operation.
    "idempotency-key-reused",
    # Declared only by an operation of several media types, which none is.
    "not-acceptable",
    # Declared only while an operation is a stub.
    "not-implemented",
}


def all_problems() -> Iterator[ProblemDetails]:
    for kind, make in PROBLEMS.items():
        # What an item of any resource is at, where it is not what was expected.
        given = [3] if "current_version" in inspect.signature(kind.__init__).parameters else []
        yield make(SAMPLES.get(kind) or kind(*given))
    yield INTERNAL_ERROR


def examples() -> Iterator[Any]:
    operations = [part for item in CONTRACT["paths"].values() for part in item.values() if "responses" in part]
    inline = [response for operation in operations for response in operation["responses"].values()]
    for response in (*CONTRACT["components"]["responses"].values(), *inline):
        problem = response.get("content", {}).get("application/problem+json")
        for media in [problem] if problem else []:
            several = media.get("examples", {"": {"value": media.get("example")}})
            yield from (each["value"] for each in several.values())


def test_every_problem_is_an_example_of_the_contract() -> None:
    """And every example is a problem; several resources may have one of the same type, in words of their own."""
    request_id = next(examples())["request_id"]
    bodies = [problem.body(request_id).model_dump() for problem in all_problems() if problem.type not in UNDECLARED]
    assert [example for example in examples() if example not in bodies] == []
    assert {example["type"] for example in examples()} == {body["type"] for body in bodies}


async def test_a_defect_tells_nothing(
    client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(TaskService, "get_task", broken)
    answer = await client.get(f"/api/{user}/tasks/1", headers={"X-Request-ID": "my-request"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "my-request"
    assert answer.json() == INTERNAL_ERROR.body("my-request").model_dump()
    logged = [record for record in caplog.records if "internal error" in record.getMessage()]
    assert len(logged) == 1
    assert "my-request" in logged[0].getMessage()


async def test_an_undeclared_answer_is_a_defect(
    client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-039."""

    async def wrong(*_: object, **__: object) -> object:
        return {"id": 1}

    monkeypatch.setattr(TaskService, "get_task", wrong)
    assert (await client.get(f"/api/{user}/tasks/1")).status_code == 500


async def test_a_domain_error_that_the_operation_does_not_declare_is_a_defect(
    client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list can't be answered with 412."""

    async def wrong(*_: object, **__: object) -> object:
        raise TaskChanged(3)

    monkeypatch.setattr(TaskService, "list_tasks", wrong)
    answer = await client.get(f"/api/{user}/tasks")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:tasks-api:problem:internal-error")
