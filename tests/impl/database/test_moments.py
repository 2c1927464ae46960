"""Timestamps as texts have the same values as asyncpg's own conversion."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import asyncpg
import pytest

from impl.database.errors import DatabaseUnavailable
from impl.database.timestamps import set_timestamp_codec
from impl.database.url import parse_database_url

MOMENTS = [
    "1000-01-01T00:00:00+00:00",
    "1890-06-01T12:00:00.5+00:00",
    "2026-03-01T00:00:00+00:00",
    "2026-03-01T23:59:59.999999+14:00",
    "2026-03-01T00:00:00.000001-12:30",
    "2999-12-31T23:59:59.999999+00:00",
    "9999-12-31T00:00:00+00:00",
]


@pytest.fixture
async def connect(database_url: str) -> AsyncIterator[Any]:
    opened: list[asyncpg.Connection] = []

    async def open_one(**settings: str) -> asyncpg.Connection:
        opened.append(await asyncpg.connect(**parse_database_url(database_url).arguments(), server_settings=settings))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.terminate()


@pytest.mark.parametrize("text", MOMENTS)
async def test_as_asyncpg_has_them(connect: Any, text: str) -> None:
    """Alone, in an array, and compared by PostgreSQL."""
    moment = datetime.fromisoformat(text)
    slow, quick = await connect(timezone="UTC"), await set_timestamp_codec(await connect(timezone="UTC"))
    query = "SELECT $1::timestamptz AS one, $2::timestamptz[] AS several, $1 = $3::text::timestamptz AS same"
    expected = await slow.fetchrow(query, moment, [moment, moment], text)
    found = await quick.fetchrow(query, moment, [moment, moment], text)
    assert tuple(found) == tuple(expected) == (moment, [moment, moment], True)
    assert found["one"].tzinfo is UTC


async def test_nothing_and_what_is_no_moment(connect: Any) -> None:
    quick = await set_timestamp_codec(await connect(timezone="UTC"))
    assert await quick.fetchval("SELECT $1::timestamptz", None) is None
    with pytest.raises(asyncpg.DataError):
        await quick.fetchval("SELECT $1::timestamptz", "2026-03-01")


@pytest.mark.parametrize("settings", [{"timezone": "Asia/Kolkata"}, {"timezone": "UTC", "datestyle": "German"}])
async def test_a_connection_that_would_write_another_form_is_left_alone(connect: Any, settings: dict[str, str]) -> None:
    moment = datetime(2026, 3, 1, 5, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    found = await (await set_timestamp_codec(await connect(**settings))).fetchval("SELECT $1::timestamptz", moment)
    assert (found, found.tzinfo) == (moment, UTC)


async def test_a_connection_that_is_lost_meanwhile(connect: Any) -> None:
    connection, other = await connect(timezone="UTC"), await connect()
    noticed = asyncio.Event()
    connection.add_termination_listener(lambda _: noticed.set())
    await other.execute(f"SELECT pg_terminate_backend({connection.get_server_pid()}, 60000)")
    await noticed.wait()
    with pytest.raises(DatabaseUnavailable):
        await set_timestamp_codec(connection)
