"""What every program of this folder offers to the scenario: a few verbs, by lines of JSON on its standard input."""

import json
import os
import sys
from typing import Any, Protocol

URL = os.environ["TASKS_URL"]
TOKEN = os.environ["TASKS_TOKEN"]
USER = os.environ["TASKS_USER"]


class Client(Protocol):
    """A generated client; the answer has `status`, `etag` and `body`."""

    def create(self, body: dict[str, Any]) -> dict[str, Any]: ...
    def list(self, query: dict[str, Any]) -> dict[str, Any]: ...
    def edit(self, task_id: int, if_match: str, body: dict[str, Any]) -> dict[str, Any]: ...
    def complete(self, task_id: int) -> dict[str, Any]: ...
    def remove(self, task_id: int) -> dict[str, Any]: ...


def serve(client: Client) -> None:
    """Answer `["create", {…}]`, one in each line, until the input ends."""
    for line in sys.stdin:
        verb, *values = json.loads(line)
        print(json.dumps(getattr(client, verb)(*values)), flush=True)
