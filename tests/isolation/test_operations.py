"""FR-050: each operation of the contract reaches one's own rows alone, by its queries and by the policies."""

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.api.operations import CALLS, FULL_CALLS, ITEM_CALLS, Call, name_of
from tests.api.user import User
from tests.impl.storage.conftest import statements
from tests.isolation.operations import answer_of, make_everything, rows_of, without_owner
from tests.support import citus
from tests.support.application import application, token
from tests.support.clients import checked_client

Users = Callable[[str], User]
NO_SHARD = "Citus refuses this statement if it is not of one user; tests/distributed forgets the owner of others"
ITEMS = frozenset(call.operation for call in ITEM_CALLS)


@asynccontextmanager
async def users(database_url: str, *, guarded: bool = True) -> AsyncIterator[Users]:
    """Makes users of an application in this process that nobody else has; the same name gives the same user."""
    suffix = uuid.uuid4().hex
    async with application(database_url, None, None, guarded) as app:

        def make(name: str) -> User:
            user_id = f"{name}|{suffix}"
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            return User(checked_client(transport, token=token(user_id)), user_id)

        yield make


@pytest.mark.parametrize("call", [*CALLS, *FULL_CALLS], ids=name_of)
async def test_policies_alone(database_url: str, owner_url: str, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """With the owner taken out of every WHERE, nobody reaches what is another's."""
    if citus.chosen() and (call.method == "GET" or "Idempotency-Key" in call.headers):
        pytest.skip(NO_SHARD)
    async with users(database_url) as make:
        ada, alone, intruder = make("ada"), make("cyd"), make("bob")
        expected = await answer_of(alone, call)
        assert expected[0] == 404 if call.operation in ITEMS else expected[0] < 300, expected
        await make_everything(ada)
        before = await rows_of(owner_url, ada.id)
        with without_owner(monkeypatch):
            assert await answer_of(intruder, call) == expected
        assert await rows_of(owner_url, ada.id) == before


@pytest.mark.parametrize("call", [*CALLS, *FULL_CALLS], ids=name_of)
@pytest.mark.usefixtures("unguarded")
async def test_queries_alone(owner_url: str, call: Call) -> None:
    """With the policies off, the queries still reach only what is their owner's."""
    async with users(owner_url, guarded=False) as make:
        ada, alone, intruder = make("ada"), make("cyd"), make("bob")
        expected = await answer_of(alone, call)
        assert expected[0] == 404 if call.operation in ITEMS else expected[0] < 300, expected
        await make_everything(ada)
        before = await rows_of(owner_url, ada.id)
        assert await answer_of(intruder, call) == expected
        assert await rows_of(owner_url, ada.id) == before


@pytest.mark.parametrize("call", [call for call in ITEM_CALLS if call.method == "GET"], ids=name_of)
@pytest.mark.usefixtures("unguarded")
async def test_without_both_an_intruder_gets_there(owner_url: str, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """What the tests before rely on: with neither, what is another's is answered. Every table has a row to protect."""
    if citus.chosen():
        pytest.skip(NO_SHARD)
    async with users(owner_url, guarded=False) as make:
        ada, intruder = make("ada"), make("bob")
        await make_everything(ada)
        empty = [table for table, rows in (await rows_of(owner_url, ada.id)).items() if not rows]
        assert not empty, f"no example of the contract puts a row into {empty}: add one to the body of the operation"
        with without_owner(monkeypatch):
            assert (await answer_of(intruder, call))[0] == 200


@pytest.mark.parametrize("call", ITEM_CALLS, ids=name_of)
async def test_foreign_and_absent_are_looked_for_alike(database_url: str, call: Call) -> None:
    """FR-021: by the same statements, so that no time tells one from the other."""
    async with users(database_url) as make:
        ada, intruder, said = make("ada"), make("bob"), []
        for _ in ("absent", "foreign"):
            with statements() as asked:
                assert (await answer_of(intruder, call))[0] == 404
            said.append(asked)
            await make_everything(ada)
    assert said[0] == said[1]
    assert said[0]
