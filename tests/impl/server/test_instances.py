"""FR-136: several instances behind one address behave like one. The tests in tests/api/ run on both."""

import asyncio
from pathlib import Path

import httpx

from tests.support.application import token
from tests.support.clients import checked_client
from tests.support.instances import Instances, instances
from tests.support.programs import skipping

QUOTA = 20


async def test_one_quota_for_all(database_url: str, user: str, tmp_path: Path) -> None:
    """FR-075: each request reduces the quota by one, whichever instance answers. Concurrent requests may see less, but
    never more."""
    with (
        skipping("Several instances are not tested"),
        instances(database_url, tmp_path, TASKS_RATE_WRITES=f"{QUOTA}/day") as several,
    ):
        in_turn, at_once = await _create(several, user)
    assert [_left(answer) for answer in in_turn] == list(reversed(range(QUOTA // 2, QUOTA)))
    created = [answer for answer in at_once if answer.status_code == 201]
    assert {answer.status_code for answer in at_once} == {201, 429}
    left = sorted(_left(answer) for answer in created)
    assert left[0] == 0
    assert all(remaining <= total for remaining, total in zip(left, range(QUOTA // 2), strict=True)), left
    assert sorted(answer.json()["id"] for answer in in_turn + created) == list(range(1, QUOTA + 1))
    asked = [log.read_text().count('"method":"POST"') for log in several.logs]
    assert sum(asked) == 2 * QUOTA, several.logs[0].read_text()
    assert min(asked) > 0


async def _create(several: Instances, user: str) -> tuple[list[httpx.Response], list[httpx.Response]]:
    """Send twice the quota: the first half one by one, the rest concurrently."""
    async with checked_client(httpx.AsyncHTTPTransport(), several.url, token(user)) as http:
        http.timeout = httpx.Timeout(60)

        async def create() -> httpx.Response:
            return await http.post(f"/api/{user}/tasks", json={"title": "Buy milk"})

        in_turn = [await create() for _ in range(QUOTA // 2)]
        return in_turn, await asyncio.gather(*(create() for _ in range(2 * QUOTA - len(in_turn))))


def _left(answer: httpx.Response) -> int:
    """Return what the answer says is left of the quota of writes."""
    return int(answer.headers["ratelimit"].partition('"writes";r=')[2].partition(";")[0])
