"""A FastAPI router whose operations are found in one look, however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute, _get_scope_included_router
from fastapi.telemetry._api import _route_selected
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from .handler import Endpoint, OperationHandler, Provide
from .operation import Operation
from .paths import PathTable, url_segments
from .security import SecurityHandlers

_FOUND = "contract.found"


class ContractRoute(APIRoute):
    """A route of one operation. The contract's own schemas, not FastAPI's reading of the endpoint's signature, decide
    what comes in and what goes out."""

    handler: OperationHandler

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        await self.handler(scope, receive, send)


@dataclass(frozen=True, slots=True)
class _Path:
    """What is known of a path: its operations in this router, and the methods that it has in the whole contract."""

    routes: dict[str, ContractRoute] = field(default_factory=dict)
    allow: set[str] = field(default_factory=set)


class ContractRouter(APIRouter):
    """The operations of a contract, or of one of its tags, for FastAPI's `include_router`. It has no other routes."""

    def __init__(self, routes: Iterable[ContractRoute] = ()) -> None:
        super().__init__(route_class=ContractRoute)
        self._paths: PathTable[_Path] = PathTable()
        for route in routes:
            self.routes.append(route)
            self._remember(route)

    def bind(self, operation: Operation, endpoint: Endpoint, provide: Provide[Any], security: SecurityHandlers) -> None:
        """Add the route of an operation. Raises ContractGap if a security scheme has no handler."""
        handler = OperationHandler(operation, endpoint, provide, security)
        self.add_api_route(
            operation.path,
            endpoint,
            methods=[operation.method],
            operation_id=operation.id,
            response_model=None,
        )
        route = self.routes[-1]
        if not isinstance(route, ContractRoute):
            raise TypeError("a contract's router makes contract's routes")
        route.handler = handler
        self._remember(route)

    @property
    def operations(self) -> Sequence[ContractRoute]:
        """The routes, one for each operation."""
        return [route for route in self.routes if isinstance(route, ContractRoute)]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether an operation is asked for; partly, if its path has another method, perhaps in another router."""
        path = self._find(scope)
        if path is None or not path.allow:
            return Match.NONE, {}
        return (Match.FULL if scope["method"] in path.routes else Match.PARTIAL), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that matched. A method that the path does not have is answered with all that it has (RFC
        9110, section 15.5.6)."""
        handler = self.handler(scope)
        if handler is not None:
            await handler(scope, receive, send)
            return
        path = self._find(scope)
        if path is None:
            await self.default(scope, receive, send)
            return
        raise HTTPException(405, headers={"Allow": ", ".join(sorted(path.allow))})

    def handler(self, scope: Scope) -> OperationHandler | None:
        """What serves the operation that is asked for, and the request is marked as its; None for all else."""
        path = self._find(scope)
        route = None if path is None else path.routes.get(scope["method"])
        if route is None:
            return None
        scope["route"] = route
        _route_selected(scope=scope, path=route.path_format)
        return route.handler

    def _find(self, scope: Scope) -> _Path | None:
        known = scope.get(_FOUND)
        if known is not None and known[0] is self:
            path: _Path = known[1]
            return path
        if scope["type"] != "http":
            return None
        included: Any = _get_scope_included_router(scope)
        segments = url_segments(scope, included.include_context.prefix if included is not None else "")
        found = None if segments is None else self._paths.find(segments)
        if found is None:
            return None
        path, scope["path_params"] = found
        scope[_FOUND] = self, path
        return path

    def _remember(self, route: ContractRoute) -> None:
        operation = route.handler.operation
        path = self._paths.add(operation.path, _Path())
        path.routes[operation.method] = route
        path.allow.update(operation.allow)
        for other in operation.yields_to:
            # It may be in another router; here it takes the URLs that are its own from this path.
            self._paths.add(other, _Path())


__all__ = ["ContractRoute", "ContractRouter"]
