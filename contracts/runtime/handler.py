"""Serves the requests of one operation as the contract has it: admit, provide, decode, call, encode."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeAlias, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .body import BodyDecoder
from .errors import InvalidRequest, TryAgain
from .operation import Operation
from .parameters import ParameterDecoder
from .responses import ResponseEncoder, SealedResponse
from .route_parameters import route_parameters
from .security import Gatekeeper, SecurityHandlers

Api = TypeVar("Api", covariant=True)
# Gives an implementation to a request, and takes it back before the response is sent.
Provide: TypeAlias = Callable[[Request], AbstractAsyncContextManager[Api]]
Endpoint: TypeAlias = Callable[..., Awaitable[SealedResponse]]

_OPERATION = "contract.operation"
_ENCODER = "contract.encoder"
_ATTEMPTS = (True, True, False)  # whether there is another after it


class OperationHandler:
    """An ASGI application for one operation. Whatever can be known before a request comes is known here."""

    def __init__(
        self, operation: Operation, endpoint: Endpoint, provide: Provide[Any], security: SecurityHandlers
    ) -> None:
        """Raises ContractGap if a security scheme has no handler."""
        self.operation = operation
        self._endpoint = endpoint
        self._provide = provide
        self._gatekeeper = Gatekeeper(operation, security)
        schemas = operation.contract.schemas
        self.parameters = route_parameters(endpoint, schemas)
        self._parameters = ParameterDecoder(operation, self.parameters)
        self._body = None if operation.body is None else BodyDecoder(operation.body, schemas)
        self._encoder = ResponseEncoder(operation)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The security requirements first, from the request alone; then an implementation, and what it is asked."""
        request = Request(scope, receive, send)
        scope[_OPERATION] = self.operation
        scope[_ENCODER] = self._encoder
        await self._gatekeeper.admit(request)
        response = await self._call(request)
        await response(scope, receive, send)

    async def _call(self, request: Request) -> Response:
        """Once, and again where the provider says so; what came with the request is decoded once."""
        arguments: dict[str, object] | None = None
        for again in _ATTEMPTS:
            try:
                async with self._provide(request) as api:
                    if arguments is None:
                        arguments = await self._arguments(request)
                    response = self._encoder.encode(await self._endpoint(api=api, **arguments))
            except TryAgain:
                if not again:
                    raise
            else:
                break
        return response

    async def _arguments(self, request: Request) -> dict[str, object]:
        arguments, wrong = self._parameters.decode(request)
        if self._body is not None:
            try:
                arguments["body"] = await self._body.decode(request)
            except InvalidRequest as error:
                wrong += error.violations
        if wrong:
            raise InvalidRequest(wrong)
        return arguments


def operation_of(request: Request) -> Operation | None:
    """The operation that a request matched, or None: an unknown path, a method that its path does not have."""
    operation: Operation | None = request.scope.get(_OPERATION)
    return operation


def encode(request: Request, response: SealedResponse) -> Response:
    """Encode a sealed response of the operation that the request matched."""
    encoder: ResponseEncoder = request.scope[_ENCODER]
    return encoder.encode(response)


__all__ = ["Endpoint", "OperationHandler", "Provide", "encode", "operation_of"]
