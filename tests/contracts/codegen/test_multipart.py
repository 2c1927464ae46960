"""FR-372: multipart forms over HTTP: typed parts, files, and what is wrong with a body that is none."""

import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import CONTRACT, JSON, MULTIPART, Taken, application, served
from tests.contracts.codegen.documents import written
from tests.contracts.codegen.generating import generated, shared_folder, type_errors
from tests.support.processes import wait_for

Json = Any
TYPE = {"Content-Type": f"{MULTIPART}; boundary=limit"}
FILE = b'form-data; name="file"; filename="a.bin"'
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder(tmp_path_factory, "bodies")
    generated(folder, "all_bodies", written(folder, CONTRACT))
    return folder


@pytest.fixture(scope="module")
def client(folder: Path, taken: Taken) -> Iterator[httpx.Client]:
    with served("all_bodies", taken) as address, httpx.Client(base_url=address) as client:
        yield client


def part(disposition: bytes, content: bytes, *fields: bytes) -> bytes:
    """A part with its boundary before it."""
    lines = b"\r\n".join([b"--limit", b"Content-Disposition: " + disposition, *fields])
    return lines + b"\r\n\r\n" + content + b"\r\n"


def member(name: str, content: bytes, *fields: bytes) -> bytes:
    """A part that is a text."""
    return part(f'form-data; name="{name}"'.encode(), content, *fields)


ONE_FILE = part(FILE, b"abc")
END = b"--limit--\r\n"


ACCEPTED: dict[str, tuple[list[bytes], Mapping[str, Json]]] = {
    "a preamble": ([b"This is a multipart message.\r\n\r\n", ONE_FILE], {}),
    "a preamble with half a boundary": ([b"--limi\r\n --limit\r\na--limit\r\n", ONE_FILE], {}),
    "a preamble of one line feed": ([b"\n", ONE_FILE], {}),
    "a file": ([ONE_FILE], {}),
    "a file of a type": (
        [part(FILE, b"\0\xff\r\n--limi", b"Content-Type: image/png; a=b")],
        {"file": ("a.bin", "image/png; a=b", b"\0\xff\r\n--limi")},
    ),
    "a file without a name": ([part(b'form-data; name="file"', b"abc")], {"file": (None, None, b"abc")}),
    "a file in folders": (
        [part(b'form-data; name="file"; filename="../../etc/a.bin"', b"abc")],
        {"file": ("a.bin", None, b"abc")},
    ),
    "a file in folders of Windows": (
        [part(b'form-data; name="file"; filename="..\\\\..\\\\a.bin"', b"abc")],
        {"file": ("a.bin", None, b"abc")},
    ),
    "a file of a name in UTF-8": (
        [part('form-data; name="file"; filename="é.bin"'.encode(), b"abc")],
        {"file": ("é.bin", None, b"abc")},
    ),
    "several files": (
        [ONE_FILE, *[part(b'form-data; name="more"; filename="b"', name) for name in (b"1", b"2")]],
        {"more": [("b", None, b"1"), ("b", None, b"2")]},
    ),
    "one of several files": (
        [ONE_FILE, part(b'form-data; name="several"; filename="b"', b"1")],
        {"several": [("b", None, b"1")]},
    ),
    "a file that may be null": (
        [ONE_FILE, part(b'form-data; name="maybe"; filename=""', b"")],
        {"maybe": ("", None, b"")},
    ),
    "a file of no schema": ([ONE_FILE, part(b'form-data; name="untyped"', b"1")], {"untyped": (None, None, b"1")}),
    "a file by its encoding": (
        [ONE_FILE, part(b'form-data; name="icon"; filename="i"', b"\x89PNG", b"Content-Type: image/gif")],
        {"icon": ("i", "image/gif", b"\x89PNG")},
    ),
    "typed texts": (
        [ONE_FILE, member("count", b"3"), member("tags", b"a,b"), member("note", "é".encode())],
        {"count": 3, "tags": ["a", "b"], "note": "é"},
    ),
    "texts of a type": (
        [
            ONE_FILE,
            member("note", b"*", b"Content-Type: text/markdown; charset=UTF-8"),
            member("count", b"3", b"Content-Type: application/json"),
        ],
        {"note": "*", "count": 3},
    ),
    "an object": ([ONE_FILE, member("pet", b'{"name": "a"}')], {"pet": {"name": "a"}}),
    "an object as JSON": (
        [
            ONE_FILE,
            part(b'form-data; name="pet"; filename="blob"', b'{"name": "a"}', b"Content-Type: application/json"),
        ],
        {"pet": {"name": "a"}},
    ),
    "what comes after the end": ([ONE_FILE, END, b"epilogue"], {}),
}


@pytest.mark.parametrize(("parts", "more"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_parts_are_handed_over(
    client: httpx.Client, taken: Taken, parts: list[bytes], more: Mapping[str, Json]
) -> None:
    response = client.post("/upload", content=b"".join(parts) + END, headers=TYPE)
    assert (response.status_code, response.text) == (200, "")
    assert taken.body == {"file": ("a.bin", None, b"abc"), **more}
    wait_for(lambda: all(file.file.closed for file in taken.files))


def test_form_without_files_has_the_model_of_json(client: httpx.Client, taken: Taken) -> None:
    kinds = []
    for content, media_type in ((b'{"name":"a"}', JSON), (member("name", b"a") + END, TYPE["Content-Type"])):
        assert client.post("/either", content=content, headers={"Content-Type": media_type}).status_code == 200
        kinds.append((taken.kind, taken.body))
    assert kinds[0] == kinds[1]


def test_files_of_any_name(client: httpx.Client, taken: Taken) -> None:
    files = [part(f'form-data; name="{name}"; filename="{name}"'.encode(), b"1") for name in ("x", "y")]
    assert client.post("/files", content=b"".join(files) + END, headers=TYPE).status_code == 200
    assert taken.body == {"x": ("x", None, b"1"), "y": ("y", None, b"1")}


@pytest.mark.parametrize("path", ["/all_of", "/one_of", "/or_json", "/component"])
def test_files_are_found_wherever_the_schema_has_them(client: httpx.Client, taken: Taken, path: str) -> None:
    """Behind `allOf`, `oneOf` and references, also of a schema that JSON has too, where a file is a string."""
    content = part(b'form-data; name="f"; filename="a"', b"\xff") + END
    assert client.post(path, content=content, headers=TYPE).status_code == 200
    assert taken.body == {"f": ("a", None, b"\xff")}


def test_file_is_a_string_in_json(client: httpx.Client, taken: Taken) -> None:
    assert client.post("/or_json", json={"f": "a"}).status_code == 200
    assert taken.body == {"f": "a"}


def _syntax(message: str) -> Json:
    return [["#", "syntax", message]]


NOT_MULTIPART = _syntax("The body is not valid multipart/form-data.")
NO_END = _syntax("The body ends before its last boundary.")
UNREADABLE = _syntax("The body has a part whose name or filename is not valid UTF-8.")
UNNAMED = _syntax("The body has a part without a Content-Disposition that names it.")
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
        _syntax("The body has a part whose filename has characters that can't be printed."),
    ),
    "encoded part": (
        part(FILE, b"YWJj", b"Content-Transfer-Encoding: base64") + END,
        400,
        _syntax("The body has a part with a Content-Transfer-Encoding, and parts are read as they are."),
    ),
    "long header": (part(FILE, b"abc", b"X-A: " + b"a" * 100_000) + END, 400, NOT_MULTIPART),
    "many headers": (part(FILE, b"abc", *[b"X-A: a"] * 1000) + END, 400, NOT_MULTIPART),
    "too many parts": (member("note", b"") * 1001 + END, 400, _syntax("The body has more than 1000 parts.")),
    "too many files": (ONE_FILE * 101 + END, 400, _syntax("The body has more than 100 files.")),
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
    "no boundary": (MULTIPART, 400, _syntax("The Content-Type of the body names no boundary.")),
    "empty boundary": (f"{MULTIPART}; boundary=", 400, _syntax("The Content-Type of the body names no boundary.")),
    "long boundary": (f"{MULTIPART}; boundary={'a' * 1000}", 400, NOT_MULTIPART),
    "other multipart": ("multipart/mixed; boundary=limit", 415, UNSUPPORTED),
    "form": ("application/x-www-form-urlencoded", 415, UNSUPPORTED),
}


@pytest.mark.parametrize(("type_", "status", "wrong"), TYPES.values(), ids=TYPES.keys())
def test_media_type_is_told(client: httpx.Client, type_: str, status: int, wrong: Json) -> None:
    response = client.post("/upload", content=ONE_FILE + END, headers={"Content-Type": type_})
    assert (response.status_code, response.json()) == (status, wrong)


def test_size_is_bounded(client: httpx.Client) -> None:
    """By the length that is told, and by what comes."""
    large = part(FILE, b"a" * 16 * MEGABYTE) + END
    wrong = [["#", "x-max-bytes", "The body is larger than 16000000 bytes."]]
    for content in (large, iter([large[:MEGABYTE], large[MEGABYTE:]])):
        response = client.post("/upload", content=content, headers=TYPE)
        assert (response.status_code, response.json()) == (413, wrong)


def test_large_files_are_on_disk(client: httpx.Client, taken: Taken) -> None:
    """All that is in memory together is bounded, whatever file it is of."""
    sizes = {"file": 600_000, "more": 400_000, "several": 15, "maybe": 2 * MEGABYTE, "untyped": 300_000}
    parts = [part(f'form-data; name="{name}"; filename="a"'.encode(), b"a" * size) for name, size in sizes.items()]
    assert client.post("/upload", content=b"".join(parts) + END, headers=TYPE).status_code == 200
    assert {name: len(taken.body[name][-1]) for name in ("file", "maybe", "untyped")} == {
        "file": 600_000,
        "maybe": 2 * MEGABYTE,
        "untyped": 300_000,
    }
    names = list(taken.body)
    assert dict(zip(names, taken.on_disk, strict=True)) == {
        "file": False,
        "more": False,
        "several": False,
        "maybe": True,
        "untyped": True,
    }
    wait_for(lambda: all(file.file.closed for file in taken.files))


def test_files_are_closed_after_a_failure(client: httpx.Client, taken: Taken) -> None:
    taken.failing = [RuntimeError()]
    headers = {**TYPE, "Connection": "close"}
    assert client.post("/upload", content=ONE_FILE + END, headers=headers).status_code == 500
    wait_for(lambda: [file.file.closed for file in taken.files] == [True])


def test_operation_that_runs_again_reads_its_files_again(client: httpx.Client, taken: Taken, folder: Path) -> None:
    from all_bodies.runtime import TryAgain  # type: ignore[import-not-found]

    taken.failing = [TryAgain()]
    assert client.post("/upload", content=ONE_FILE + END, headers=TYPE).status_code == 200
    assert (taken.failing, taken.body["file"]) == ([], ("a.bin", None, b"abc"))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 64])
def test_preamble_comes_in_pieces(client: httpx.Client, taken: Taken, size: int) -> None:
    """FR-433: however its bytes are split, what is before the first boundary is ignored (RFC 2046, section 5.1.1)."""
    content = b"--lim\r\n\r\r\n--limi\r\n" + ONE_FILE + END
    pieces = iter([content[at : at + size] for at in range(0, len(content), size)])
    response = client.post("/upload", content=pieces, headers=TYPE)
    assert (response.status_code, taken.body["file"]) == (200, ("a.bin", None, b"abc"))


def test_preamble_is_not_kept(client: httpx.Client) -> None:
    """FR-433: it counts for the size of the body."""
    response = client.post("/upload", content=b"a" * 16 * MEGABYTE + b"\r\n" + ONE_FILE + END, headers=TYPE)
    assert response.status_code == 413
    response = client.post("/upload", content=b"a" * 15 * MEGABYTE + b"\r\n" + ONE_FILE + END, headers=TYPE)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("path", "type_"), [("/upload", "multipart/form-data; boundary=limit"), ("/bytes", "application/octet-stream")]
)
async def test_client_that_goes_is_no_failure(folder: Path, taken: Taken, path: str, type_: str) -> None:
    """FR-433: nothing is raised, which a server would log with a traceback, and nothing is answered."""
    taken.body = "nothing"
    coming: list[Json] = [{"type": "http.request", "body": b"--", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Json] = []

    async def receive() -> Json:
        return coming.pop(0)

    async def send(message: Json) -> None:
        sent.append(message)

    headers = [(b"content-type", type_.encode()), (b"content-length", b"8")]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b"", "root_path": ""}
    await application("all_bodies", taken)(scope, receive, send)
    assert (sent, coming, taken.body) == ([], [], "nothing")


def test_files_are_closed_when_the_client_goes(
    client: httpx.Client, taken: Taken, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from all_bodies.runtime import multipart

    opened: list[Any] = []
    made = multipart.UploadFile

    def remember(*given: Any, **named: Any) -> Any:
        opened.append(made(*given, **named))
        return opened[-1]

    monkeypatch.setattr(multipart, "UploadFile", remember)
    url = client.base_url
    with socket.create_connection((url.host, url.port or 0)) as sock:
        sock.sendall(b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n")
        sock.sendall(b"Content-Type: multipart/form-data; boundary=limit\r\n\r\n" + part(FILE, b"a" * 2 * MEGABYTE))
        wait_for(lambda: bool(opened) and opened[0].size > MEGABYTE)
        assert not opened[0].file.closed
    wait_for(lambda: bool(opened[0].file.closed))


PROGRAM = """
from all_bodies import models, runtime
from all_bodies.routers.things import TakeUpload200, ThingsApi


class Things(ThingsApi):
    async def take_upload(self, body: models.Upload) -> TakeUpload200:
        reveal_type(body.file)
        reveal_type(body.more)
        return TakeUpload200()


async def ask(api: ThingsApi, content: bytes, text: str, pet: models.Pet) -> None:
    await api.take_bytes(content)
    await api.take_image(runtime.BytesContent.of(content, "image/png"))
    await api.take_texts(runtime.TextContent.of(text, "text/csv"))
    await api.take_several(pet)
    await api.take_several(text)
    await api.take_several(content)
"""


def test_types_are_strict(folder: Path) -> None:
    (folder / "asking.py").write_text(PROGRAM)
    told = [line.partition(": ")[2] for line in type_errors(folder, "all_bodies", "asking.py")]
    assert told == [
        'note: Revealed type is "fastapi.datastructures.UploadFile"',
        'note: Revealed type is "list[fastapi.datastructures.UploadFile] | MISSING"',
        'error: Argument 1 to "take_several" of "ThingsApi" has incompatible type "bytes"; '
        'expected "Pet | str"  [arg-type]',
    ]
