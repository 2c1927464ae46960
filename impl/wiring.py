"""The only place where objects meet: what a route asks for, and what it is made of."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType

from starlette.requests import Request

from contracts.runtime import Provide, SecurityHandlers, TryAgain, principal
from impl.auth.bearer import BEARER, BearerHandler, Caller, TokenVerifier, require_owner
from impl.database.database import Database
from impl.database.errors import TransactionConflict
from impl.database.ping import SharedPing
from impl.database.session import OwnerSession
from impl.limits.handler import LimitedHandler
from impl.limits.limiter import RateLimiter
from impl.limits.load import Load
from impl.services.cursors import CursorSealer
from impl.services.health import HealthService
from impl.services.tasks import TaskService
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore


def prove_owner(request: Request) -> str:
    """The owner of the path, from the token alone. Raises Forbidden before anything else is looked at (FR-021)."""
    caller = principal(request, BEARER)
    if not isinstance(caller, Caller):
        raise TypeError("the handler of bearerAuth answers with a Caller")
    return require_owner(caller, request.path_params["user_id"])


class TasksInTransaction(AbstractAsyncContextManager[TaskService]):
    """The service of an owner, in a transaction that ends with it. Raises TryAgain where that had to give way."""

    def __init__(self, session: OwnerSession, owner: str, cursors: CursorSealer) -> None:
        self._session = session
        self._owner = owner
        self._cursors = cursors

    async def __aenter__(self) -> TaskService:
        session = await self._session.__aenter__()
        return TaskService(TaskStore(session, self._owner), IdempotencyStore(session, self._owner), self._cursors)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._session.__aexit__(kind, error, trace)
        except TransactionConflict as conflict:
            raise TryAgain from conflict


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the generated routers are bound with."""

    provide_tasks: Provide[TaskService]
    provide_health: Provide[HealthService]
    security: SecurityHandlers


def wire(
    database: Database,
    verifier: TokenVerifier,
    limiter: RateLimiter,
    load: Load,
    is_draining: Callable[[], bool],
    cursors: CursorSealer,
) -> Wiring:
    """Tie the services to a database, a way to prove tokens, limits before and after that, and the keys of cursors.
    `is_draining` says whether the process is going down.

    Operations that ask for a token are shed under load. Those that do not are asked by whoever watches over the server.
    """

    def provide_tasks(request: Request) -> AbstractAsyncContextManager[TaskService]:
        owner = prove_owner(request)
        return TasksInTransaction(database.session(owner), owner, cursors)

    health = HealthService(SharedPing(database.ping), is_draining)

    def provide_health(_: Request) -> nullcontext[HealthService]:
        return nullcontext(health)

    security = {BEARER: LimitedHandler(BearerHandler(verifier), limiter, load)}
    return Wiring(provide_tasks, provide_health, security)
