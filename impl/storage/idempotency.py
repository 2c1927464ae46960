"""The answers that are kept by `Idempotency-Key`, in the transaction of the write that they belong to."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from .errors import IdempotencyKeyInUse, IdempotencyKeyReused
from .tables import IdempotencyKeyTable

KEPT_FOR = timedelta(hours=24)
KEPT_AT_MOST = 1000
"""Keys of one user; the oldest go first."""
# SQLSTATE 55P03 (PostgreSQL, appendix A).
_LOCK_NOT_AVAILABLE = "55P03"
# How many old keys go with each new one: more than come, so that they don't pile up.
SWEPT_AT_ONCE = 20
_K = IdempotencyKeyTable.__table__.c  # type: ignore[attr-defined]


class IdempotencyStore:
    """The keys of one owner. The newest thousand are kept, for 24 hours."""

    def __init__(self, session: AsyncSession, owner: str) -> None:
        self._session = session
        self._owner = owner

    async def claim(self, key: str, fingerprint: str) -> Mapping[str, object] | None:
        """Take the key for this request, and answer None; or what was answered to it before.

        A request with the same key that is still running is waited for, up to the lock timeout of the connection.
        Raises IdempotencyKeyInUse if it does not end, IdempotencyKeyReused if the key was used with another request.
        """
        expired = func.now() - KEPT_FOR
        mine = _K.user_id == self._owner
        newest = select(_K.created_at).where(mine).order_by(_K.created_at.desc()).offset(KEPT_AT_MOST - 1).limit(1)
        # Passing over what others hold, so that no two requests can wait for each other.
        old = (
            select(_K.key)
            .where(mine, or_(_K.created_at < expired, _K.created_at <= newest.scalar_subquery()), _K.key != key)
            .order_by(_K.created_at)
            .limit(SWEPT_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        swept = delete(IdempotencyKeyTable).where(mine, _K.key.in_(old)).returning(_K.key).cte("swept")
        fresh = {"fingerprint": fingerprint, "answer": None, "created_at": func.now()}
        claimed = (
            upsert(IdempotencyKeyTable)
            .values(user_id=self._owner, key=key, **fresh)
            .on_conflict_do_update(index_elements=["user_id", "key"], set_=fresh, where=_K.created_at < expired)
            .returning(_K.key)
            .add_cte(swept)
        )
        try:
            if (await self._session.execute(claimed)).one_or_none() is not None:
                return None
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                raise IdempotencyKeyInUse from error
            raise
        known = select(_K.fingerprint, _K.answer).where(_K.user_id == self._owner, _K.key == key)
        row = (await self._session.execute(known)).one_or_none()
        if row is None:  # swept by a request of this moment
            return await self.claim(key, fingerprint)
        if row.fingerprint != fingerprint:
            raise IdempotencyKeyReused
        answer: Mapping[str, object] = row.answer
        return answer

    async def keep(self, key: str, answer: Mapping[str, object]) -> None:
        """Keep the answer to the request that claimed the key."""
        kept = update(IdempotencyKeyTable).where(_K.user_id == self._owner, _K.key == key).values(answer=answer)
        await self._session.execute(kept.execution_options(synchronize_session=False))
