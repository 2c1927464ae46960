"""A Hypothesis state machine: several users call all operations, alone and concurrently, and compare with the model."""

import asyncio
import uuid
from typing import Any, TypeAlias
from urllib.parse import quote

import httpx
from anyio.from_thread import BlockingPortal
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.model.world import comparable, cursor_of
from tests.support.application import token

Client: TypeAlias = httpx.AsyncClient
Request: TypeAlias = tuple[str, str, dict[str, Any]]

NAMES = ("auth0|ada", "it's çéline")
WORDS = ("milk", "Milk", "bread", "rent", "call mum")
TAGS = ("home", "work", "a b")
DUE = ("2026-03-01", "2026-03-01T10:00:00Z", "2026-03-02T01:00:00+02:00", "2999-12-31")

users = st.sampled_from(range(len(NAMES)))
numbers = st.integers(1, 4)
fields = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(WORDS),
        "description": st.none() | st.sampled_from(WORDS),
        "completed": st.booleans(),
        "priority": st.sampled_from(["low", "medium", "high"]),
        "tags": st.lists(st.sampled_from(TAGS), unique=True, max_size=2),
        "due_date": st.none() | st.sampled_from(DUE),
    },
)
ignored = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from([1, "1"]),
        "user_id": st.sampled_from(NAMES),
        "version": st.sampled_from([1, 2, None]),
        "completed_at": st.none() | st.sampled_from(DUE),
        "updated_at": st.booleans(),
    },
)
changes = st.one_of(fields, st.builds(lambda said, more: {**said, **more}, fields, ignored)).filter(bool)
conditions = st.sampled_from([None, None, None, "*", '"1"', '"2"', '"1", "2", "3"', 'W/"1"', '"none"'])
lists = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["pending", "completed"]),
        "completed": st.sampled_from(["true", "false"]),
        "priority": st.sampled_from(["low", "medium", "high"]),
        "tag": st.lists(st.sampled_from(TAGS), min_size=1, max_size=2, unique=True),
        "due_after": st.sampled_from(DUE),
        "due_before": st.sampled_from(DUE),
        "search": st.sampled_from(["milk", "BREAD", "mum call", "mil", "!!!", "bré"]),
    },
)
orders = st.fixed_dictionaries(
    {
        "sort": st.sampled_from(["created_at", "updated_at", "due_date", "priority", "title"]),
        "order": st.sampled_from(["asc", "desc"]),
    }
)


def machine(portal: BlockingPortal, server: Client, model: Client) -> type[RuleBasedStateMachine]:
    """Return the state machine for these two applications. Each run has its own users."""

    class TwoServers(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            run = uuid.uuid4().hex[:12]
            self.ids = [f"{name} {run}" for name in NAMES]
            self.tokens = [token(user_id) for user_id in self.ids]
            # What was made at once has no order that both would agree on.
            self.unordered: set[int] = set()

        def send_to_both(self, user: int, method: str, suffix: str, **request: Any) -> list[httpx.Response]:
            """Send a request to both; their answers mean the same."""
            answers = [self.send(app, user, [(method, suffix, request)])[0] for app in (server, model)]
            actual, expected = map(comparable, answers)
            assert actual == expected, (method, suffix, request, actual, expected)
            return answers

        def send(
            self, app: Client, user: int, requests: list[Request], *, path_of: int | None = None
        ) -> list[httpx.Response]:
            """Send requests at once."""
            owner = quote(self.ids[user if path_of is None else path_of], safe="")

            async def one(method: str, suffix: str, given: dict[str, Any]) -> httpx.Response:
                headers = {"Authorization": f"Bearer {self.tokens[user]}", **given.get("headers", {})}
                return await app.request(method, f"/api/{owner}{suffix}", **{**given, "headers": headers})

            async def all_of_them() -> list[httpx.Response]:
                return await asyncio.gather(*(one(*request) for request in requests))

            return portal.call(all_of_them)

        @initialize(first=st.lists(fields, min_size=4, max_size=4))
        def begin_with_tasks(self, first: list[Any]) -> None:
            """Two of each user, so that most steps have something to work on."""
            for place, more in enumerate(first):
                self.create_task(user=place % 2, title="milk", more=more, key=None)

        @rule(user=users, title=st.sampled_from(WORDS), more=fields, key=st.sampled_from([None, None, "k", "l"]))
        def create_task(self, user: int, title: str, more: Any, key: str | None) -> None:
            headers = {} if key is None else {"Idempotency-Key": key}
            self.send_to_both(user, "POST", "/tasks", json={**more, "title": title}, headers=headers)

        @rule(user=users, number=numbers, seen=conditions)
        def get_task(self, user: int, number: int, seen: str | None) -> None:
            self.send_to_both(user, "GET", f"/tasks/{number}", headers={} if seen is None else {"If-None-Match": seen})

        @rule(user=users, number=numbers, method=st.sampled_from(["PUT", "PATCH"]), change=changes, at=conditions)
        def change_task(self, user: int, number: int, method: str, change: Any, at: str | None) -> None:
            self.send_to_both(
                user, method, f"/tasks/{number}", json=change, headers={} if at is None else {"If-Match": at}
            )

        @rule(user=users, number=numbers, at=conditions)
        def delete_task(self, user: int, number: int, at: str | None) -> None:
            self.send_to_both(user, "DELETE", f"/tasks/{number}", headers={} if at is None else {"If-Match": at})

        @rule(user=users, number=numbers, body=st.sampled_from([None, True, False]), at=conditions)
        def complete_task(self, user: int, number: int, body: bool | None, at: str | None) -> None:
            arguments = {} if body is None else {"json": {"completed": body}}
            self.send_to_both(
                user, "PATCH", f"/tasks/{number}/complete", **arguments, headers={} if at is None else {"If-Match": at}
            )

        @rule(user=users, wanted=lists, order=orders, limit=st.integers(1, 3))
        def list_tasks(self, user: int, wanted: Any, order: Any, limit: int) -> None:
            """Page by page to the end, each by its own cursors."""
            if user in self.unordered and order["sort"].endswith("_at"):
                order = {**order, "sort": "title"}
            query = {**wanted, **order, "limit": limit}
            answers = self.send_to_both(user, "GET", "/tasks", params=query)
            while all(cursors := [cursor_of(answer) for answer in answers]):
                answers = [
                    self.send(app, user, [("GET", "/tasks", {"params": {**query, "cursor": cursor}})])[0]
                    for app, cursor in zip((server, model), cursors, strict=True)
                ]
                assert comparable(answers[0]) == comparable(answers[1]), query

        @rule(
            user=users,
            other=users,
            method=st.sampled_from(["GET", "DELETE"]),
            suffix=st.sampled_from(["/tasks/1", "/tasks", "/tags"]),
        )
        def reach_for_another(self, user: int, other: int, method: str, suffix: str) -> None:
            if user != other and (method == "GET" or suffix == "/tasks/1"):
                answer = self.send(server, user, [(method, suffix, {})], path_of=other)[0]
                assert answer.status_code == 403

        @rule(user=users, status=st.sampled_from(["all", "pending", "completed"]), limit=st.integers(1, 3))
        def list_tags(self, user: int, status: str, limit: int) -> None:
            self.send_to_both(user, "GET", "/tags", params={"status": status, "limit": limit})

        @rule(user=users, number=numbers, times=st.integers(2, 9))
        def toggle_at_once(self, user: int, number: int, times: int) -> None:
            """However they interleave, all have happened."""
            requests: list[Request] = [("PATCH", f"/tasks/{number}/complete", {})] * times
            found = [sorted(a.status_code for a in self.send(app, user, requests)) for app in (server, model)]
            assert found[0] == found[1]

        @rule(user=users, times=st.integers(2, 6))
        def create_at_once(self, user: int, times: int) -> None:
            """Each has a number of its own."""
            self.unordered.add(user)
            requests = [("POST", "/tasks", {"json": {"title": "at once"}})] * times
            found = [sorted(a.json()["id"] for a in self.send(app, user, requests)) for app in (server, model)]
            assert found[0] == found[1]

        @rule(user=users, times=st.integers(2, 6), key=st.sampled_from(["k", "m"]))
        def create_once_at_once(self, user: int, times: int, key: str) -> None:
            """One task for one key."""
            requests = [("POST", "/tasks", {"json": {"title": "once"}, "headers": {"Idempotency-Key": key}})] * times
            found = [[comparable(answer) for answer in self.send(app, user, requests)] for app in (server, model)]
            assert found[0] == found[1]

        @rule(user=users, number=numbers, times=st.integers(2, 6))
        def change_at_once(self, user: int, number: int, times: int) -> None:
            """Of those who read the same version one wins."""
            requests = [
                ("PATCH", f"/tasks/{number}", {"json": {"title": "won"}, "headers": {"If-Match": '"1"'}})
            ] * times
            found = [sorted(a.status_code for a in self.send(app, user, requests)) for app in (server, model)]
            assert found[0] == found[1]

        @invariant()
        def everybody_sees_what_is_theirs(self) -> None:
            """All of it, and nothing else."""
            for user in range(len(self.ids)):
                self.send_to_both(user, "GET", "/tasks", params={"sort": "title", "order": "asc", "limit": 1000})

    return TwoServers
