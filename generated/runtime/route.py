# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""Binds an operation to a FastAPI route that keeps the contract: admit, provide, decode, call, encode."""

import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Annotated, Any, ClassVar, TypeAlias

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from .body import BodyDecoder
from .documentation import route_documentation
from .errors import InvalidRequest
from .operation import Operation
from .parameters import ParameterDecoder
from .responses import ResponseEncoder, SealedResponse
from .security import Gatekeeper, SecurityHandlers

# A FastAPI dependency that answers with an implementation; FastAPI resolves what it asks for in turn.
Provide: TypeAlias = Callable[..., Any]
Endpoint: TypeAlias = Callable[..., Awaitable[SealedResponse]]

_OPERATION = "contract.operation"
_ENCODER = "contract.encoder"


class ContractRoute(APIRoute):
    """A route of one operation. FastAPI documents it by its endpoint's signature and resolves `provide`; the contract's
    own schemas, not FastAPI's reading of the signature, decide what comes in and what goes out."""

    operation: ClassVar[Operation]
    endpoint_: ClassVar[Endpoint]
    provide: ClassVar[Provide]
    gatekeeper: ClassVar[Gatekeeper]
    yields_to: ClassVar[tuple[re.Pattern[str], ...]]

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The security requirements first, from the request alone; then what FastAPI makes of `provide`."""
        operation, gatekeeper = type(self).operation, type(self).gatekeeper
        encoder = ResponseEncoder(operation)
        resolve = APIRoute(
            self.path,
            self._server(encoder),
            methods=[operation.method],
            dependency_overrides_provider=self.dependency_overrides_provider,
        ).get_route_handler()

        async def handle(request: Request) -> Response:
            request.scope[_OPERATION] = operation
            request.scope[_ENCODER] = encoder
            await gatekeeper.admit(request)
            return await resolve(request)

        return handle

    def _server(self, encoder: ResponseEncoder) -> Callable[..., Awaitable[Response]]:
        operation, endpoint, provide = type(self).operation, type(self).endpoint_, type(self).provide
        parameters = ParameterDecoder(operation)
        body = None if operation.body is None else BodyDecoder(operation.body, operation.schemas)

        async def serve(request: Request, api: Annotated[object, Depends(provide, scope="function")]) -> Response:
            arguments, wrong = parameters.decode(request)
            if body is not None:
                try:
                    arguments["body"] = await body.decode(request)
                except InvalidRequest as error:
                    wrong += error.violations
            if wrong:
                raise InvalidRequest(wrong)
            return encoder.encode(await endpoint(api=api, **arguments))

        return serve

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As ever, but for URLs that belong to a path which says more of them, whatever its methods are."""
        match, child_scope = super().matches(scope)
        yields_to = type(self).yields_to
        if yields_to and match is not Match.NONE:
            path = type(self).operation.path.format_map(child_scope["path_params"])  # without the prefix of a router
            if any(pattern.match(path) for pattern in yields_to):
                return Match.NONE, {}
        return match, child_scope

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a method that the path does not have with all that it has (RFC 9110, section 15.5.6)."""
        if scope["method"] not in (self.methods or ()):
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(type(self).operation.allow))})
        await super().handle(scope, receive, send)


def bind(
    router: APIRouter, operation: Operation, endpoint: Endpoint, provide: Provide, security: SecurityHandlers
) -> None:
    """Add the route of an operation. Raises ContractGap if a security scheme has no handler."""
    attributes: Mapping[str, object] = {
        "operation": operation,
        "endpoint_": staticmethod(endpoint),
        "provide": staticmethod(provide),
        "gatekeeper": Gatekeeper(operation, security),
        "yields_to": tuple(compile_path(path)[0] for path in operation.yields_to),
    }
    router.add_api_route(
        operation.path,
        endpoint,
        methods=[operation.method],
        route_class_override=type("ContractRoute", (ContractRoute,), dict(attributes)),
        **route_documentation(operation),
    )


def operation_of(request: Request) -> Operation | None:
    """The operation that a request matched, or None: an unknown path, a method that its path does not have."""
    operation: Operation | None = request.scope.get(_OPERATION)
    return operation


def encode(request: Request, response: SealedResponse) -> Response:
    """Encode a sealed response of the operation that the request matched."""
    encoder: ResponseEncoder = request.scope[_ENCODER]
    return encoder.encode(response)


__all__ = ["ContractRoute", "Endpoint", "Provide", "bind", "encode", "operation_of"]
