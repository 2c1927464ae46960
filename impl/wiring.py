"""Where objects meet: what an application is made of, and the dependencies that its routes ask for.

They are FastAPI's, so a route beside the contract may ask for them too, and a test may override them.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
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
    """Who may come in: how tokens are proven, the quotas, and how many requests there may be at once."""

    verifier: TokenVerifier
    limiter: RateLimiter
    load: Load


@dataclass(frozen=True, slots=True)
class Resources:
    """What the services are made of."""

    database: Database
    cursors: CursorSealer
    health: HealthService


async def limit_address(connection: HTTPConnection) -> None:
    """Count the request for the address that it comes from. Raises Overloaded where there is no room for it, before
    it costs anybody's quota, and RateLimited (FR-070)."""
    access: Access = connection.scope["app"].access
    access.load.check()
    await access.limiter.admit_address(connection.scope)


AddressQuota: TypeAlias = Annotated[None, Depends(limit_address)]
"""The quota of the client's address, for a route that asks for no token. `CurrentUser` includes it."""


async def current_user(connection: HTTPConnection, _: AddressQuota) -> Caller:
    """Who the bearer token proves the caller to be, within the quotas of the address and of the user.

    Raises Overloaded, RateLimited and InvalidToken. A bad token costs its address as much as a good one. A request is
    work from here on, not before its user is known: neither bad tokens nor waiting for the issuer's keys take anybody's
    place (FR-210).
    """
    access: Access = connection.scope["app"].access
    caller = await access.verifier.verify(bearer_token(connection.scope))
    connection.scope[USER] = caller.user_id
    await access.limiter.admit_user(connection.scope, caller.user_id)
    access.load.admit()
    return caller


CurrentUser: TypeAlias = Annotated[Caller, Depends(current_user)]
"""Who is calling."""


async def path_owner(connection: HTTPConnection, caller: CurrentUser) -> str:
    """The user of the path, who has to be the caller. Raises Forbidden for anybody else's path, before anything else is
    looked at (FR-021)."""
    owner: str = connection.scope["path_params"]["user_id"]
    if caller.user_id != owner:
        raise Forbidden
    return owner


PathOwner: TypeAlias = Annotated[str, Depends(path_owner)]
"""The owner of what is below `/api/{user_id}/`, proven."""


async def open_session(connection: HTTPConnection, owner: PathOwner) -> AsyncIterator[OwnerSession]:
    """The rows of the owner, in one transaction, which is committed before the response is sent.

    Raises TryAgain where the transaction had to give way, and DatabaseUnavailable.
    """
    resources: Resources = connection.scope["app"].resources
    try:
        async with resources.database.session(owner) as session:
            yield session
    except TransactionConflict as conflict:
        raise TryAgain from conflict


Session: TypeAlias = Annotated[OwnerSession, Depends(open_session, scope="function")]
"""The transaction of the path's owner, which ends before the response is sent: it has the scope of the function."""


async def task_service(connection: HTTPConnection, owner: PathOwner, session: Session) -> TaskService:
    """The tasks of the path's owner."""
    resources: Resources = connection.scope["app"].resources
    return TaskService(TaskStore(session, owner), IdempotencyStore(session, owner), resources.cursors)


async def health_service(connection: HTTPConnection) -> HealthService:
    """Operations that ask for no token are not shed under load: they are asked by whoever watches over the server."""
    resources: Resources = connection.scope["app"].resources
    return resources.health


SECURITY: SecurityHandlers = {BEARER: current_user}
"""How the contract's security schemes are met."""
