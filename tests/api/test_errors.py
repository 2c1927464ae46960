"""Problems: 400, 404, 405, 413, 415, 422, 500 and 503."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.operations import BODY_CALLS, CALLS, Call, name_of
from tests.api.user import User
from tests.support.document import contract

BODY_CALL = pytest.mark.parametrize("call", BODY_CALLS, ids=name_of)
JSON = {"Content-Type": "application/json"}


async def _send(ada: User, call: Call, content: bytes | AsyncIterator[bytes], **headers: str) -> httpx.Response:
    named = {**call.headers, **JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return await ada.http.request(call.method, f"{ada.path}{call.suffix}", content=content, headers=named)


@BODY_CALL
async def test_body_that_is_missing(ada: User, call: Call) -> None:
    """FR-025: a body that is required and not there is 422, whatever media type is said of it."""
    await ada.create()
    expected = 200 if call.operation == "complete_task" else 422
    for headers in ({}, JSON):
        response = await ada.http.request(call.method, f"{ada.path}{call.suffix}", headers=headers)
        assert response.status_code == expected, response.text


NO_JSON = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "application/jsonp",
    "*/*",
    "json",
    "",
]


@BODY_CALL
@pytest.mark.parametrize("media_type", NO_JSON)
async def test_body_of_another_media_type(ada: User, call: Call, media_type: str) -> None:
    """FR-026: 415."""
    await ada.create()
    response = await _send(ada, call, b'{"title": "t"}', Content_Type=media_type)
    assert response.status_code == 415, response.text


@BODY_CALL
async def test_body_of_no_media_type(ada: User, call: Call) -> None:
    """FR-026: a body that does not say what it is, is 415."""
    response = await ada.http.request(call.method, f"{ada.path}{call.suffix}", content=b'{"title": "t"}')
    assert response.status_code == 415, response.text


@pytest.mark.parametrize(
    "media_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;charset=UTF-8"]
)
async def test_json_by_another_spelling(ada: User, media_type: str) -> None:
    """FR-026: media types are case-insensitive and may have parameters (RFC 9110, section 8.3.1)."""
    response = await ada.http.post(ada.tasks, content=b'{"title": "t"}', headers={"Content-Type": media_type})
    assert response.status_code == 201, response.text


@BODY_CALL
async def test_body_of_the_largest_size(ada: User, call: Call) -> None:
    """FR-026: as many bytes as the contract says are taken."""
    await ada.create()
    response = await _send(ada, call, json.dumps(call.body).encode().ljust(call.max_bytes))
    assert response.status_code not in (400, 413, 415, 500), response.text


@BODY_CALL
async def test_body_that_is_too_large(ada: User, call: Call) -> None:
    """FR-026: one byte more is 413."""
    response = await _send(ada, call, b"{".ljust(call.max_bytes + 1))
    assert response.status_code == 413, response.text


@BODY_CALL
async def test_body_that_is_too_large_in_chunks(ada: User, call: Call) -> None:
    """FR-026: also when its length is not said beforehand."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(call.max_bytes // 1000 + 1):
            yield b" " * 1000

    response = await _send(ada, call, chunks())
    assert response.status_code == 413, response.text


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/ada",
        "/api/ada/tasks/",
        "/api/ada/tasks/1/",
        "/api//tasks",
        "/health",
        "/x%00y",
        "/api/ada/tasks/1/complete/x",
        "/%ff",
    ],
)
async def test_unknown_path(ada: User, path: str) -> None:
    """FR-027: 404, without a redirect to another path."""
    assert (await ada.http.get(path)).status_code == 404


PATHS = {operation.template for operation in contract().operations}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


@pytest.mark.parametrize("template", sorted(PATHS))
@pytest.mark.parametrize("method", METHODS)
async def test_method_that_a_path_does_not_have(anonymous: httpx.AsyncClient, template: str, method: str) -> None:
    """FR-027: 405 with all of Allow, with or without a token."""
    if method in contract().methods_of(template):
        return
    path = template.replace("{user_id}", "ada").replace("{task_id}", "1")
    response = await anonymous.request(method, path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == contract().methods_of(template)


@pytest.mark.parametrize("call", CALLS, ids=name_of)
async def test_request_id_that_is_none(ada: User, call: Call) -> None:
    """FR-025: a request id that may not be logged as it is, is 422 for every operation."""
    await ada.create()
    response = await call.send(ada.http, ada, X_Request_ID="not one word")
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["parameter"] == "X-Request-ID"


async def test_types_of_problems_are_stable(ada: User, anonymous: httpx.AsyncClient, bob: User) -> None:
    """FR-029: the type of each problem is the one that the contract shows."""
    answers = {
        "unauthorized": await anonymous.get(ada.tasks),
        "forbidden": await bob.http.get(ada.tasks),
        "task-not-found": await ada.http.get(ada.task(1)),
        "malformed-body": await ada.http.post(ada.tasks, content=b"{", headers=JSON),
        "unsupported-media-type": await ada.http.post(ada.tasks, content=b"{}", headers={"Content-Type": "a/b"}),
        "content-too-large": await ada.http.post(ada.tasks, content=b" " * 65_537, headers=JSON),
        "invalid-request": await ada.http.post(ada.tasks, json={}),
        "invalid-cursor": await ada.http.get(ada.tasks, params={"cursor": "x"}),
    }
    for name, response in answers.items():
        assert response.json()["type"] == f"urn:tasks-api:problem:{name}"
        assert response.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"title": "  "}, "title must not be blank, nor hold the character U+0000."),
        ({"title": "a", "tags": [" "]}, "tags[0] must not be blank, nor hold the character U+0000."),
        (
            {"title": "a", "due_date": "12/01/2026"},
            "due_date must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or 2026-03-01T09:30:00Z.",
        ),
    ],
)
async def test_a_pattern_is_told_in_words(ada: User, body: dict[str, object], detail: str) -> None:
    """FR-025: `x-pattern-says` of the contract reaches the sentence, never the pattern."""
    response = await ada.http.post(ada.tasks, json=body)
    assert (response.status_code, [one["detail"] for one in response.json()["errors"]]) == (422, [detail])


async def test_a_pattern_of_a_parameter_is_told_in_words(ada: User) -> None:
    """FR-025."""
    await ada.create()
    response = await ada.http.get(ada.tasks, params={"search": "\0"})
    assert response.json()["errors"][0]["detail"] == "The parameter search must not hold the character U+0000."
    response = await ada.http.delete(ada.task(1), headers={"If-Match": "1"})
    assert (
        response.json()["errors"][0]["detail"]
        == 'The parameter If-Match must be entity tags in double quotes, such as "3", or *.'
    )
