"""FR-221: the issuer of the tokens hangs, and a real server goes on."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx

from tests.faults.world import in_thread
from tests.impl.auth.issuer import Issuer
from tests.impl.auth.issuer_server import publishing, with_times
from tests.support.application import serving

UNKNOWN = 40
"""Requests with a key that is not known yet: more than are worked on at once, which are 30."""
_numbers: Iterator[int] = count()


def _proof(issuer: Issuer, key_id: str) -> dict[str, str]:
    """Return a token of ada's that is not in the cache."""
    return {"Authorization": f"Bearer {issuer.token(key_id, exp=4_000_000_000, jti=str(next(_numbers)))}"}


async def test_tokens_with_known_keys_are_served_while_the_issuer_hangs(database_url: str, tmp_path: Path) -> None:
    """Of forty tokens with its new key eight wait, and the others get 503 at once. When it answers, all are served."""
    issuer = Issuer()
    issuer.add("known", "EdDSA")
    async with publishing(issuer) as publisher:
        program = with_times(pause=0.2, timeout=600)  # the issuer hangs for as long as the test wants
        serve = serving(database_url, tmp_path / "server.log", program, **publisher.settings)
        async with (
            in_thread(serve) as at,
            httpx.AsyncClient(base_url=at.url, timeout=600, limits=httpx.Limits(max_connections=None)) as http,
        ):
            issuer.add("new", "EdDSA")
            publisher.answers.clear()
            unknown = [asyncio.create_task(_with_new_key(http, issuer))]
            while publisher.request_count < 2:  # noqa: ASYNC110 - once by the start, and now for the first token
                await asyncio.sleep(0.01)
            unknown += [asyncio.create_task(_with_new_key(http, issuer)) for _ in range(UNKNOWN - 1)]

            answers = asyncio.as_completed(unknown)
            refused = [await next(answers)]
            for _ in range(50):
                assert (await http.get("/api/ada/tasks", headers=_proof(issuer, "known"))).status_code == 200
            refused += [await next(answers) for _ in range(UNKNOWN - 9)]
            for answer in refused:
                assert answer.status_code == 503
                assert answer.headers["Retry-After"] == "5"
                assert answer.json()["detail"] == "Tokens can't be proven right now. Try again in a moment."
            waiting = [task for task in unknown if not task.done()]
            assert len(waiting) == 8
            assert publisher.request_count == 2

            publisher.answers.set()
            assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [200] * 8
            assert (await http.get("/api/ada/tasks", headers=_proof(issuer, "new"))).status_code == 200


async def _with_new_key(http: httpx.AsyncClient, issuer: Issuer) -> httpx.Response:
    """Return the answer to a token with the new key. Requests that come too early get 401, and are repeated."""
    while True:
        answer = await http.get("/api/ada/tasks", headers=_proof(issuer, "new"))
        if answer.status_code != 401:
            return answer
        await asyncio.sleep(0.05)
