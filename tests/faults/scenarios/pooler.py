"""A pooler in transaction mode between the servers and the database, which uses any connection for each transaction."""

import asyncio
import random
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg

from impl.database.url import parse_database_url
from tests.faults.pgbouncer import SERVER_CONNECTIONS, pgbouncer
from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import in_thread
from tests.impl.database.certificates import Authority
from tests.support.application import serving
from tests.support.databases import migrated_database

PROCESSES = 3
USERS = 25
_STATE = """
SELECT pg_backend_pid() AS backend, coalesce(current_setting('tasks.user_id', true), '') AS owner,
       current_setting('statement_timeout') AS timeout, (SELECT count(*) FROM pg_prepared_statements) AS prepared,
       (SELECT count(*) FROM tasks) AS seen, row_security_active('tasks') AS guarded
"""


class ExpectedTasks:
    """The tasks of a user as they must be, which every answer is compared with."""

    def __init__(self, user: Traffic, outcome: Outcome, seed: int) -> None:
        self._user = user
        self._outcome = outcome
        self._random = random.Random(seed)
        self._tasks: dict[int, tuple[str, bool]] = {}

    async def act(self) -> None:
        """Send a random request."""
        if not self._tasks:
            await self._create()
            return
        await self._random.choice((self._create, self._get, self._list, self._complete, self._patch, self._delete))()

    async def _ask(self, method: str, path: str, status: int, **more: object) -> dict[str, object]:
        response = await self._user.send(method, path, **more)
        right = response is not None and response.status_code == status
        self._outcome.must(right, f"{method} was answered with {response}, and not with {status}")
        if response is None or not right or not response.content:
            return {}
        body = response.json()
        for task in body if isinstance(body, list) else [body]:
            self._check(task)
        return body if isinstance(body, dict) else {"tasks": body}

    def _check(self, task: dict[str, object]) -> None:
        known = self._tasks.get(int(str(task["id"])), (task["title"], task["completed"]))
        right = task["user_id"] == self._user.user and (task["title"], task["completed"]) == known
        self._outcome.must(right, "a row was answered that is another")

    async def _create(self) -> None:
        title = uuid.uuid4().hex
        task = await self._ask("POST", self._user.tasks, 201, json={"title": title, "tags": [title]})
        if task:
            self._tasks[int(str(task["id"]))] = (title, False)
            self._user.acknowledged.add(title)

    async def _get(self) -> None:
        await self._ask("GET", f"{self._user.tasks}/{self._random_id()}", 200)

    async def _list(self) -> None:
        number = self._random_id()
        tag = self._random.choice(({}, {"tag": self._tasks[number][0]}, {"search": self._tasks[number][0]}))
        found = await self._ask("GET", self._user.tasks, 200, params=tag)
        expected = 1 if tag and self._tasks[number][0] else len(self._tasks)
        tasks = found.get("tasks", [])
        self._outcome.must(isinstance(tasks, list) and len(tasks) == expected, "a list was not what it must be")

    async def _complete(self) -> None:
        number = self._random_id()
        title, completed = self._tasks[number]
        self._tasks[number] = (title, not completed)
        await self._ask("PATCH", f"{self._user.tasks}/{number}/complete", 200)

    async def _patch(self) -> None:
        await self._ask("PATCH", f"{self._user.tasks}/{self._random_id()}", 200, json={"priority": "high"})

    async def _delete(self) -> None:
        number = self._random_id()
        self._user.acknowledged.discard(self._tasks.pop(number)[0])
        await self._ask("DELETE", f"{self._user.tasks}/{number}", 204)

    def _random_id(self) -> int:
        return self._random.choice(list(self._tasks))


@scenario("Through PgBouncer, three servers on four connections make no error, no wrong row, and leave nothing behind.")
async def pooled(size: Size) -> Outcome:
    """FR-102, FR-050: 10,000 transactions of many users, each checked; TLS and SCRAM as at Neon."""
    outcome = Outcome()
    requests = 300 if size is Size.quick else 10_000
    async with _servers() as (servers, pooled_url), AsyncExitStack() as stack:
        users = [await stack.enter_async_context(traffic(servers[turn % PROCESSES], outcome)) for turn in range(USERS)]
        expected_tasks = [ExpectedTasks(user, outcome, seed) for seed, user in enumerate(users)]

        async def act(tasks: ExpectedTasks) -> None:
            for _ in range(requests // USERS):
                await tasks.act()

        await asyncio.gather(*map(act, expected_tasks))
        await _expect_nothing_left(pooled_url, outcome)
        for user in users:
            await user.count_lost_rows()
        outcome.faults = outcome.requests  # Each transaction has a connection that another had before.
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@asynccontextmanager
async def _servers() -> AsyncIterator[tuple[list[str], str]]:
    """The URLs of the servers, and of the database through PgBouncer as their role."""
    async with AsyncExitStack() as stack:
        folder = Path(await stack.enter_async_context(in_thread(tempfile.TemporaryDirectory())))
        authority = Authority(folder)
        database = await stack.enter_async_context(in_thread(migrated_database()))
        pooler = pgbouncer([database.server], authority.issue("localhost"))
        (url,) = await stack.enter_async_context(in_thread(pooler))
        url = f"{url}?sslmode=require&channel_binding=require&sslrootcert={authority.file}"
        servers = [
            await stack.enter_async_context(in_thread(serving(url, folder / f"{turn}.log", TASKS_POOLER="true")))
            for turn in range(PROCESSES)
        ]
        yield [server.url for server in servers], url


async def _expect_nothing_left(url: str, outcome: Outcome) -> None:
    """Check every connection of the pooler, each of which is held by a transaction."""
    given = parse_database_url(url).arguments()
    clients = [await asyncpg.connect(**given, statement_cache_size=0) for _ in range(SERVER_CONNECTIONS)]
    for client in clients:
        await client.execute("BEGIN")
    states = [await client.fetchrow(_STATE) for client in clients]
    for client in clients:
        await client.execute("ROLLBACK")
        await client.close()
    outcome.must(len({state["backend"] for state in states}) == SERVER_CONNECTIONS, "not every connection was seen")
    for state in states:
        outcome.must(state["owner"] == "" and state["seen"] == 0, "a connection still has an owner")
        outcome.must(state["timeout"] == "0", "a connection has kept a timeout")
        outcome.must(state["prepared"] == 0, "a connection has kept a prepared statement")
        outcome.must(state["guarded"], "a connection is above row level security")
