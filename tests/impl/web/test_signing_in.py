"""FR-267: who is given a token on `/docs` by a real server, directly and through a proxy that hides itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.clients.mock.running import mock
from tests.support.application import serving
from tests.support.processes import wait_for
from tests.support.programs import skipping
from tests.support.proxies import plain_nginx

A_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")


@contextmanager
def developing(database_url: str, owner_url: str, folder: Path, **settings: str) -> Iterator[tuple[str, str]]:
    """A server on a developer's machine: where it is, and the address that it printed for `/docs`."""
    given = {
        "TASKS_ENVIRONMENT": "development",
        "TASKS_MIGRATION_URL": owner_url,
        "TASKS_JWT_SECRET": "",
        "TASKS_DATA_DIR": str(folder / "data"),
        "TASKS_LOG_LEVEL": "debug",
    }
    with serving(database_url, folder / "server.log", **given, **settings) as server:
        wait_for(lambda: "makes others" in (folder / "server.log").read_text())
        yield server.url, printed((folder / "server.log").read_text())


def printed(said: str) -> str:
    """The address for `/docs`."""
    found = re.search(r"http://\S+/docs\?key=\S+", said)
    assert found is not None
    return found[0]


def test_a_proxy_gives_nobody_a_token(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """To nginx's default `proxy_pass` all requests come from this machine, by its own name. The key still works."""
    with (
        skipping("A proxy before a developer's server is not tested"),
        developing(database_url, owner_url, tmp_path) as (url, address),
        plain_nginx(url) as proxied,
        httpx.Client(follow_redirects=True) as client,
    ):
        for path in ("/docs", "/docs?key=", "/docs?key=wrong", "/openapi.json"):
            answer = client.get(f"{proxied}{path}")
            assert (answer.status_code, A_TOKEN.findall(answer.text)) == (200, []), path
        assert A_TOKEN.findall(client.get(address).text) != []
        assert A_TOKEN.findall(httpx.get(f"{proxied}/docs").text) == []
        assert A_TOKEN.findall(httpx.get(f"{url}/docs").text) == []


def test_all_workers_know_the_key_and_no_log_has_it(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """It is printed once, by who starts them, and the token on the page is good."""
    with developing(database_url, owner_url, tmp_path, TASKS_WORKERS="2") as (url, address):
        for _ in range(6):  # on connections of their own, so that either worker answers
            with httpx.Client(follow_redirects=True) as client:
                token = A_TOKEN.findall(client.get(address).text)[0]
            headers = {"Authorization": f"Bearer {token}"}
            assert httpx.get(f"{url}/api/ada/tasks?limit=1", headers=headers).status_code == 200
    log = (tmp_path / "server.log").read_text()
    assert log.count(address.partition("key=")[2]) == 1
    assert log.count("/docs") > 6
    assert "tasks-docs-" not in log


def test_a_page_that_is_left_out_is_not_announced(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """Nor is a key for it."""
    settings = {"TASKS_ENVIRONMENT": "development", "TASKS_MIGRATION_URL": owner_url, "TASKS_JWT_SECRET": ""}
    with serving(database_url, tmp_path / "log", **settings, TASKS_DATA_DIR=str(tmp_path / "data"), TASKS_DOCS="false"):
        wait_for(lambda: "makes others" in (tmp_path / "log").read_text())
    assert "/docs" not in (tmp_path / "log").read_text()


def test_the_mock_does_likewise(tmp_path: Path) -> None:
    with mock(tmp_path) as served, httpx.Client(follow_redirects=True) as client:
        assert A_TOKEN.findall(client.get(f"{served.url}/docs").text) == []
        assert A_TOKEN.findall(client.get(printed(served.said)).text) != []
