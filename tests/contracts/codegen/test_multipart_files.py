"""FR-370, FR-026: files of multipart forms are bounded, on disk where they are large, and closed."""

import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contracts.codegen.bodies import Taken, application
from tests.contracts.codegen.body_server import client, folder, taken
from tests.contracts.codegen.parts import END, FILE, MEGABYTE, ONE_FILE, TYPE, part
from tests.support.processes import wait_for

__all__ = ["client", "folder", "taken"]
Json = Any


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
    """FR-026: however its bytes are split, what is before the first boundary is ignored (RFC 2046, section 5.1.1)."""
    content = b"--lim\r\n\r\r\n--limi\r\n" + ONE_FILE + END
    pieces = iter([content[at : at + size] for at in range(0, len(content), size)])
    response = client.post("/upload", content=pieces, headers=TYPE)
    assert (response.status_code, taken.body["file"]) == (200, ("a.bin", None, b"abc"))


def test_preamble_is_not_kept(client: httpx.Client) -> None:
    """FR-026: it counts for the size of the body."""
    response = client.post("/upload", content=b"a" * 16 * MEGABYTE + b"\r\n" + ONE_FILE + END, headers=TYPE)
    assert response.status_code == 413
    response = client.post("/upload", content=b"a" * 15 * MEGABYTE + b"\r\n" + ONE_FILE + END, headers=TYPE)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("path", "type_"), [("/upload", "multipart/form-data; boundary=limit"), ("/bytes", "application/octet-stream")]
)
async def test_client_that_goes_is_no_failure(folder: Path, taken: Taken, path: str, type_: str) -> None:
    """FR-026: nothing is raised, which a server would log with a traceback, and nothing is answered."""
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
