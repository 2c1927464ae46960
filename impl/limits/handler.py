"""A security handler with rate limits and load shedding around the authentication."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request

from impl.auth.bearer import Caller
from impl.limits.limiter import RateLimiter
from impl.limits.load import Load


class LimitedHandler:
    """Checks the load and the address's quota before a security handler runs, and the user's quota after it.

    A bad token costs its address as much as a good one. When the process is overloaded, the request is refused first
    and uses no quota, unless the process becomes overloaded during the authentication. A request counts as load only
    after the authentication: neither bad tokens nor waiting for the issuer's keys takes a place of others (FR-210).
    """

    def __init__(
        self, handler: Callable[[Request, tuple[str, ...]], Awaitable[Caller]], limiter: RateLimiter, load: Load
    ) -> None:
        self._handler = handler
        self._limiter = limiter
        self._load = load

    async def __call__(self, request: Request, scopes: tuple[str, ...]) -> Caller:
        """Return the caller. Raises Overloaded, RateLimited, and what the handler raises."""
        self._load.check()
        await self._limiter.admit_address(request.scope)
        caller = await self._handler(request, scopes)
        await self._limiter.admit_user(request.scope, caller.user_id)
        self._load.admit()
        return caller
