"""A FastAPI router whose operations are found in one look, however many there are."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields
from typing import Any

from fastapi import APIRouter
from fastapi.datastructures import DefaultPlaceholder
from fastapi.routing import APIRoute, _get_scope_included_router, _IncludedRouter, _RouterIncludeContext
from fastapi.telemetry._api import _route_selected
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from .dependencies import RouterDependencies, SecurityHandlers, read_dependencies
from .errors import ContractGap
from .handler import Endpoint, OperationHandler
from .operation import Operation
from .paths import PathTable, url_segments
from .responses import SealedResponse
from .streams import EventStreams

_HONOURED = frozenset({"included_router", "prefix", "dependencies", "dependency_overrides_provider"})


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

    routes: dict[str, tuple[ContractRoute, OperationHandler]] = field(default_factory=dict)
    allow: set[str] = field(default_factory=set)


class Inclusion:
    """The operations of a router as one `include_router` has them: below a prefix, behind its dependencies."""

    def __init__(self, routes: Iterable[ContractRoute], included: _IncludedRouter | None = None) -> None:
        """Raises ContractGap for dependencies that an operation can't have, and options that change nothing."""
        context = None if included is None else included.include_context
        if context is not None and (ignored := _without_effect(context)):
            raise ContractGap(
                f"include_router({ignored}=…) has no effect on the operations of a contract, which says it itself. "
                "Leave it out, or change the contract."
            )
        self._prefix = "" if context is None else context.prefix
        self._paths: PathTable[_Path] = PathTable()
        for route in routes:
            handler = route.handler
            if context is not None:
                handler = handler.within(context.dependencies, context.dependency_overrides_provider)
            path = self._paths.add(handler.operation.path, _Path())
            path.routes[handler.operation.method] = route, handler
            path.allow.update(handler.operation.allow)
            for other in handler.operation.yields_to:
                # It may be in another router; here it takes the URLs that are its own from this path.
                self._paths.add(other, _Path())

    def find(self, scope: Scope) -> _Path | None:
        """The path that is asked for, whatever the method. Its parameters are noted in the scope, as FastAPI has it."""
        segments = url_segments(scope, self._prefix) if scope["type"] == "http" else None
        found = None if segments is None else self._paths.find(segments)
        if found is None:
            return None
        path, scope["path_params"] = found
        return path

    def handler(self, scope: Scope) -> OperationHandler | None:
        """What serves the operation that is asked for, whose route is noted in the scope; None for all else."""
        path = self.find(scope)
        found = None if path is None else path.routes.get(scope["method"])
        if found is None:
            return None
        scope["route"], handler = found
        _route_selected(scope=scope, path=found[0].path_format)
        return handler


class ContractRouter(APIRouter):
    """The operations of a contract, or of one of its tags, for FastAPI's `include_router`. It has no other routes."""

    def __init__(
        self,
        routes: Iterable[ContractRoute] = (),
        dependencies: RouterDependencies = (),
        events: EventStreams | None = None,
    ) -> None:
        """`dependencies` run before those of each operation, and after its security requirement. `events` are those of
        the process whose streams these are; without it they have heartbeats, and end with their clients alone."""
        super().__init__(route_class=ContractRoute, dependencies=list(dependencies), lifespan=self._check)
        self.routes.extend(routes)
        self._events = events
        self._inclusions: dict[int, tuple[_IncludedRouter | None, Inclusion]] = {}

    def bind(self, operation: Operation, endpoint: Endpoint, security: SecurityHandlers) -> None:
        """Add the route of an operation, whose endpoint depends on its provider. Raises ContractGap if a security
        scheme has no handler, and for a dependency that an operation can't have."""
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
        read = read_dependencies(operation, route.dependant, security)
        route.handler = OperationHandler(operation, endpoint, read, self._events)
        self._inclusions.clear()

    @property
    def operations(self) -> Sequence[ContractRoute]:
        """The routes, one for each operation."""
        return [route for route in self.routes if isinstance(route, ContractRoute)]

    def included_in(self, router: APIRouter) -> Inclusion:
        """The operations as a router includes them, or one that it includes; as they are, if none does.

        Raises ContractGap for dependencies that an operation can't have.
        """
        return self._inclusion(next(_included(router.routes, self), None))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether an operation is asked for; partly, if its path has another method, perhaps in another router."""
        path = self._inclusion(_get_scope_included_router(scope)).find(scope)
        if path is None or not path.allow:
            return Match.NONE, {}
        return (Match.FULL if scope["method"] in path.routes else Match.PARTIAL), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that matched. A method that the path does not have is answered with all that it has (RFC
        9110, section 15.5.6)."""
        inclusion = self._inclusion(_get_scope_included_router(scope))
        handler = inclusion.handler(scope)
        if handler is not None:
            await handler(scope, receive, send)
            return
        path = inclusion.find(scope)
        if path is None:
            await self.default(scope, receive, send)
            return
        raise HTTPException(405, headers={"Allow": ", ".join(sorted(path.allow))})

    def _inclusion(self, included: _IncludedRouter | None) -> Inclusion:
        if included is not None and included.original_router is not self:
            included = None
        known = self._inclusions.get(id(included))
        if known is None:
            known = self._inclusions[id(included)] = included, Inclusion(self.operations, included)
        return known[1]

    @asynccontextmanager
    async def _check(self, app: Any) -> AsyncIterator[None]:
        """Read all dependencies when the application starts, so that one which can't be stops it."""
        for included in _included(app.router.routes, self):
            self._inclusion(included)
        yield


def _without_effect(context: _RouterIncludeContext) -> str | None:
    """The first option of `include_router` that was given and that operations of a contract do not take."""
    nothing = _RouterIncludeContext(context.included_router)
    for option in fields(context):
        given, default = (getattr(one, option.name) for one in (context, nothing))
        if isinstance(default, DefaultPlaceholder):
            default = default.value
        if option.name not in _HONOURED and given != default and not isinstance(given, DefaultPlaceholder):
            return option.name
    return None


def _included(routes: Iterable[BaseRoute], wanted: APIRouter) -> Iterator[_IncludedRouter]:
    """Where a router is included, directly or by others."""
    for route in routes:
        if isinstance(route, _IncludedRouter):
            if route.original_router is wanted:
                yield route
            elif any(isinstance(inner, _IncludedRouter) for inner in route.original_router.routes):
                inner_routes = [one for one in route.effective_candidates() if isinstance(one, _IncludedRouter)]
                yield from _included(inner_routes, wanted)


def operation_of(request: Request) -> Operation | None:
    """The operation that a request matched, or None: an unknown path, a method that its path does not have."""
    route = request.scope.get("route")
    return route.handler.operation if isinstance(route, ContractRoute) else None


def encode(request: Request, response: SealedResponse) -> Response:
    """Encode a sealed response of the operation that the request matched."""
    route: ContractRoute = request.scope["route"]
    return route.handler.encoder.encode(response)


__all__ = ["ContractRoute", "ContractRouter", "Inclusion", "encode", "operation_of"]
