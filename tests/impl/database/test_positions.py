"""FR-510: which position a replica must have replayed to serve a user's reads."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from structlog.testing import capture_logs

from impl.database.errors import DatabaseUnavailable
from impl.database.positions import Positions


class Primary:
    """Tells its position when it is let, or fails."""

    def __init__(self) -> None:
        self.position = 1
        self.asked = 0
        self.free = asyncio.Event()
        self.free.set()
        self.fails = False

    async def current(self) -> int:
        """Return the position that it had when it was asked."""
        self.asked += 1
        position = self.position
        await self.free.wait()
        if self.fails:
            raise DatabaseUnavailable
        return position


@pytest.fixture
def primary(monkeypatch: pytest.MonkeyPatch) -> Primary:
    monkeypatch.setattr("impl.database.positions._PAUSE_SECONDS", 0)
    return Primary()


@pytest.fixture
async def positions(primary: Primary) -> AsyncIterator[Positions]:
    positions = Positions(primary.current)
    yield positions
    await positions.aclose()


async def _settled(positions: Positions) -> None:
    if positions._task is not None:
        await asyncio.wait([positions._task])


async def test_a_user_who_is_unknown_reads_from_the_primary_first(positions: Positions) -> None:
    """FR-510: after a start, nothing is known of what a user has written before."""
    assert await positions.of("ada") is None
    await _settled(positions)
    assert (await positions.of("ada"), await positions.of("bob")) == (1, None)


async def test_a_user_reads_from_the_primary_while_writing(positions: Positions, primary: Primary) -> None:
    """FR-510: from the first statement of a write until the position after its end is known."""
    await positions.of("ada")
    await _settled(positions)
    write = positions.begin_write("ada")
    assert await positions.of("ada") is None
    await _settled(positions)
    assert await positions.of("ada") is None
    primary.position = 5
    await positions.end_write(write, is_certain=True)
    assert await positions.of("ada") is None
    await _settled(positions)
    assert await positions.of("ada") == 5


async def test_a_position_that_was_asked_before_a_write_has_ended_does_not_count(
    positions: Positions, primary: Primary
) -> None:
    """FR-510: of two writes at once, the later one decides, whenever the primary answers."""
    first, second = positions.begin_write("ada"), positions.begin_write("ada")
    primary.free.clear()
    await positions.end_write(first, is_certain=True)
    await asyncio.sleep(0)
    assert primary.asked == 1
    primary.position = 9
    await positions.end_write(second, is_certain=True)
    primary.free.set()
    await _settled(positions)
    assert (await positions.of("ada"), primary.asked) == (9, 2)


async def test_a_position_of_before_the_end_of_a_write_is_never_used(positions: Positions, primary: Primary) -> None:
    """FR-510: also if another write of the user has ended, and the primary can't be asked after the last one."""
    first, second = positions.begin_write("ada"), positions.begin_write("ada")
    await positions.end_write(first, is_certain=True)
    await _settled(positions)
    assert await positions.of("ada") is None
    primary.fails = True
    await positions.end_write(second, is_certain=True)
    await _settled(positions)
    assert await positions.of("ada") is None


async def test_a_commit_without_an_answer_counts_as_running(
    positions: Positions, primary: Primary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-510: it may be committed later, and is known to have ended only after some seconds."""
    await positions.of("ada")
    await _settled(positions)
    await positions.end_write(positions.begin_write("ada"), is_certain=False)
    for _ in range(3):
        assert await positions.of("ada") is None
        await _settled(positions)
    assert primary.asked == 1
    monkeypatch.setattr("impl.database.positions._OUTCOME_SECONDS", 0)
    await positions.end_write(positions.begin_write("bob"), is_certain=False)
    await asyncio.sleep(0.01)
    await _settled(positions)
    assert (await positions.of("bob"), primary.asked) == (1, 2)


class Store:
    """Positions that are shared; while it is not `up`, it keeps what it had."""

    def __init__(self) -> None:
        self.up = True
        self.position: int | None = 5
        self.settled: list[str] = []

    async def begin_write(self, user: str) -> str:
        if self.up:
            self.position = None
        return f"token {len(self.settled)}"

    async def settle(self, user: str, tokens: Sequence[str], position: int, asked_at: float) -> bool:
        if self.up:
            self.position = position
            self.settled += tokens
        return self.up

    async def of(self, user: str) -> int | None:
        return self.position

    async def aclose(self) -> None:
        pass


async def test_a_write_that_the_store_did_not_learn_of_is_settled_later(
    primary: Primary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-512: until then this process does not believe the position that the store has kept."""
    monkeypatch.setattr("impl.database.positions._RETRY_SECONDS", 0)
    store = Store()
    positions = Positions(primary.current, store)
    assert await positions.of("ada") == 5
    store.up, primary.position = False, 9
    await positions.end_write(positions.begin_write("ada"), is_certain=True)
    while primary.asked < 3:
        assert await positions.of("ada") is None
        await asyncio.sleep(0)
    store.up = True
    await _settled(positions)
    assert (await positions.of("ada"), store.settled) == (9, ["token 0"])
    await positions.aclose()


async def test_who_is_cancelled_while_a_write_is_announced_leaves_it_to_be_settled(primary: Primary) -> None:
    """FR-512: a client that goes does not take the announcement with it."""
    store = Store()
    positions = Positions(primary.current, store)
    announced = asyncio.Event()
    begin = store.begin_write

    async def late(user: str) -> str:
        await announced.wait()
        return await begin(user)

    store.begin_write = late  # type: ignore[method-assign]
    ending = asyncio.create_task(positions.end_write(positions.begin_write("ada"), is_certain=True))
    await asyncio.sleep(0)
    ending.cancel()
    await asyncio.wait([ending])
    announced.set()
    await _settled(positions)
    assert store.settled == ["token 0"]
    await positions.aclose()


async def test_a_database_that_does_not_tell_its_position_is_logged_once(
    positions: Positions, primary: Primary
) -> None:
    """FR-513: the primary serves all reads then."""
    with capture_logs() as logs:
        for primary.fails in (True, True, False):
            assert await positions.of("ada") is None
            await _settled(positions)
    assert await positions.of("ada") == 1
    assert [line["event"] for line in logs] == ["position of the primary is unknown"]


async def test_one_question_answers_for_all_who_wait(positions: Positions, primary: Primary) -> None:
    for user in map(str, range(100)):
        assert await positions.of(user) is None
    await _settled(positions)
    assert primary.asked == 1
    assert [await positions.of(user) for user in map(str, range(100))] == [1] * 100


async def test_an_outage_leaves_the_position_unknown(positions: Positions, primary: Primary) -> None:
    primary.fails = True
    await positions.of("ada")
    await _settled(positions)
    primary.fails = False
    assert await positions.of("ada") is None
    await _settled(positions)
    assert await positions.of("ada") == 1


async def test_users_are_forgotten_when_there_are_too_many(
    positions: Positions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded: the user who has not been seen for the longest time is unknown again."""
    monkeypatch.setattr("impl.database.positions._MOST_USERS", 2)
    for user in ("ada", "bob", "ada", "eve"):
        await positions.of(user)
        await _settled(positions)
    assert [await positions.of(user) for user in ("ada", "eve", "bob")] == [1, 1, None]
