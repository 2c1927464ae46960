"""FR-136: several instances behind one address are as one. tests/api/ holds them to all that one does."""

import asyncio
from pathlib import Path

import httpx

from tests.contract.application import token
from tests.contract.clients import checked_client
from tests.instances import Instances, instances
from tests.node import give_up
from tests.programs import MissingProgram

QUOTA = 20


async def test_one_quota_for_all(database_url: str, user: str, tmp_path: Path) -> None:
    """FR-075: all of them are asked, and no more is given, nor said to be left, than one would give.

    Of requests at the same time, one may be told of the other's too, and so of less.
    """
    try:
        with instances(database_url, tmp_path, TASKS_RATE_WRITES=f"{QUOTA}/day") as several:
            answers = await _create(several, user, 2 * QUOTA)
    except MissingProgram as missing:
        give_up(f"Several instances are not tested: {missing}")
    else:
        created = [answer for answer in answers if answer.status_code == 201]
        assert {answer.status_code for answer in answers} == {201, 429}
        left = sorted(_left(answer) for answer in created)
        assert left[0] == 0
        assert all(told <= most for told, most in zip(left, range(QUOTA), strict=True)), left
        assert sorted(answer.json()["id"] for answer in created) == list(range(1, QUOTA + 1))
        asked = [log.read_text().count('"method":"POST"') for log in several.logs]
        assert sum(asked) == 2 * QUOTA, several.logs[0].read_text()
        assert min(asked) > 0


async def _create(several: Instances, user: str, times: int) -> list[httpx.Response]:
    async with checked_client(httpx.AsyncHTTPTransport(), several.url, token(user)) as http:
        http.timeout = httpx.Timeout(60)
        path = f"/api/{user}/tasks"
        return await asyncio.gather(*(http.post(path, json={"title": "Buy milk"}) for _ in range(times)))


def _left(answer: httpx.Response) -> int:
    """How much the answer says is left of the quota of writes."""
    return int(answer.headers["ratelimit"].partition('"writes";r=')[2].partition(";")[0])
