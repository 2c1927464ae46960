"""FR-026: a body is read as it is; one that is said to be encoded is refused, and told that no coding is taken."""

import gzip
import json

import pytest

from tests.api.operations import BODY_CALLS, MAKING_CALLS, Call, name_of
from tests.api.user import User
from tests.support.document import contract

BODY_CALL = pytest.mark.parametrize("call", BODY_CALLS, ids=name_of)


@BODY_CALL
@pytest.mark.parametrize(
    "codings",
    [["gzip"], ["br"], ["x-gzip"], ["GZIP"], ["identity, gzip"], ["gzip", "identity"], ["unheard-of"]],
    ids=str,
)
async def test_encoded_body(ada: User, call: Call, codings: list[str]) -> None:
    """Also where it is not, and where several codings are named."""
    task = await ada.create()
    headers = [("Content-Type", "application/json"), *(("Content-Encoding", coding) for coding in codings)]
    for content in (json.dumps(call.body).encode(), gzip.compress(json.dumps(call.body).encode())):
        response = await ada.http.request(call.method, f"{ada.path}{call.suffix}", content=content, headers=headers)
        assert (response.status_code, response.headers["accept-encoding"]) == (415, "identity"), response.text
        assert response.json()["type"] == "urn:tasks-api:problem:unsupported-content-coding"
    assert await ada.listed() == [task]


@BODY_CALL
@pytest.mark.parametrize("codings", [["identity"], ["Identity , identity"], [""], ["identity", "identity"]], ids=str)
async def test_body_that_is_not_encoded(ada: User, call: Call, codings: list[str]) -> None:
    """Which may be said."""
    for making in MAKING_CALLS:
        await making.send(ada.http, ada)
    headers = [("Content-Type", "application/json"), *(("Content-Encoding", coding) for coding in codings)]
    content = json.dumps(call.body).encode()
    response = await ada.http.request(call.method, f"{ada.path}{call.suffix}", content=content, headers=headers)
    declared = next(operation.responses for operation in contract().operations if operation.id == call.operation)
    assert response.status_code == min(declared), response.text


async def test_other_media_type_tells_no_coding(ada: User) -> None:
    """The header tells one 415 from the other (RFC 9110, section 12.5.3)."""
    for media_type in ("text/plain", "application/json\xa0", "application/\x85json", "application/json;charset=utf-16"):
        headers = [(b"Content-Type", media_type.encode("latin-1"))]
        response = await ada.http.post(ada.tasks, content=b'{"title": "t"}', headers=headers)
        assert (response.status_code, "accept-encoding" in response.headers) == (415, False), media_type
        assert response.json()["type"] == "urn:tasks-api:problem:unsupported-media-type"


async def test_coding_without_a_body(ada: User) -> None:
    """Where nothing is sent, or none is read, nothing is encoded."""
    await ada.create()
    coded = {"Content-Encoding": "gzip"}
    assert (await ada.http.patch(f"{ada.task(1)}/complete", headers=coded)).status_code == 200
    assert (await ada.http.get(ada.task(1), headers=coded)).status_code == 200
    assert (await ada.http.delete(ada.task(1), headers=coded)).status_code == 204
