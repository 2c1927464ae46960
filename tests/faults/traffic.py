"""Requests of one user that are counted, and what the server has acknowledged, to be looked for afterwards."""

import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.faults.scenario import Outcome
from tests.support.application import token

PATIENCE = 60.0
"""Seconds to wait for an answer: longer than the server ever takes for one."""


class Traffic:
    """A user of a server. What is sent is counted in the outcome of a scenario."""

    def __init__(self, http: httpx.AsyncClient, user: str, outcome: Outcome) -> None:
        self.http = http
        self.user = user
        self.tasks = f"/api/{user}/tasks"
        self.acknowledged: set[str] = set()
        """The titles of the tasks that were answered with 201; each is given once."""
        self._outcome = outcome

    async def send(self, method: str, path: str, **more: object) -> httpx.Response | None:
        """Send one request; None where there was no answer."""
        self._outcome.requests += 1
        try:
            response = await self.http.request(method, path, **more)  # type: ignore[arg-type]
        except httpx.TransportError:
            self._outcome.errors += 1
            return None
        self._outcome.errors += response.status_code >= 500
        return response

    async def create(self, title: str | None = None, key: str | None = None) -> httpx.Response | None:
        """Create a task with a title that no other has, unless it is given."""
        title = title or uuid.uuid4().hex
        headers = {} if key is None else {"Idempotency-Key": key}
        response = await self.send("POST", self.tasks, json={"title": title}, headers=headers)
        if response is not None and response.status_code == 201:
            self.acknowledged.add(title)
        return response

    async def settle(self) -> Counter[str]:
        """How often each title is there now; adds what is missing to the rows lost. Not counted as requests."""
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
    """A user of the server at a URL, whom no other scenario has unless named."""
    user = user or f"user-{uuid.uuid4().hex}"
    headers = {"Authorization": f"Bearer {token(user)}"}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=PATIENCE, limits=limits) as http:
        yield Traffic(http, user, outcome)
