"""FR-004: concurrent requests with idempotency keys."""

import asyncio

import pytest

from impl.database.database import Database
from impl.storage.errors import IdempotencyKeyReused
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from tests.impl.storage.conftest import new_task
from tests.impl.storage.sql import execute

AGE = "UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second' WHERE user_id = :user"
NEARLY = "UPDATE idempotency_keys SET created_at = now() - interval '23 hours 59 minutes' WHERE user_id = :user"
KEYS = "SELECT key FROM idempotency_keys WHERE user_id = :user ORDER BY key"


async def create_once(database: Database, user: str, key: str, fingerprint: str = "body") -> object:
    async with database.session(user) as session:
        keys = IdempotencyStore(session, user)
        answered = await keys.claim(key, fingerprint)
        if answered is not None:
            return answered.answer["id"]
        task = await TaskStore(session, user).create_task(new_task())
        await keys.keep(key, {"id": task.id})
        return task.id


async def test_a_key_is_kept_for_24_hours_and_no_less(database: Database, user: str) -> None:
    """FR-004: it gives no second task, and later keys of the user do not remove it."""
    assert await create_once(database, user, "k") == 1
    async with database.session(user) as session:
        await execute(session, NEARLY, user=user)
    assert await create_once(database, user, "another") == 2
    assert await create_once(database, user, "k") == 1
    async with database.session(user) as session:
        with pytest.raises(IdempotencyKeyReused):
            await IdempotencyStore(session, user).claim("k", "another body")


async def test_who_waits_for_one_that_fails_makes_the_task(database: Database, user: str) -> None:
    class Fault(Exception):
        pass

    async def fail() -> None:
        async with database.session(user) as session:
            await IdempotencyStore(session, user).claim("k", "body")
            claimed.set()
            await asyncio.sleep(0.1)
            raise Fault

    claimed = asyncio.Event()
    failing = asyncio.create_task(fail())
    await claimed.wait()
    assert await create_once(database, user, "k", "other body") == 1
    with pytest.raises(Fault):
        await failing


async def test_a_key_belongs_to_its_owner(database: Database, user: str) -> None:
    """FR-004: the same key of another user is a different one, and stays, however old."""
    other = f"{user} too"
    assert await create_once(database, other, "k") == 1
    async with database.session(other) as session:
        await execute(session, AGE, user=other)
    assert await create_once(database, user, "k", "another body") == 1
    async with database.session(other) as session:
        assert [row["key"] for row in await execute(session, KEYS, user=other)] == ["k"]


async def test_requests_that_would_sweep_the_keys_of_each_other(database: Database, user: str) -> None:
    """Each renews an expired key, without a deadlock."""
    keys = [f"key {number}" for number in range(8)]
    for key in keys:
        await create_once(database, user, key)
    for _ in range(5):
        async with database.session(user) as session:
            await execute(session, AGE, user=user)
        await asyncio.gather(*(create_once(database, user, key) for key in keys))
    async with database.session(user) as session:
        assert [row["key"] for row in await execute(session, KEYS, user=user)] == keys


async def test_the_newest_thousand_keys_are_kept(database: Database, user: str) -> None:
    """FR-004: at least as many as the contract promises."""
    many = """
        INSERT INTO idempotency_keys (user_id, key, fingerprint, created_at)
        SELECT :user, 'key ' || n, 'body', now() - n * interval '1 second' FROM generate_series(1, 1000) AS n
    """
    async with database.session(user) as session:
        await execute(session, many, user=user)
    await create_once(database, user, "new")
    async with database.session(user) as session:
        kept = {row["key"] for row in await execute(session, KEYS, user=user)}
    assert kept == {"new", *(f"key {n}" for n in range(1, 1000))}
