"""Positions of users' last writes in the Redis or Valkey that all processes share."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Sequence
from typing import Any, TypeVar

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from impl.limits.store_url import SCHEMES

T = TypeVar("T")
_KEPT_SECONDS = 3600
_WRITE_SECONDS = 60
"""How long a write may be announced. A transaction takes a few seconds at most, so its process has died after that."""
_PAUSE_SECONDS = 1.0
_POSITION = "position"
_WRITABLE = "tasks-api/positions"
# A hash for each user: the position, in digits of one length so that texts compare like numbers, and for each running
# write its token with the time at which it is given up.
_SETTLE = f"""
local now = tonumber(ARGV[2])
for index = 3, #ARGV do redis.call('HDEL', KEYS[1], ARGV[index]) end
local fields = redis.call('HGETALL', KEYS[1])
for index = 1, #fields, 2 do
  if fields[index] ~= '{_POSITION}' and tonumber(fields[index + 1]) < now then
    redis.call('HDEL', KEYS[1], fields[index])
  end
end
local known = redis.call('HGET', KEYS[1], '{_POSITION}')
if not known or known < ARGV[1] then redis.call('HSET', KEYS[1], '{_POSITION}', ARGV[1]) end
return redis.call('EXPIRE', KEYS[1], {_KEPT_SECONDS})
"""
_log = structlog.get_logger("tasks_api.replicas")


class RedisPositions:
    """The positions in a store. While it is lost or takes no writes, the primary serves all reads.

    A process that can't reach the store in time while others can is not able to announce its users' writes to them:
    until it has stored their positions, others may read from a replica that lacks them. The log says when the store is
    lost.
    """

    def __init__(self, url: str, timeout_seconds: float) -> None:
        scheme, _, rest = url.partition("://")
        self._redis: Redis = Redis.from_url(f"{SCHEMES[scheme]}://{rest}", decode_responses=True)
        self._redis.set_retry(Retry(NoBackoff(), 0))
        self._settle = self._redis.register_script(_SETTLE)
        self._timeout = timeout_seconds
        self._is_lost = False
        self._read_at = 0.0  # no read waits for the store before this time

    async def begin_write(self, user: str) -> str:
        """Announce a write, and return its token."""
        token = secrets.token_hex(8)
        pipeline: Any = self._redis.pipeline()
        pipeline.hset(_key(user), token, str(time.time() + _WRITE_SECONDS))
        pipeline.expire(_key(user), _KEPT_SECONDS)
        await self._ask(pipeline.execute())
        return token

    async def settle(self, user: str, tokens: Sequence[str], position: int, asked_at: float) -> bool:
        """End the writes of these tokens, and remember the position unless a later one is known."""
        args = [f"{position:020}", str(asked_at), *tokens]
        return await self._ask(self._settle(keys=[_key(user)], args=args)) is not None

    async def of(self, user: str) -> int | None:
        """Return the position, or None if it is unknown, a write is running, or the store is lost."""
        if self._is_lost and time.monotonic() < self._read_at:
            return None
        pipeline: Any = self._redis.pipeline(transaction=False)
        pipeline.hgetall(_key(user))
        pipeline.set(_WRITABLE, "")  # fails if the store takes no writes, so that they can't be announced
        answers = await self._ask(pipeline.execute())
        fields: dict[str, str] | None = None if answers is None else answers[0]
        return int(fields[_POSITION]) if fields is not None and fields.keys() == {_POSITION} else None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _ask(self, answer: Awaitable[T]) -> T | None:
        try:
            async with asyncio.timeout(self._timeout):
                found = await answer
        except (RedisError, OSError) as error:
            self._read_at = time.monotonic() + _PAUSE_SECONDS
            if not self._is_lost:
                self._is_lost = True
                _log.warning("rate limit store lost; the primary serves all reads", error=type(error).__name__)
            return None
        if self._is_lost:
            self._is_lost = False
            _log.info("rate limit store is back")
        return found


def _key(user: str) -> str:
    return f"tasks-api/positions/{user}"
