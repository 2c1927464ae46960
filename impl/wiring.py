"""The only place where objects meet: what a route asks for, and what it is made of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

from starlette.requests import Request

from generated.runtime import Provide, SecurityHandlers, TryAgain, principal

from .database import Database, TransactionConflict
from .drain import Drain
from .limits.handler import LimitedHandler
from .limits.limiter import RateLimiter
from .load import Load
from .security import BearerHandler, Caller, TokenVerifier, require_owner
from .services.health import HealthService
from .services.tasks import TaskService
from .storage.idempotency import IdempotencyStore
from .storage.tasks import TaskStore

BEARER = "bearerAuth"


def prove_owner(request: Request) -> str:
    """The owner of the path, from the token alone. Raises Forbidden before anything else is looked at (FR-021)."""
    caller = principal(request, BEARER)
    if not isinstance(caller, Caller):
        raise TypeError("the handler of bearerAuth answers with a Caller")
    return require_owner(caller, request.path_params["user_id"])


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the generated routers are bound with."""

    provide_tasks: Provide[TaskService]
    provide_health: Provide[HealthService]
    security: SecurityHandlers


def wire(database: Database, verifier: TokenVerifier, limiter: RateLimiter, load: Load, drain: Drain) -> Wiring:
    """Tie the services to a database, a way to prove tokens, and limits before and after that.

    Operations that ask for a token are shed under load. Those that do not are asked by whoever watches over the server.
    """

    @asynccontextmanager
    async def provide_tasks(request: Request) -> AsyncIterator[TaskService]:
        owner = prove_owner(request)
        try:
            async with database.session(owner) as session:
                yield TaskService(TaskStore(session, owner), IdempotencyStore(session, owner))
        except TransactionConflict as conflict:
            raise TryAgain from conflict

    health = HealthService(database.ping, lambda: drain.begun)

    def provide_health(_: Request) -> nullcontext[HealthService]:
        return nullcontext(health)

    security = {BEARER: LimitedHandler(BearerHandler(verifier), limiter, load)}
    return Wiring(provide_tasks, provide_health, security)
