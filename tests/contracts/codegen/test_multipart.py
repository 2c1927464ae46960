"""FR-370: multipart forms over HTTP: typed parts and files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import JSON, Taken
from tests.contracts.codegen.body_server import client, folder, taken
from tests.contracts.codegen.generating import type_errors
from tests.contracts.codegen.parts import END, FILE, ONE_FILE, TYPE, member, part
from tests.support.processes import wait_for

__all__ = ["client", "folder", "taken"]
Json = Any
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
