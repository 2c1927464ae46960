"""An issuer of tokens that hangs."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from itertools import count

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import TIMEOUT_SECONDS, Traffic, traffic
from tests.faults.world import world
from tests.impl.auth.issuer import Issuer
from tests.impl.auth.issuer_server import IssuerServer, publishing, with_times
from tests.support.application import THIS_RELEASE

STRANGERS = 48
USERS = 4


@scenario("An issuer that hangs costs nobody whose key is known an error, whoever comes with keys that are not.")
async def issuer_hangs(size: Size) -> Outcome:
    """FR-061: more than are worked on at once keep coming with a key that is new, and are served when it answers again.

    It is asked twice. At full size that is after 30 s, for the five that a fetch may last, and after 30 s again.
    """
    outcome, strangers, issuer = Outcome(), Counter[int](), Issuer()
    issuer.add("known", "EdDSA")
    program = THIS_RELEASE if size is Size.full else with_times(pause=0.5, timeout=1)
    async with publishing(issuer) as publisher, world(program, **publisher.settings) as at, AsyncExitStack() as stack:
        users = [await stack.enter_async_context(traffic(at.url, outcome)) for _ in range(USERS)]
        issuer.add("new", "EdDSA")
        publisher.answers.clear()
        before = publisher.request_count
        coming = [asyncio.create_task(_ask_until_known(at.url, issuer, strangers)) for _ in range(STRANGERS)]
        hanging = asyncio.create_task(_wait_for_requests(publisher, before + 2))
        while not hanging.done() or strangers[503] < STRANGERS:
            await asyncio.gather(*(_write(user, issuer) for user in users))
        outcome.faults = publisher.request_count - before
        outcome.must(set(strangers) <= {401, 503}, f"strangers were answered with {dict(strangers)}")
        outcome.must(outcome.errors == 0, f"{outcome.errors} requests of users were answered with an error")
        publisher.answers.set()
        await asyncio.gather(*coming)
        for user in users:
            await user.count_lost_rows()
    return outcome


async def _wait_for_requests(publisher: IssuerServer, times: int) -> None:
    """Wait until the issuer has received this many requests."""
    while publisher.request_count < times:  # noqa: ASYNC110 - the server asks, in another process
        await asyncio.sleep(0.05)


_numbers = count()


async def _write(user: Traffic, issuer: Issuer) -> None:
    """Create a task with a token that is not in the cache."""
    proof = issuer.token("known", sub=user.user, exp=4_000_000_000, jti=str(next(_numbers)))
    user.http.headers["Authorization"] = f"Bearer {proof}"
    await user.create()


async def _ask_until_known(url: str, issuer: Issuer, seen: Counter[int]) -> None:
    """Send requests until the new key is known."""
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_SECONDS) as http:
        while not seen[200]:
            headers = {"Authorization": f"Bearer {issuer.token('new', exp=4_000_000_000)}"}
            seen[(await http.get("/api/ada/tasks", headers=headers)).status_code] += 1
            await asyncio.sleep(0.2)
