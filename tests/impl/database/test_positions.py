"""FR-510: which position a replica must have replayed to serve a user's reads."""

import asyncio
from collections.abc import AsyncIterator

import pytest

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


@pytest.mark.parametrize("running", [1, 2])
async def test_no_position_is_known_while_a_write_is_running(positions: Positions, running: int) -> None:
    """FR-510: also if another one of the user has ended."""
    writes = [positions.begin_write("ada") for _ in range(running + 1)]
    await positions.end_write(writes[0], is_certain=True)
    await _settled(positions)
    assert await positions.of("ada") is None


async def test_a_commit_without_an_answer_counts_as_running(
    positions: Positions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-510: it may be committed later, and is known to have ended only after some seconds."""
    monkeypatch.setattr("impl.database.positions._OUTCOME_SECONDS", 0)
    await positions.end_write(positions.begin_write("ada"), is_certain=False)
    assert positions._task is None
    assert await positions.of("ada") is None
    await asyncio.sleep(0.01)
    await _settled(positions)
    assert await positions.of("ada") == 1


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
