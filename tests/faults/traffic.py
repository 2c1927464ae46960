"""Requests of one user, with counts and with the acknowledged writes, which are verified afterwards."""

import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.faults.scenario import Outcome
from tests.support.application import token

TIMEOUT_SECONDS = 60.0
"""Timeout of a request, longer than the server ever takes."""


class Traffic:
    """A user of a server. Its requests are counted in the outcome of a scenario."""

    def __init__(self, http: httpx.AsyncClient, user: str, outcome: Outcome) -> None:
        self.http = http
        self.user = user
        self.tasks = f"/api/{user}/tasks"
        self.acknowledged: set[str] = set()
        """The titles of the tasks whose creation was answered with 201; each title is unique."""
        self._outcome = outcome

    async def send(self, method: str, path: str, **more: object) -> httpx.Response | None:
        """Send one request; return None if there was no answer."""
        self._outcome.requests += 1
        try:
            response = await self.http.request(method, path, **more)  # type: ignore[arg-type]
        except httpx.TransportError:
            self._outcome.errors += 1
            return None
        self._outcome.errors += response.status_code >= 500
        return response

    async def create(self, title: str | None = None, key: str | None = None) -> httpx.Response | None:
        """Create a task, with a unique title unless one is given."""
        title = title or uuid.uuid4().hex
        headers = {} if key is None else {"Idempotency-Key": key}
        response = await self.send("POST", self.tasks, json={"title": title}, headers=headers)
        if response is not None and response.status_code == 201:
            self.acknowledged.add(title)
        return response

    async def count_lost_rows(self) -> Counter[str]:
        """Return how often each title exists now, and count acknowledged titles that are missing. Its requests are not
        counted."""
        found: Counter[str] = Counter()
        url = f"{self.tasks}?limit=1000"
        while url:
            page = await self.http.get(url)
            page.raise_for_status()
            found.update(task["title"] for task in page.json())
            url = page.links.get("next", {}).get("url", "")
        self._outcome.lost += len(self.acknowledged - found.keys())
        return found


@asynccontextmanager
async def traffic(url: str, outcome: Outcome, user: str | None = None) -> AsyncIterator[Traffic]:
    """Yield a user of the server at a URL; the user is unique unless a name is given."""
    user = user or f"user-{uuid.uuid4().hex}"
    headers = {"Authorization": f"Bearer {token(user)}"}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS, limits=limits) as http:
        yield Traffic(http, user, outcome)
