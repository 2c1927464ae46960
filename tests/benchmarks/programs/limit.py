"""The limit: one bare ASGI function that checks the token and asks PostgreSQL what the server asks. Nothing else.

asyncpg and its pool, which is told not to reset connections (a round trip more), orjson, and the very statements of the
server's own storage.
"""

import os
from datetime import date, datetime
from typing import Any

import asyncpg
import jwt
import orjson
from starlette.types import Receive, Scope, Send

from impl.database.connection import begin_sql
from impl.storage import task_statements as statements
from impl.storage.due_dates import due_columns
from impl.storage.values import PRIORITIES, PRIORITY_NAMES, TaskFilter

SECRET = os.environ["TASKS_JWT_SECRET"]
GET = statements.get_task()
LIST = statements.list_tasks(statements.shape_of(TaskFilter(), "created_at", "desc", after=False))
CREATE = statements.create_task(completed=False)
TOGGLE = statements.toggle_task(conditional=False)


def task(row: Any) -> dict[str, object]:
    """Return a row as a JSON object."""
    return {
        "id": row[1],
        "user_id": row[0],
        "title": row[2],
        "description": row[3],
        "completed": row[4] is not None,
        "completed_at": row[4],
        "priority": PRIORITY_NAMES[row[5]],
        "tags": row[6],
        "due_date": row[7] if row[8] is None else row[8],
        "created_at": row[9],
        "updated_at": row[10],
        "version": row[11],
    }


async def leave(_: asyncpg.Connection) -> None:
    """Do nothing: connections keep no state, so there is nothing to reset."""


class Limit:
    """The application."""

    pool: asyncpg.Pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await receive()
            async with asyncpg.create_pool(
                os.environ["DATABASE_URL"], min_size=1, max_size=15, reset=leave
            ) as self.pool:
                await send({"type": "lifespan.startup.complete"})
                await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        status, body = await self.answer(scope, receive)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes]:
        """Return the status and the body."""
        authorization = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        if not authorization:
            return 401, b""
        owner: str = jwt.decode(authorization[7:], SECRET, algorithms=["HS256"])["sub"]
        _, _, user_id, _, *rest = scope["path"].split("/")
        if user_id != owner:
            return 403, b""
        mine: dict[str, object] = {"reader": owner, "owner": owner}
        async with self.pool.acquire() as connection:
            if scope["method"] == "GET" and rest:
                row = await connection.fetchrow(GET.text, *GET.arguments({**mine, "id": int(rest[0])}))
                return 200, orjson.dumps(task(row), option=orjson.OPT_UTC_Z)
            if scope["method"] == "GET":
                rows = await connection.fetch(LIST.text, *LIST.arguments({**mine, "limit": 51}))
                return 200, orjson.dumps([task(row) for row in rows[:50]], option=orjson.OPT_UTC_Z)
            if scope["method"] == "POST":
                values, statement, status = {**mine, **new(orjson.loads((await receive())["body"]))}, CREATE, 201
            else:
                values, statement, status = {**mine, "id": int(rest[0])}, TOGGLE, 200
            await connection.execute(begin_sql(owner))
            row = await connection.fetchrow(statement.text, *statement.arguments(values))
            await connection.execute("COMMIT")
            return status, orjson.dumps(task(row), option=orjson.OPT_UTC_Z)


def new(body: Any) -> dict[str, object]:
    """Return the columns of a new task."""
    due = body.get("due_date")
    if due is not None:
        due = date.fromisoformat(due) if len(due) == 10 else datetime.fromisoformat(due)
    due_on, due_at = due_columns(due)
    return {
        "title": body["title"],
        "description": body.get("description"),
        "priority": PRIORITIES[body.get("priority", "medium")],
        "tags": body.get("tags", []),
        "due_on": due_on,
        "due_at": due_at,
    }


app = Limit()
