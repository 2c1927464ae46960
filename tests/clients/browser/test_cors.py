"""FR-248: a page of an allowed origin calls every operation and reads what it needs; others read nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error, Page

from tests.support.application import server, token

pytestmark = pytest.mark.slow

CALL = """
async ([url, method, headers, body]) => {
  const credentials = "include";  // as pages do whose libraries always say so
  const sent = body === null ? undefined : JSON.stringify(body);
  const answer = await fetch(url, {method, headers, credentials, body: sent});
  return {status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text()};
}
"""


@pytest.fixture
def api(database_url: str, origins: tuple[str, str], tmp_path: Path) -> Iterator[str]:
    """A server that allows the first of the two origins."""
    with server(database_url, tmp_path / "server.log", TASKS_CORS_ORIGINS=origins[0]) as url:
        yield url


class Frontend:
    """The script of a page."""

    def __init__(self, page: Page, api: str, user: str) -> None:
        self._page = page
        self._tasks = f"{api}/api/{user}/tasks"
        self._authorization = f"Bearer {token(user)}"

    async def call(self, method: str, path: str = "", body: object = None, **headers: str) -> Any:
        """The status, body and headers that the browser lets the script read. Raises Error if it does not."""
        sent = {"Authorization": self._authorization, **{name.replace("_", "-"): one for name, one in headers.items()}}
        if body is not None:
            sent["Content-Type"] = "application/json"
        return await self._page.evaluate(CALL, [f"{self._tasks}{path}", method, sent, body])


async def test_allowed_origin(page: Page, api: str, origins: tuple[str, str], user: str) -> None:
    """Every operation, with every header it may carry: a preflight each, and all exposed headers read."""
    await page.goto(origins[0])
    frontend = Frontend(page, api, user)
    created = await frontend.call("POST", "", {"title": "One"}, Idempotency_Key="k", X_Request_ID="named")
    assert created["status"] == 201
    assert created["headers"]["location"] == f"/api/{user}/tasks/1"
    assert created["headers"]["etag"] == '"1"'
    assert created["headers"]["x-request-id"] == "named"
    assert "dur=" in created["headers"]["server-timing"]
    assert "r=" in created["headers"]["ratelimit"]
    assert "q=" in created["headers"]["ratelimit-policy"]
    traced = {"traceparent": f"00-{'1' * 32}-{'2' * 16}-01", "X_Requested_With": "fetch", "X_CSRF_Token": "x"}
    assert (await frontend.call("POST", "", {"title": "Two"}, **traced))["status"] == 201
    assert 'rel="next"' in (await frontend.call("GET", "?limit=1"))["headers"]["link"]
    assert (await frontend.call("GET", "/1", If_None_Match='"1"'))["status"] == 304
    assert (await frontend.call("PUT", "/1", {"title": "Won"}, If_Match='"1"'))["headers"]["etag"] == '"2"'
    late = await frontend.call("PATCH", "/1", {"title": "Late"}, If_Match='"1"')
    assert (late["status"], late["headers"]["etag"]) == (412, '"2"')
    assert (await frontend.call("PATCH", "/1/complete"))["status"] == 200
    assert (await frontend.call("DELETE", "/1"))["status"] == 204
    refused = await frontend.call("GET", "", Authorization="Bearer x")
    assert refused["status"] == 401
    assert refused["headers"]["www-authenticate"].startswith("Bearer ")


async def test_other_origin(page: Page, api: str, origins: tuple[str, str], user: str) -> None:
    """The browser keeps the answer from its script, and a request with a preflight is not even sent."""
    await page.goto(origins[1])
    frontend = Frontend(page, api, user)
    with pytest.raises(Error, match="Failed to fetch"):
        await frontend.call("GET")
    with pytest.raises(Error, match="Failed to fetch"):
        await frontend.call("POST", "", {"title": "One"})
    await page.goto(origins[0])
    assert (await frontend.call("GET"))["body"] == "[]"
