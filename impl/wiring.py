"""Wiring: the objects of an application, and the dependencies that build a service for each request.

The dependencies are FastAPI's, so routes beside the contract can use them too, and tests can override them.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, TypeAlias

from fastapi import Depends
from starlette.requests import HTTPConnection

from contracts.runtime import SecurityHandlers, TryAgain
from impl.auth.bearer import BEARER, USER, Caller, Forbidden, TokenVerifier, bearer_token
from impl.database.database import Database
from impl.database.errors import TransactionConflict
from impl.database.session import OwnerSession
from impl.limits.limiter import RateLimiter
from impl.limits.load import Load
from impl.services.cursors import CursorSealer
from impl.services.health import HealthService
from impl.services.tasks import TaskService
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore


@dataclass(frozen=True, slots=True)
class Access:
    """What admits requests: the verifier of tokens, the rate limits and the load limit."""

    verifier: TokenVerifier
    limiter: RateLimiter
    load: Load


@dataclass(frozen=True, slots=True)
class Resources:
    """What services are built from."""

    database: Database
    cursors: CursorSealer
    health: HealthService


async def limit_address(connection: HTTPConnection) -> None:
    """Count the request for its client's address (FR-070). Raises RateLimited.

    Raises Overloaded before anything is counted if the server has no room for the request.
    """
    access: Access = connection.scope["app"].access
    access.load.check()
    await access.limiter.admit_address(connection.scope)


AddressQuota: TypeAlias = Annotated[None, Depends(limit_address)]
"""The quota of the client's address, for a route that asks for no token. `CurrentUser` includes it."""


async def current_user(connection: HTTPConnection, _: AddressQuota) -> Caller:
    """Authenticate the caller by the bearer token, and count the request for the address and for the user.

    Raises Overloaded, RateLimited and InvalidToken. A request with a bad token counts for its address too. The request
    counts as load only after its user is known, so neither bad tokens nor waiting for an issuer's keys take the place
    of other requests (FR-210).
    """
    access: Access = connection.scope["app"].access
    caller = await access.verifier.verify(bearer_token(connection.scope))
    connection.scope[USER] = caller.user_id
    await access.limiter.admit_user(connection.scope, caller.user_id)
    access.load.admit()
    return caller


CurrentUser: TypeAlias = Annotated[Caller, Depends(current_user)]
"""The authenticated caller."""


async def path_owner(connection: HTTPConnection, caller: CurrentUser) -> str:
    """Return the user of the path. Raises Forbidden, before anything else is checked, for another caller (FR-021)."""
    owner: str = connection.scope["path_params"]["user_id"]
    if caller.user_id != owner:
        raise Forbidden
    return owner


PathOwner: TypeAlias = Annotated[str, Depends(path_owner)]
"""The user of a path below `/api/{user_id}/`, checked to be the caller."""


async def open_session(connection: HTTPConnection, owner: PathOwner) -> AsyncIterator[OwnerSession]:
    """Open a transaction on the owner's rows, which is committed before the response is sent.

    Raises TryAgain if the transaction conflicted with another one, and DatabaseUnavailable.
    """
    resources: Resources = connection.scope["app"].resources
    try:
        async with resources.database.session(owner) as session:
            yield session
    except TransactionConflict as conflict:
        raise TryAgain from conflict


Session: TypeAlias = Annotated[OwnerSession, Depends(open_session, scope="function")]
"""The transaction of the path's owner. Its scope is the function, so it ends before the response is sent."""


async def task_service(connection: HTTPConnection, owner: PathOwner, session: Session) -> TaskService:
    """Build the service of the path's owner."""
    resources: Resources = connection.scope["app"].resources
    return TaskService(TaskStore(session, owner), partial(IdempotencyStore, session, owner), resources.cursors)


async def health_service(connection: HTTPConnection) -> HealthService:
    """Return the service of the health operations, which need no token and do not count as load."""
    resources: Resources = connection.scope["app"].resources
    return resources.health


SECURITY: SecurityHandlers = {BEARER: current_user}
"""The dependency of each security scheme of the contract."""
