"""Puts load on a server with wrk, and checks its answers."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import httpx
import jwt

from tests.benchmarks.database import Filled

Operation: TypeAlias = Literal["get", "list", "create", "complete", "mix"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
CONNECTIONS = 16
SECRET = "a secret of the benchmark's, longer than 32 bytes"
_SCRIPT = Path(__file__).parent / "requests.lua"


class WrkMissing(Exception):
    """wrk is not installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Load:
    """The result of wrk. Times are in milliseconds."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    errors: int


def program() -> str:
    """Return the path of wrk. Raises WrkMissing."""
    found = shutil.which("wrk")
    if found is None:
        raise WrkMissing("wrk is needed to put load on servers; install it: apt-get install wrk")
    return found


def write_tokens(file: Path, users: int) -> None:
    """Write a token for each user, one on each line."""
    expires = int(time.time()) + 24 * 3600
    file.write_text("\n".join(token(f"user-{user}", expires) for user in range(1, users + 1)))


def token(user: str, expires: int) -> str:
    """Return a token of a user."""
    return jwt.encode({"sub": user, "exp": expires}, SECRET, algorithm="HS256")


def run(port: int, operation: Operation, tokens: Path, data: Filled, seconds: float, seed: int) -> Load:
    """Send requests of one operation on 16 connections, one at a time on each, for whole seconds."""
    command = [
        program(),
        "-t1",
        "--timeout",
        "10s",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "-s",
        str(_SCRIPT),
    ]
    arguments = [operation, str(tokens), str(data.users), str(data.tasks), str(seed)]
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}", "--", *arguments], capture_output=True, text=True, check=True
    ).stdout
    return Load(**json.loads(output.strip().splitlines()[-1]))


def wrong_answers(port: int, tokens: Path, data: Filled) -> list[str]:
    """What a server answers otherwise than it should, or not at all, a line each: all must serve the same tasks."""
    wrong = []
    try:
        for line in _compared(port, tokens, data):
            wrong.append(line)
    except httpx.TransportError as error:
        wrong.append(unanswered(error))
    return wrong


def unanswered(error: httpx.HTTPError) -> str:
    """Which request was not answered, or with an error, and why: a line."""
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"{error.request.method} {error.request.url.path}: no answer ({reason})"


def _compared(port: int, tokens: Path, data: Filled) -> Iterator[str]:
    """Raises httpx.TransportError."""
    base = f"http://127.0.0.1:{port}/api/user-1/tasks"
    first = tokens.read_text().splitlines()[0]
    with httpx.Client(headers={"Authorization": f"Bearer {first}"}) as client:
        task = client.get(f"{base}/2")
        if task.status_code != 200 or not _is_second(task.json()):
            yield f"get: {task.status_code} {task.text[:200]}"
        listed = client.get(base, params={"limit": 50})
        if listed.status_code != 200 or len(listed.json()) != min(50, data.tasks):
            yield f"list: {listed.status_code} {listed.text[:200]}"
        created = client.post(base, json={"title": "é", "priority": "high", "due_date": "2026-12-01"})
        if created.status_code != 201 or created.json()["title"] != "é" or created.json()["id"] <= data.tasks:
            yield f"create: {created.status_code} {created.text[:200]}"
        else:
            for expected in (True, False):
                done = client.patch(f"{base}/{created.json()['id']}/complete")
                if done.status_code != 200 or done.json()["completed"] is not expected:
                    yield f"complete: {done.status_code} {done.text[:200]}"
        foreign = client.get(f"http://127.0.0.1:{port}/api/user-2/tasks")
        anonymous = httpx.get(base)
        if foreign.status_code != 403 or anonymous.status_code not in (401, 403):
            yield f"not refused: {foreign.status_code} and {anonymous.status_code}"


def _is_second(task: Any) -> bool:
    wanted = {
        "id": 2,
        "user_id": "user-1",
        "title": "Task 2 of the list",
        "priority": "high",
        "tags": ["home", "tag 2"],
    }
    wanted |= {"description": "Some words about task 2, which is to be done", "due_date": "2026-12-03"}
    return all(task[name] == value for name, value in wanted.items())
