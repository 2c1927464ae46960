"""FR-370: bodies that are no JSON, and are refused: media types, sizes, and members of forms."""

from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import FORM, JSON, Taken
from tests.contracts.codegen.body_server import client, folder, post, taken

__all__ = ["client", "folder", "taken"]
Json = Any


def _only(*names: str) -> Json:
    return [["#", "content", f"The body must be sent as {' or '.join(names)}."]]


_CHARSET = "The body must be sent in UTF-8, with charset=utf-8 in its Content-Type or without a charset."
UTF8 = [["#", "content", _CHARSET]]
REFUSED: dict[str, tuple[str, bytes, str | None, int, Json]] = {
    "too many bytes": (
        "/bytes",
        b"123456789",
        "application/octet-stream",
        413,
        [["#", "x-max-bytes", "The body is larger than 8 bytes."]],
    ),
    "bytes of another type": ("/bytes", b"1", JSON, 415, _only("application/octet-stream")),
    "required bytes": ("/bytes", b"", None, 422, [["#", "required", "The body is required."]]),
    "too few bytes": (
        "/sized",
        b"1",
        "application/pdf",
        422,
        [["#", "minLength", "The body must have at least 2 bytes."]],
    ),
    "no bytes, of a size": (
        "/sized",
        b"",
        "application/pdf",
        422,
        [["#", "minLength", "The body must have at least 2 bytes."]],
    ),
    "more bytes than the schema has": (
        "/sized",
        b"12345",
        "application/pdf",
        422,
        [["#", "maxLength", "The body must have at most 4 bytes."]],
    ),
    "text beside a range": ("/image", b"a", "text/plain", 415, _only("image/*")),
    "a range for a range": ("/image", b"a", "image/*", 415, _only("image/*")),
    "text of another charset": ("/text", b"ab", "text/plain; charset=latin-1", 415, UTF8),
    "text that is not UTF-8": (
        "/text",
        b"\xff",
        "text/plain",
        400,
        [["#", "encoding", "The body is not valid UTF-8."]],
    ),
    "text that is too short": (
        "/text",
        b"a",
        "text/plain",
        422,
        [["#", "minLength", "The body must have at least 2 characters."]],
    ),
    "no text": ("/text", b"", "text/plain", 422, [["#", "minLength", "The body must have at least 2 characters."]]),
    "text that is no number": ("/number", b"x", "text/plain", 422, [["#", "type", "The body must be an integer."]]),
    "text of a number beyond": ("/number", b"10", "text/plain", 422, [["#", "maximum", "The body must be at most 9."]]),
    "none of several types": ("/several", b"a", "text/plain", 415, _only(JSON, "application/xml", FORM)),
    "each type has its schema": (
        "/patch",
        b"{}",
        "application/merge-patch+json",
        422,
        [["#", "minProperties", "The body must have at least 1 property."]],
    ),
    "no JSON where only JSON is meant": ("/any_json", b"a", "text/plain", 415, _only(JSON)),
    "empty JSON": ("/any_json", b"", JSON, 422, [["#", "required", "The body is required."]]),
    "form member that is missing": ("/form", b"age=3", FORM, 422, [["#/name", "required", "name is required."]]),
    "form members that are wrong": (
        "/form",
        b"name=abcdef&age=-1&good=yes&tags=a&tags=b&tags=c",
        FORM,
        422,
        [
            ["#/age", "minimum", "age must be at least 0."],
            ["#/good", "type", "good must be true or false."],
            ["#/name", "maxLength", "name must have at most 5 characters."],
            ["#/tags", "maxItems", "tags must have at most 2 items."],
        ],
    ),
    "form member within a member": (
        "/form",
        b"name=a&owner=%7B%7D&toys=%7B%22id%22%3A%22x%22%7D",
        FORM,
        422,
        [
            ["#/owner/id", "required", "owner.id is required."],
            ["#/toys/0/id", "type", "toys[0].id must be an integer."],
        ],
    ),
    "form member that is unknown": (
        "/form",
        b"name=a&x%2Fy=1",
        FORM,
        422,
        [["#/x~1y", "additionalProperties", "x/y is not a known property."]],
    ),
    "form members that can't be read": (
        "/form",
        b"name=a&name=b&owner=x&born=%FF",
        FORM,
        422,
        [
            ["#/name", "type", "name is given more than once."],
            ["#/owner", "type", "owner is not valid JSON."],
            ["#/born", "encoding", "born is not valid UTF-8."],
        ],
    ),
    "form of a name that can't be read": (
        "/form",
        b"%FF=1",
        FORM,
        400,
        [["#", "syntax", "The body has the name of a member that is not valid UTF-8."]],
    ),
    "form of too many members": (
        "/form",
        b"a&" * 1001,
        FORM,
        400,
        [["#", "syntax", "The body has more than 1000 members."]],
    ),
    "form of too many bytes": (
        "/form",
        b"a" * 20_001,
        FORM,
        413,
        [["#", "x-max-bytes", "The body is larger than 20000 bytes."]],
    ),
    "form of another charset": ("/form", b"name=a", f"{FORM}; charset=utf-16", 415, UTF8),
    "form of an object in parts, wrong ones": (
        "/styles",
        b"deep[n]=x&deep[l]=a",
        FORM,
        422,
        [["#/deep/n", "type", "deep.n must be an integer."]],
    ),
    "form of an object in parts, twice": (
        "/styles",
        b"deep[n]=1&deep[n]=2&deep=%7B%22n%22%3A1%7D",
        FORM,
        422,
        [["#/deep/n", "type", "deep.n is given more than once."]],
    ),
    "form of an object in parts and as JSON": (
        "/styles",
        b"deep[n]=1&deep=%7B%22n%22%3A1%7D",
        FORM,
        422,
        [["#/deep", "type", "deep is given in two ways."]],
    ),
    "form member beside the others": (
        "/styles",
        b"other=x",
        FORM,
        422,
        [["#/other", "type", "other must be an integer."]],
    ),
}


@pytest.mark.parametrize(("path", "content", "media_type", "status", "wrong"), REFUSED.values(), ids=REFUSED.keys())
def test_body_is_refused(
    client: httpx.Client, taken: Taken, path: str, content: bytes, media_type: str | None, status: int, wrong: Json
) -> None:
    taken.body = "nothing"
    response = post(client, path, content, media_type)
    assert (response.status_code, response.json()) == (status, wrong)
    assert taken.body == "nothing"


def test_body_in_chunks_is_bounded(client: httpx.Client) -> None:
    """A body whose length is not told is counted as it comes."""
    headers = {"Content-Type": "application/octet-stream"}
    assert client.post("/bytes", content=iter([b"1234", b"5678"]), headers=headers).status_code == 200
    assert client.post("/bytes", content=iter([b"1234", b"56789"]), headers=headers).status_code == 413


def test_body_that_is_encoded_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": FORM, "Content-Encoding": "gzip"}
    response = client.post("/form", content=b"name=a", headers=headers)
    assert (response.status_code, response.json()[0][1]) == (415, "content-encoding")
