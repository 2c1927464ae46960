"""FR-370: bodies that are no JSON over HTTP: text, bytes, forms, and the choice between media types."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import FORM, JSON, Taken, application
from tests.contracts.codegen.body_server import client, folder, post, taken
from tests.contracts.codegen.parts import END, ONE_FILE

__all__ = ["client", "folder", "taken"]
Json = Any
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
    response = post(client, path, content, media_type)
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
    assert post(client, path, b"a", sent).status_code == 200
    assert (taken.media_type, taken.body in (b"a", "a")) == (said, True)


@pytest.mark.parametrize(("digits", "status"), [("0" * 5000 + "3", 200), ("0" * 5000 + "9", 413), ("9" * 5000, 413)])
@pytest.mark.parametrize(
    ("path", "media_type", "content"),
    [("/bytes", "application/octet-stream", b"abc"), ("/upload", "multipart/form-data; boundary=limit", None)],
)
async def test_length_of_many_digits(
    taken: Taken, folder: Path, path: str, media_type: str, content: bytes | None, digits: str, status: int
) -> None:
    """FR-029: a Content-Length may begin with zeros (RFC 9110, section 8.6); Python reads 4,300 digits at most."""
    body = ONE_FILE + END if content is None else content
    if content is None:
        digits = digits.replace("9", "9" * 12)
    sent: list[Json] = []

    async def receive() -> Json:
        return {"type": "http.request", "body": body}

    async def send(message: Json) -> None:
        sent.append(message)

    headers = [(b"content-type", media_type.encode()), (b"content-length", digits.encode())]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b"", "root_path": ""}
    await application("all_bodies", taken)(scope, receive, send)
    assert sent[0]["status"] == status
