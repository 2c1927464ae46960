"""FR-370, FR-371, FR-373: bodies that are no JSON over HTTP: text, bytes, forms, and the choice between media types."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import CONTRACT, FORM, JSON, Taken, served
from tests.contracts.codegen.documents import written
from tests.contracts.codegen.generating import generated, shared_folder

Json = Any


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, taken: Taken) -> Iterator[httpx.Client]:
    folder = shared_folder(tmp_path_factory, "bodies")
    generated(folder, "all_bodies", written(folder, CONTRACT))
    with served("all_bodies", taken) as address, httpx.Client(base_url=address) as client:
        yield client


def _post(client: httpx.Client, path: str, content: bytes, media_type: str | None) -> httpx.Response:
    return client.post(path, content=content, headers={} if media_type is None else {"Content-Type": media_type})


ACCEPTED: dict[str, tuple[str, bytes, str | None, Json]] = {
    "bytes": ("/bytes", b"\0\xff", "application/octet-stream", b"\0\xff"),
    "bytes at their limit": ("/bytes", b"12345678", "application/octet-stream", b"12345678"),
    "bytes of no type": ("/bytes", b"1", None, b"1"),
    "no bytes": ("/bytes", b"", "application/octet-stream", b""),
    "bytes of a type with parameters": ("/bytes", b"1", "Application/Octet-Stream; x=y", b"1"),
    "bytes of a size": ("/sized", b"1234", "application/pdf", b"1234"),
    "no body where none is required": ("/optional", b"", None, None),
    "bytes where none are required": ("/optional", b"1", "application/octet-stream", b"1"),
    "text": ("/text", "été".encode(), "text/plain; charset=utf-8", "été"),
    "text without a charset": ("/text", "été".encode(), "text/plain", "été"),
    "text that is a number": ("/number", b"7", "text/plain", 7),
    "text that is bytes to the contract": ("/csv_file", b"\xff", "text/csv", b"\xff"),
    "XML beside JSON": ("/several", b"<pet/>", "application/xml", "<pet/>"),
    "JSON beside XML": ("/several", b'{"name":"a"}', JSON, {"name": "a"}),
    "form beside JSON": ("/several", b"name=a", FORM, {"name": "a"}),
    "JSON beside a patch": ("/patch", b'{"name":"a"}', JSON, {"name": "a"}),
    "text/json": ("/dotnet", b"[]", "text/json", []),
    "JSON of a suffix": ("/dotnet", b"[]", "application/problem+json; charset=utf-8", []),
    "JSON of a name within a range": ("/ranges", b"1", "application/vnd.a+json", 1),
    "JSON of a name with a parameter": ("/ranges", b'"a"', "application/vnd.a+json;VERSION=B", "a"),
    "JSON of a name with another parameter": ("/ranges", b"1", 'application/vnd.a+json; version="3"', 1),
    "JSON of a suffix within a range": ("/ranges", b"true", "application/vnd.b+json", True),
    "text within a range": ("/ranges", b"a,b", "text/csv", "a,b"),
    "all else within a range": ("/ranges", b"\xff", "audio/ogg", b"\xff"),
    "no type within a range": ("/ranges", b"\xff", None, b"\xff"),
    "JSON where all is taken": ("/any_json", b'{"name":"a"}', "application/vnd.pet+json", {"name": "a"}),
    "form": (
        "/form",
        b"name=a+%C3%A9&age=3&born=2026-03-01&good=false&tags=x&tags=y&owner=%7B%22id%22%3A1%7D&nick=b&sizes=1",
        FORM,
        {
            "name": "a é",
            "age": 3,
            "born": date(2026, 3, 1),
            "good": False,
            "tags": ["x", "y"],
            "owner": {"id": 1},
            "nick": "b",
            "sizes": [1],
        },
    ),
    "form with objects in an array": (
        "/form",
        b"name=a&toys=%7B%22id%22%3A1%7D&toys=%7B%7D",
        f"{FORM}; charset=UTF-8",
        {"name": "a", "toys": [{"id": 1}, {}]},
    ),
    "form whose letters are not encoded": ("/form", "name=é&&".encode(), FORM, {"name": "é"}),
    "no form": ("/form", b"", None, None),
    "form of styles": (
        "/styles",
        b"comma=1,2&pipe=a%7Cb&space=a+b%20c&value=%5B1%5D&mixed=5&other=3",
        FORM,
        {"comma": [1, 2], "pipe": ["a", "b"], "space": ["a", "b", "c"], "value": [1], "mixed": 5, "other": 3},
    ),
    "form of styles once more": (
        "/styles",
        b"comma=&pipe=a%2Cb|c&value=%7B%7D&mixed=%7Bx",
        FORM,
        {"comma": [], "pipe": ["a,b", "c"], "value": {}, "mixed": "{x"},
    ),
    "form of an object in parts": (
        "/styles",
        b"deep[n]=1&deep%5Bl%5D=a&deep[l]=b&value[x]=2",
        FORM,
        {"deep": {"n": 1, "l": ["a", "b"]}, "value[x]": 2},
    ),
    "form without members": ("/styles", b"", FORM, {}),
}


@pytest.mark.parametrize(("path", "content", "media_type", "body"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_body_is_handed_over(
    client: httpx.Client, taken: Taken, path: str, content: bytes, media_type: str | None, body: Json
) -> None:
    response = _post(client, path, content, media_type)
    assert (response.status_code, response.text) == (200, "")
    assert taken.body == body
    assert type(taken.body) is type(body) or isinstance(taken.body, str | bytes)


NAMED = {
    "/image": ("image/png; x=1", "image/png; x=1"),
    "/texts": ("text/csv", "text/csv"),
    "/mixed": ("multipart/mixed; boundary=b", "multipart/mixed; boundary=b"),
    "/ranges": (None, "application/octet-stream"),
}


@pytest.mark.parametrize(("path", "sent", "said"), [(path, *one) for path, one in NAMED.items()], ids=NAMED.keys())
def test_content_says_its_media_type(
    client: httpx.Client, taken: Taken, path: str, sent: str | None, said: str
) -> None:
    """Where the contract leaves open what the bytes or the text are."""
    assert _post(client, path, b"a", sent).status_code == 200
    assert (taken.media_type, taken.body in (b"a", "a")) == (said, True)


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
    response = _post(client, path, content, media_type)
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
