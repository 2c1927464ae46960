"""What a user can try at what is another's, by every operation of the contract, and what keeps it from them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from sqlalchemy import BinaryExpression, Executable
from sqlalchemy.sql import operators
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from impl.database.statement import Statement
from impl.database.tables import OWNER_COLUMN
from impl.migrations.privileges import storage_modules
from tests.api.operations import MAKING_CALLS, Call
from tests.api.user import User
from tests.support.databases import TABLES, seeing_all

TASK = {"title": "secret", "description": "words", "priority": "high", "tags": ["home"]}

_OTHER_EACH_TIME = re.compile(r'"[0-9-]+T[0-9:.]+Z"|"request_id": *"[^"]*"|"[^"]*%7C[0-9a-f]+[^"]*"')


async def make_everything(user: User) -> None:
    """Make what the contract lets a user make, from its examples."""
    for call in MAKING_CALLS:
        answer = await call.send(user.http, user)
        assert answer.status_code < 400, (call.operation, answer.text)


async def answer_of(user: User, call: Call) -> tuple[int, str, str | None]:
    """Status, body and entity tag, without the user's own name and what is another each time."""
    answer = await call.send(user.http, user)
    body = answer.text.replace(user.id, "USER")
    return answer.status_code, _OTHER_EACH_TIME.sub('""', body), answer.headers.get("etag")


async def rows_of(owner: str, user_id: str) -> dict[str, list[str]]:
    """All rows of a user, by table. `owner` is the URL of the owner of the tables."""
    async with seeing_all(owner) as connection:
        return {
            table: [
                str(row[0])
                for row in await connection.fetch(
                    f"SELECT each::text FROM {table} AS each WHERE {OWNER_COLUMN} = $1 ORDER BY 1", user_id
                )
            ]
            for table in TABLES
        }


@contextmanager
def without_owner(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every statement that is made meanwhile has lost its owner, in each WHERE; none is kept."""
    original = Statement.__init__

    def made(self: Statement, statement: Executable, verb: str | None = None) -> None:
        changed: Any = replacement_traverse(cast("ExternallyTraversible", statement), {}, _anybody)
        original(self, changed, verb or type(statement).__name__.upper())

    with monkeypatch.context() as patch:
        patch.setattr(Statement, "__init__", made)
        _forget_statements()
        try:
            yield
        finally:
            _forget_statements()


def _anybody(element: object, **_: object) -> Any:
    """`user_id IS NOT NULL` for `user_id = …`, and nothing for all else."""
    if not isinstance(element, BinaryExpression) or element.operator is not operators.eq:
        return None
    return element.left.is_not(None) if getattr(element.left, "name", None) == OWNER_COLUMN else None


def _forget_statements() -> None:
    for module in storage_modules():
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
