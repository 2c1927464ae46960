"""The only place where objects meet: what a route asks for, and what it is made of."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from generated.runtime import SecurityHandlers, principal

from .database import Database
from .limits.handler import LimitedHandler
from .limits.limiter import RateLimiter
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


Owner = Annotated[str, Depends(prove_owner)]


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the generated routers are bound with."""

    provide_tasks: Callable[..., TaskService]
    provide_health: Callable[..., HealthService]
    security: SecurityHandlers


def wire(database: Database, verifier: TokenVerifier, limiter: RateLimiter) -> Wiring:
    """Tie the services to a database, a way to prove tokens, and limits before and after that."""

    async def open_session(owner: Owner) -> AsyncIterator[AsyncSession]:
        async with database.session(owner) as session:
            yield session

    # In the scope of the function, FastAPI ends the session, and so commits, before it sends the response.
    session_of_request = Depends(open_session, scope="function")

    def provide_tasks(owner: Owner, session: Annotated[AsyncSession, session_of_request]) -> TaskService:
        return TaskService(TaskStore(session, owner), IdempotencyStore(session, owner))

    def provide_health() -> HealthService:
        return HealthService(database.ping)

    security = {BEARER: LimitedHandler(BearerHandler(verifier), limiter)}
    return Wiring(provide_tasks, provide_health, security)
