"""Where limits meet authentication."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request

from impl.auth.bearer import Caller
from impl.limits.limiter import RateLimiter
from impl.limits.load import Load


class LimitedHandler:
    """A security handler with limits before it and one after it.

    What it guards is limited, and nothing else: a bad token costs its address as much as a good one. Where there is no
    room, a request is refused before anything else is looked at, and costs nobody's quota, unless the room was taken
    while its token was proven. A request is work from here on, not before its user is known: neither bad tokens nor
    waiting for the issuer's keys take anybody's place (FR-210).
    """

    def __init__(
        self, handler: Callable[[Request, tuple[str, ...]], Awaitable[Caller]], limiter: RateLimiter, load: Load
    ) -> None:
        self._handler = handler
        self._limiter = limiter
        self._load = load

    async def __call__(self, request: Request, scopes: tuple[str, ...]) -> Caller:
        """Raises Overloaded, RateLimited, and what the handler raises."""
        self._load.check()
        await self._limiter.admit_address(request.scope)
        caller = await self._handler(request, scopes)
        await self._limiter.admit_user(request.scope, caller.user_id)
        self._load.admit()
        return caller
