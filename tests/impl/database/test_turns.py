"""FR-222: how much of the database one user may use at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress

import asyncpg
import pytest

from impl.database.database import Database, TooManyAtOnce
from impl.database.pool import PoolLimits
from impl.database.turns import UserTurns
from tests.impl.storage.sql import fetch_value

SIX = PoolLimits(size=6, overflow=0, wait_seconds=60, request_seconds=60)
BACKEND = "SELECT pg_backend_pid()"


async def settle() -> None:
    """Let started tasks run until they wait."""
    for _ in range(5):
        await asyncio.sleep(0)


class Waits:
    """The number of waiting requests, as it is reported to the load."""

    now = 0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.now += 1
        try:
            yield
        finally:
            self.now -= 1


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def turns(waits: Waits) -> UserTurns:
    """Two at once, and three who wait."""
    return UserTurns(2, 3, waits)


async def test_what_is_more_waits_in_order(turns: UserTurns, waits: Waits) -> None:
    assert [turns.enter("ada") for _ in range(3)] == [True, True, False]
    waiting = [asyncio.create_task(turns.wait("ada", 60)) for _ in range(3)]
    await settle()
    assert waits.now == 3
    for number in range(3):
        turns.leave("ada")
        await settle()
        assert [task.done() for task in waiting] == [True] * (number + 1) + [False] * (2 - number)
        assert not turns.enter("ada"), "who comes last goes before those who wait"
    assert waits.now == 0


async def test_others_do_not_wait(turns: UserTurns) -> None:
    assert [turns.enter(user) for user in ("ada", "ada", "ada", "bob", "bob", "bob")] == [True, True, False] * 2


async def test_nobody_waits_behind_a_full_queue(turns: UserTurns) -> None:
    assert [turns.enter("ada") for _ in range(2)] == [True, True]
    waiting = [asyncio.create_task(turns.wait("ada", 60)) for _ in range(3)]
    await settle()
    for _ in range(2):
        with pytest.raises(TooManyAtOnce):
            turns.wait("ada", 60).send(None)
    turns.leave("ada")
    await settle()
    waiting.append(asyncio.create_task(turns.wait("ada", 60)))
    await settle()
    assert [task.done() for task in waiting] == [True, False, False, False]
    for task in waiting:
        task.cancel()


@pytest.mark.parametrize("end", ["too late", "gone", "gone before it is given", "gone when it is given"])
async def test_who_stops_waiting_takes_nothing_from_others(turns: UserTurns, waits: Waits, end: str) -> None:
    """A cancelled wait frees its place in the queue and its turn."""
    assert [turns.enter("ada") for _ in range(2)] == [True, True]
    for _ in range(5):
        leaving = [asyncio.create_task(turns.wait("ada", 0.001 if end == "too late" else 60)) for _ in range(2)]
        staying = asyncio.create_task(turns.wait("ada", 60))
        await settle()
        if end == "gone when it is given":
            turns.leave("ada")
            turns.leave("ada")
            leaving[0].cancel()
            leaving[1].cancel()
        elif end != "too late":
            for task in leaving:
                task.cancel()
        if end == "gone before it is given":
            turns.leave("ada")
        ended = await asyncio.gather(*leaving, return_exceptions=True)
        assert {type(error) for error in ended} == {TooManyAtOnce if end == "too late" else asyncio.CancelledError}
        if end in ("too late", "gone"):
            turns.leave("ada")
        await staying
        if end == "gone when it is given":
            assert turns.enter("ada")
        assert not turns.enter("ada")
    turns.leave("ada")
    turns.leave("ada")
    assert (len(turns), waits.now) == (0, 0)


async def test_who_stops_waiting_makes_room_in_the_queue(turns: UserTurns) -> None:
    """Although no transaction has ended in the meantime."""
    assert [turns.enter("ada") for _ in range(2)] == [True, True]
    for _ in range(5):
        for error in await asyncio.gather(*(turns.wait("ada", 0.001) for _ in range(3)), return_exceptions=True):
            assert isinstance(error, TooManyAtOnce)
            assert isinstance(error.__cause__, TimeoutError), "it was not let into the queue"
        assert not turns._waiting


async def test_nobody_is_remembered_who_has_nothing(turns: UserTurns) -> None:
    """However many users there were."""
    for number in range(1000):
        assert turns.enter(f"user {number}")
        turns.leave(f"user {number}")
    assert len(turns) == 0
    assert not turns._waiting


@pytest.fixture
async def six(database_url: str) -> AsyncIterator[Database]:
    """A database with six connections, two of which one user may use."""
    database = Database(database_url, SIX)
    yield database
    await database.close()


async def test_one_user_leaves_connections_for_others(six: Database, user: str) -> None:
    """However many transactions the user starts."""
    done = asyncio.Event()

    async def hold() -> None:
        async with six.session(user) as session:
            await fetch_value(session, BACKEND)
            await done.wait()

    held = [asyncio.create_task(hold()) for _ in range(20)]
    async with AsyncExitStack() as stack:
        for number in range(4):
            session = await stack.enter_async_context(six.session(f"{user} {number % 2}"))
            await fetch_value(session, BACKEND)
        assert six.usage()[1:] == (6, 0), "more than two connections are one user's, or wait for one"
    done.set()
    await asyncio.gather(*held)
    assert six.usage()[1] == 0


@pytest.mark.parametrize("end", ["kept", "taken back", "cancelled", "failed"])
async def test_a_turn_ends_with_its_transaction(six: Database, user: str, end: str) -> None:
    """However the transaction ends."""
    raised: dict[str, type[BaseException]] = {"taken back": KeyError, "cancelled": asyncio.CancelledError}
    for _ in range(5):
        with suppress(KeyError, asyncio.CancelledError, asyncpg.DivisionByZeroError):
            async with six.session(user) as session:
                await fetch_value(session, "SELECT 1/0" if end == "failed" else BACKEND)
                if end in raised:
                    raise raised[end]
        assert len(six._turns) == 0


async def test_a_session_without_a_statement_takes_no_turn(six: Database, user: str) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(20):
            await stack.enter_async_context(six.session(user))
        assert len(six._turns) == 0


@pytest.mark.parametrize(("size", "overflow", "share"), [(1, 0, 1), (3, 0, 1), (4, 0, 2), (5, 10, 5), (20, 0, 7)])
def test_the_share_of_a_user(size: int, overflow: int, share: int) -> None:
    """A third, rounded up."""
    assert PoolLimits(size, overflow).user_share == share
