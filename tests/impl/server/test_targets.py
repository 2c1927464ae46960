"""FR-027: a request's target is split at its slashes, and each segment decoded then, by whoever looks at it."""

import asyncio
import json
from asyncio import StreamReader
from collections.abc import Iterator
from pathlib import Path

import pytest

from impl.web.reference.assets import START
from tests.clients.mock.running import mock
from tests.support.application import SECRET, server, token

# The status by target, for ada and for the user who is called "a%2Fb".
TARGETS: dict[str, tuple[int, int]] = {
    "/api/ada/tasks?limit=1": (200, 403),
    "/%61pi/%61da/t%61sks": (200, 403),
    "/api/ada%2Ftasks?limit=1": (404, 404),
    "/api/ada%2ftasks": (404, 404),
    "/api%2Fada/tasks": (404, 404),
    "/api%2Fada%2Ftasks": (404, 404),
    "%2Fapi/ada/tasks": (400, 400),
    "/api/ada/tasks%2F1": (404, 404),
    "/api/ada/tasks/1%2Fcomplete": (422, 403),
    "/api/x%2F..%2Fada/tasks": (403, 403),
    "/api/ada%252Ftasks": (404, 404),
    "/api/a%252Fb/tasks": (403, 200),
    "/api/a%2Fb/tasks": (403, 403),
    "/api/ada%2F/tasks": (403, 403),
    "/api/%2Fada/tasks": (403, 403),
    "/api/./ada/tasks": (404, 404),
    "/api/x/../ada/tasks": (404, 404),
    "/api/%2e%2e/tasks": (403, 403),
    "/api/../tasks": (403, 403),
    "/api//tasks": (404, 404),
    "//api/ada/tasks": (404, 404),
    "/api//ada/tasks": (404, 404),
    "/api/ada/tasks/": (404, 404),
    "/api/ada/tasks//1": (404, 404),
    "/api/ada;x=1/tasks": (403, 403),
    "/api/ada/tasks;x=1": (404, 404),
    "/api/ada%00/tasks": (403, 403),
    "/api/ada%FF/tasks": (403, 403),
    "/api/ada%/tasks": (403, 403),
    "/api/ada%zz/tasks": (403, 403),
    "/api/ada/tasks/%FF": (422, 403),
    "/api/ada/tasks/%32147483647": (404, 403),
    "/api/ada/tasks/1%00": (422, 403),
    "http://127.0.0.1/api/ada/tasks": (200, 403),
    "http://127.0.0.1/api/ada%2Ftasks": (404, 404),
    # Routes of FastAPI, beside the contract.
    "/openapi.json": (200, 200),
    "/openapi%2Ejson": (200, 200),
    "/openapi.json%2F": (404, 404),
    "/docs": (200, 200),
    START.path: (200, 200),
    START.path.replace("docs/", "docs%2F"): (404, 404),
    START.path.replace("assets/", "assets%2F"): (404, 404),
    "%2f".join(START.path.split("/")).replace("%2f", "/", 1): (404, 404),
    "/docs/assets/..%2F..%2Fpage.py": (404, 404),
    "/docs/assets/%2e%2e/page.py": (404, 404),
}


@pytest.fixture(scope="module")
def address(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(database_url, tmp_path_factory.mktemp("targets") / "server.log") as url:
        yield url


async def _answer(reader: StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    fields = dict(line.lower().split(": ", 1) for line in head.strip().split("\r\n")[1:])
    return int(head.split(" ")[1]), await reader.readexactly(int(fields.get("content-length", "0")))


async def _statuses(address: str, user: str) -> dict[str, int]:
    """By target, over a connection each, in bytes that no client library has tidied up."""
    host, _, port = address.removeprefix("http://").partition(":")
    found = {}
    for target in TARGETS:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token(user)}\r\n\r\n".encode())
        found[target], content = await _answer(reader)
        if found[target] >= 400:
            assert json.loads(content)["status"] == found[target]
        writer.close()
    return found


@pytest.mark.parametrize(("user", "index"), [("ada", 0), ("a%2Fb", 1)])
async def test_a_target_is_read_in_one_way(address: str, user: str, index: int) -> None:
    assert await _statuses(address, user) == {target: expected[index] for target, expected in TARGETS.items()}


async def test_the_mock_reads_targets_alike(tmp_path: Path) -> None:
    with mock(tmp_path, TASKS_JWT_SECRET=SECRET) as served:
        assert await _statuses(served.url, "ada") == {target: expected[0] for target, expected in TARGETS.items()}
