"""FR-187: who gets a token on `/docs` from a real server, directly and through a proxy that hides itself."""

import re
from pathlib import Path

import httpx

from tests.clients.mock.running import mock
from tests.support.application import developing, page_in
from tests.support.programs import skipping
from tests.support.proxies import plain_nginx

A_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")


def test_a_proxy_gives_nobody_a_token(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """With nginx's default `proxy_pass` all requests seem to come from this machine. The key still works."""
    with (
        skipping("A proxy before a developer's server is not tested"),
        developing(database_url, owner_url, tmp_path) as (url, said),
        plain_nginx(url) as proxied,
        httpx.Client(follow_redirects=True) as client,
    ):
        for path in ("/docs", "/docs?key=", "/docs?key=wrong", "/openapi.json"):
            answer = client.get(f"{proxied}{path}")
            assert (answer.status_code, A_TOKEN.findall(answer.text)) == (200, []), path
        assert A_TOKEN.findall(client.get(page_in(said)).text) != []
        assert A_TOKEN.findall(httpx.get(f"{proxied}/docs").text) == []
        assert A_TOKEN.findall(httpx.get(f"{url}/docs").text) == []


def test_all_workers_know_the_key_and_no_log_has_it(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """It is printed once, and the token on the page is valid."""
    with developing(database_url, owner_url, tmp_path, TASKS_WORKERS="2") as (url, said):
        for _ in range(6):  # on connections of their own, so that either worker answers
            with httpx.Client(follow_redirects=True) as client:
                token = A_TOKEN.findall(client.get(page_in(said)).text)[0]
            headers = {"Authorization": f"Bearer {token}"}
            assert httpx.get(f"{url}/api/ada/tasks?limit=1", headers=headers).status_code == 200
    log = (tmp_path / "server.log").read_text()
    assert log.count(page_in(said).partition("key=")[2]) == 1
    assert log.count("/docs") > 6
    assert "tasks-docs-" not in log


def test_a_page_that_is_left_out_is_not_announced(database_url: str, owner_url: str, tmp_path: Path) -> None:
    """Nor is a key for it."""
    with developing(database_url, owner_url, tmp_path, TASKS_DOCS="false") as (_, said):
        assert "/docs" not in said


def test_the_mock_does_likewise(tmp_path: Path) -> None:
    with mock(tmp_path) as served, httpx.Client(follow_redirects=True) as client:
        assert A_TOKEN.findall(client.get(f"{served.url}/docs").text) == []
        assert A_TOKEN.findall(client.get(page_in(served.output)).text) != []
