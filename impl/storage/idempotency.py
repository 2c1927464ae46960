"""Stores responses by their `Idempotency-Key`, in the transaction of the write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import asyncpg
from pydantic_core import from_json, to_json
from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from impl.database.statement import Session, Statement
from impl.storage.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from impl.storage.tables import IdempotencyKeyTable

KEPT_FOR = timedelta(hours=24)
KEPT_AT_MOST = 1000
"""The maximum number of keys of one user; the oldest are deleted first."""
# How many old keys each new one deletes. It is more than one, so old keys can't pile up.
SWEPT_AT_ONCE = 20
_K: Any = IdempotencyKeyTable.__table__.c  # type: ignore[attr-defined]
_OWNER, _KEY, _FINGERPRINT, _ANSWER = (
    bindparam(name, type_=column.type)
    for name, column in (("owner", _K.user_id), ("key", _K.key), ("fingerprint", _K.fingerprint), ("answer", _K.answer))
)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A stored response and the time of its write. Another release may have stored it."""

    answer: Mapping[str, object]
    created_at: datetime


class IdempotencyStore:
    """The keys of one owner. The newest thousand are kept for 24 hours."""

    def __init__(self, session: Session, owner: str) -> None:
        self._session = session
        self._owner = owner

    async def claim(self, key: str, fingerprint: str) -> KeptAnswer | None:
        """Claim the key for this request and return None, or return the stored response if it was used before.

        If a request with the same key is still running, this waits for its end, up to the lock timeout. Raises
        IdempotencyKeyInUse if it does not end, and IdempotencyKeyReused if the key belongs to another request.
        """
        mine = {"owner": self._owner, "key": key}
        try:
            if await self._session.run(_claim(), {**mine, "fingerprint": fingerprint}):
                return None
        except asyncpg.LockNotAvailableError as error:
            raise IdempotencyKeyInUse from error
        known = await self._session.run(_known(), mine)
        if not known:  # a concurrent request has just deleted it
            return await self.claim(key, fingerprint)
        if known[0]["fingerprint"] != fingerprint:
            raise IdempotencyKeyReused
        answer: object = from_json(known[0]["answer"] or "{}")
        return KeptAnswer(answer if isinstance(answer, dict) else {}, known[0]["created_at"])

    async def keep(self, key: str, answer: Mapping[str, object]) -> None:
        """Store the response to the request that claimed the key."""
        await self._session.run(_keep(), {"owner": self._owner, "key": key, "answer": to_json(answer).decode()})


@cache
def _claim() -> Statement:
    mine = _K.user_id == _OWNER
    newest = select(_K.created_at).where(mine).order_by(_K.created_at.desc()).offset(KEPT_AT_MOST - 1).limit(1)
    # Locked rows are skipped, so that no two requests can wait for each other.
    old = (
        select(_K.key)
        .where(
            mine, or_(_K.created_at < func.now() - KEPT_FOR, _K.created_at <= newest.scalar_subquery()), _K.key != _KEY
        )
        .order_by(_K.created_at)
        .limit(SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    swept = delete(IdempotencyKeyTable).where(mine, _K.key.in_(old)).returning(_K.key).cte("swept")
    claimed = upsert(IdempotencyKeyTable).values(
        user_id=_OWNER, key=_KEY, fingerprint=_FINGERPRINT, answer=None, created_at=func.now()
    )
    new = claimed.excluded
    # The moment is the new row's, because Citus allows no now() here, nor a moment minus an interval.
    fresh = {"fingerprint": new.fingerprint, "answer": new.answer, "created_at": new.created_at}
    return Statement(
        claimed.on_conflict_do_update(
            index_elements=["user_id", "key"], set_=fresh, where=new.created_at - _K.created_at > KEPT_FOR
        )
        .returning(_K.key)
        .add_cte(swept)
    )


@cache
def _known() -> Statement:
    return Statement(select(_K.fingerprint, _K.answer, _K.created_at).where(_K.user_id == _OWNER, _K.key == _KEY))


@cache
def _keep() -> Statement:
    return Statement(
        update(IdempotencyKeyTable).where(_K.user_id == _OWNER, _K.key == _KEY).values(answer=_ANSWER).returning(_K.key)
    )
