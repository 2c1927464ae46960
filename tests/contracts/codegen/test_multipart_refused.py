"""FR-370: what is wrong with a multipart form is told."""

from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import MULTIPART, Taken
from tests.contracts.codegen.body_server import client, folder, taken
from tests.contracts.codegen.parts import END, FILE, ONE_FILE, TYPE, member, part, syntax

__all__ = ["client", "folder", "taken"]
Json = Any
NOT_MULTIPART = syntax("The body is not valid multipart/form-data.")
NO_END = syntax("The body ends before its last boundary.")
UNREADABLE = syntax("The body has a part whose name or filename is not valid UTF-8.")
UNNAMED = syntax("The body has a part without a Content-Disposition that names it.")
UNSUPPORTED = [["#", "content", f"The body must be sent as {MULTIPART}."]]
REFUSED: dict[str, tuple[bytes, int, Json]] = {
    "empty": (b"", 400, NO_END),
    "no parts": (END, 422, [["#/file", "required", "file is required."]]),
    "preamble alone": (b"a\r\n" + END, 400, NOT_MULTIPART),
    "nothing within": (END, 422, [["#/file", "required", "file is required."]]),
    "other boundary": (ONE_FILE.replace(b"limit", b"other") + END, 400, NOT_MULTIPART),
    "cut in a part": (ONE_FILE, 400, NO_END),
    "cut in a header": (ONE_FILE[:40], 400, NO_END),
    "JSON": (b'{"file": "a"}', 400, NOT_MULTIPART),
    "no disposition": (b"--limit\r\nContent-Type: a/b\r\n\r\nabc\r\n" + END, 400, UNNAMED),
    "no name": (part(b"form-data", b"abc") + END, 400, UNNAMED),
    "another disposition": (part(b'attachment; name="file"', b"abc") + END, 400, UNNAMED),
    "header without a colon": (b"--limit\r\nContent\r\n\r\nabc\r\n" + END, 400, NOT_MULTIPART),
    "name that is not UTF-8": (part(b'form-data; name="\xff"', b"abc") + END, 400, UNREADABLE),
    "filename that is not UTF-8": (part(b'form-data; name="file"; filename="\xff"', b"abc") + END, 400, UNREADABLE),
    "filename that can't be printed": (
        part(b'form-data; name="file"; filename="a\x1b[2J"', b"abc") + END,
        400,
        syntax("The body has a part whose filename has characters that can't be printed."),
    ),
    "encoded part": (
        part(FILE, b"YWJj", b"Content-Transfer-Encoding: base64") + END,
        400,
        syntax("The body has a part with a Content-Transfer-Encoding, and parts are read as they are."),
    ),
    "long header": (part(FILE, b"abc", b"X-A: " + b"a" * 100_000) + END, 400, NOT_MULTIPART),
    "many headers": (part(FILE, b"abc", *[b"X-A: a"] * 1000) + END, 400, NOT_MULTIPART),
    "too many parts": (member("note", b"") * 1001 + END, 400, syntax("The body has more than 1000 parts.")),
    "too many files": (ONE_FILE * 101 + END, 400, syntax("The body has more than 100 files.")),
    "too much text": (
        member("note", b"a" * 1_048_577) + END,
        413,
        [["#", "x-max-bytes", "The body is larger than 1048576 bytes."]],
    ),
    "file twice": (ONE_FILE * 2 + END, 422, [["#/file", "type", "file is given more than once."]]),
    "too many of several files": (
        ONE_FILE + part(b'form-data; name="more"; filename="b"', b"1") * 3 + END,
        422,
        [["#/more", "maxItems", "more must have at most 2 items."]],
    ),
    "file that is too small": (
        part(FILE, b"") + END,
        422,
        [["#/file", "minLength", "file must have at least 1 bytes."]],
    ),
    "file of another type": (
        ONE_FILE + part(b'form-data; name="icon"; filename="i"', b"abcde", b"Content-Type: image/bmp") + END,
        422,
        [
            ["#/icon", "contentType", "icon must be sent as image/png or image/gif."],
            ["#/icon", "maxLength", "icon must have at most 4 bytes."],
        ],
    ),
    "file of no type": (
        ONE_FILE + part(b'form-data; name="icon"; filename="i"', b"a") + END,
        422,
        [["#/icon", "contentType", "icon must be sent as image/png or image/gif."]],
    ),
    "text of another type": (
        ONE_FILE + member("note", b"a", b"Content-Type: text/html") + END,
        422,
        [["#/note", "contentType", "note must be sent as text/markdown or text/plain."]],
    ),
    "text of another charset": (
        ONE_FILE + member("count", b"1", b"Content-Type: text/plain; charset=utf-16") + END,
        422,
        [["#/count", "contentType", "count must be sent in UTF-8."]],
    ),
    "text that is not UTF-8": (
        ONE_FILE + member("note", b"\xff") + END,
        422,
        [["#/note", "encoding", "note is not valid UTF-8."]],
    ),
    "wrong texts": (
        ONE_FILE + member("count", b"x") + member("pet", b"{}") + END,
        422,
        [["#/count", "type", "count must be an integer."], ["#/pet/name", "required", "pet.name is required."]],
    ),
    "object that is no JSON": (
        ONE_FILE + member("pet", b"name") + END,
        422,
        [["#/pet", "type", "pet is not valid JSON."]],
    ),
    "unknown part": (
        ONE_FILE + part(b'form-data; name="x"; filename="x"', b"abc") + END,
        422,
        [["#/x", "additionalProperties", "x is not a known property."]],
    ),
}


@pytest.mark.parametrize(("content", "status", "wrong"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_wrong_is_told(client: httpx.Client, taken: Taken, content: bytes, status: int, wrong: Json) -> None:
    taken.body = "nothing"
    response = client.post("/upload", content=content, headers=TYPE)
    assert (response.status_code, response.json()) == (status, wrong)
    assert taken.body == "nothing"


TYPES = {
    "no boundary": (MULTIPART, 400, syntax("The Content-Type of the body names no boundary.")),
    "empty boundary": (f"{MULTIPART}; boundary=", 400, syntax("The Content-Type of the body names no boundary.")),
    "long boundary": (f"{MULTIPART}; boundary={'a' * 1000}", 400, NOT_MULTIPART),
    "other multipart": ("multipart/mixed; boundary=limit", 415, UNSUPPORTED),
    "form": ("application/x-www-form-urlencoded", 415, UNSUPPORTED),
}


@pytest.mark.parametrize(("type_", "status", "wrong"), TYPES.values(), ids=TYPES.keys())
def test_media_type_is_told(client: httpx.Client, type_: str, status: int, wrong: Json) -> None:
    response = client.post("/upload", content=ONE_FILE + END, headers={"Content-Type": type_})
    assert (response.status_code, response.json()) == (status, wrong)
