"""Serves a project's application on a new database, and has two users use its comments; prints what they were told.

Its arguments are the URL of an empty database as the owner, and as the server's role, and the path of the collection.
"""

import asyncio
import json
import sys
from typing import Any

import httpx

from impl import migrations
from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.postgres import APPLICATION_USER
from impl.web.app import create_app

SECRET = "a secret of more than 32 bytes, for tests"
Told = list[Any]


async def used(http: httpx.AsyncClient, user: str, collection: str) -> Told:
    """Status and body of each request of one user."""
    told: Told = []
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}"}

    async def ask(method: str, path: str, body: object = None, **more: str) -> None:
        content = {} if body is None else {"json": body}
        answer = await http.request(method, path, headers={**headers, **more}, **content)  # type: ignore[arg-type]
        shown = answer.json() if answer.content else None
        told.append([answer.status_code, shown.get("type", shown) if isinstance(shown, dict) else shown])

    path = collection.format(user_id=user, task_id=1)
    if "tasks" in collection:
        await ask("POST", path, {"text": "of no task"})
        await ask("POST", f"/api/{user}/tasks", {"title": "Buy milk"})
    await ask("GET", f"{path}/1")
    full = {"mood": "it's", "labels": ["a"], "order": 3, "day": "2026-03-01", "weight": 1.5, "seen": True}
    await ask("POST", path, {"text": f"of {user}", **full})
    await ask("POST", path, {"text": "short"})
    await ask("POST", path, {"text": "\0"})
    await ask("GET", f"{path}?limit=1")
    await ask("PATCH", f"{path}/1", {"mood": None}, **{"If-Match": '"1"'})
    await ask("PATCH", f"{path}/1", {"mood": "happy"}, **{"If-Match": '"1"'})
    await ask("PUT", f"{path}/1", {"text": "anew"})
    await ask("GET", f"{path}/1", **{"If-None-Match": '"3"'})
    await ask("DELETE", f"{path}/2")
    await ask("DELETE", f"{path}/2")
    await ask("GET", path)
    return told


async def served(server: str, collection: str) -> dict[str, Told]:
    """What two users are told, one after the other."""
    app = create_app(Database(server), secret_verifier(SECRET))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://gaps.test") as http,
    ):
        return {user: await used(http, user, collection) for user in ("ada", "bob")}


if __name__ == "__main__":
    owner, server, collection = sys.argv[1:]
    migrations.upgrade(owner)
    migrations.grant(owner, APPLICATION_USER)
    migrations.check(owner)
    print(json.dumps(asyncio.run(served(server, collection))))
