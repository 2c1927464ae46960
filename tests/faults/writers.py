"""Clients that write continuously and remember what was acknowledged."""

import asyncio
import time
import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from tests.faults.scenario import Outcome
from tests.faults.traffic import TIMEOUT_SECONDS, Traffic

CHANGED = " changed"
CLIENTS = 8


@dataclass
class Written:
    """A task that a client has tried to write: created under an idempotency key, then changed in two fields at once."""

    title: str
    created: bool = False
    """Whether the server has acknowledged the creation; `changed` is the same for the change."""
    changed: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """The idempotency key of its creation."""
        return {"Idempotency-Key": self.title}


class Writers:
    """Writes during the block, in spite of faults; `verify` then checks the database."""

    def __init__(self, user: Traffic, outcome: Outcome) -> None:
        self._user = user
        self._outcome = outcome
        self._wanted: list[Written] = []
        self._stop = asyncio.Event()
        self._clients: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Writers":
        self._clients = [asyncio.create_task(self._write()) for _ in range(CLIENTS)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        await asyncio.gather(*self._clients)

    async def wait_for_writes(self, more: int = 3 * CLIENTS) -> None:
        """Wait until more changes have been acknowledged, for at most a minute. Raises a client's exception."""
        enough = sum(one.changed for one in self._wanted) + more
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while sum(one.changed for one in self._wanted) < enough:
            if time.monotonic() > deadline:
                self._outcome.must(False, f"nothing more could be written in {TIMEOUT_SECONDS:.0f} s")
                return
            for client in self._clients:
                if client.done():
                    client.result()
            await asyncio.sleep(0.01)

    async def verify(self, user: Traffic) -> None:
        """Check that acknowledged writes exist, that others exist completely or not at all, and that a key gives one
        task."""
        for one in self._wanted:
            if not one.created:
                answer = await user.send("POST", user.tasks, json={"title": one.title}, headers=one.headers)
                self._outcome.must(
                    answer is not None and answer.status_code == 201, f"the key of {one.title} gave {answer}"
                )
        found: dict[str, list[dict[str, Any]]] = {}
        url = f"{user.tasks}?limit=1000"
        while url:
            page = await user.http.get(url)
            page.raise_for_status()
            for task in page.json():
                found.setdefault(task["title"].removesuffix(CHANGED), []).append(task)
            url = page.links.get("next", {}).get("url", "")
        for one in self._wanted:
            tasks = found.get(one.title, [])
            self._outcome.lost += not tasks
            self._outcome.must(len(tasks) < 2, f"{one.title} is there {len(tasks)} times")
            for task in tasks:
                has_changed = task["title"].endswith(CHANGED), task["description"] is not None, task["version"] == 2
                self._outcome.must(len(set(has_changed)) == 1, f"{one.title} is changed by half: {task}")
                self._outcome.lost += one.changed and not all(has_changed)

    async def _write(self) -> None:
        while not self._stop.is_set():
            one = Written(uuid.uuid4().hex)
            self._wanted.append(one)
            answer = await self._user.send("POST", self._user.tasks, json={"title": one.title}, headers=one.headers)
            one.created = answer is not None and answer.status_code == 201
            if answer is None or not one.created:
                await asyncio.sleep(0.05)
                continue
            change = {"title": one.title + CHANGED, "description": one.title}
            answer = await self._user.send("PATCH", answer.headers["location"], json=change)
            one.changed = answer is not None and answer.status_code == 200
