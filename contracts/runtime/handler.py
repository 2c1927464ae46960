"""Serves the requests of one operation as the contract has it: admit, provide, decode, call, encode."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from copy import copy
from typing import TypeAlias, TypeVar

from fastapi import BackgroundTasks
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .body import BodyDecoder
from .dependencies import Dependencies, RouterDependencies, query_names
from .errors import BodyTooLarge, FailedAfterAnswer, InvalidRequest
from .generators import SWALLOWED, Generators, close_stalled, exits, finish
from .negotiation import Negotiation
from .operation import Operation
from .parameters import ParameterDecoder
from .plan import Plan, can_plan
from .responses import ResponseEncoder, SealedResponse
from .route_parameters import accept_argument, route_parameters
from .runner import REQUEST, TASKS, Runner
from .solver import Solver
from .streams import EventStreams, Streamed
from .uploads import closing_uploads, rewind_uploads

Api = TypeVar("Api", covariant=True)
Provide: TypeAlias = (
    Callable[..., Api]
    | Callable[..., Awaitable[Api]]
    | Callable[..., AsyncIterator[Api]]
    | Callable[..., Iterator[Api]]
)
"""A dependency that answers with an implementation, or yields one and goes on before the response is sent."""
Endpoint: TypeAlias = Callable[..., Awaitable[SealedResponse]]

_ATTEMPTS = (True, True, False)  # whether there is another after it


class OperationHandler:
    """An ASGI application for one operation. Whatever can be known before a request comes is known here."""

    def __init__(
        self,
        operation: Operation,
        endpoint: Endpoint,
        dependencies: Dependencies,
        events: EventStreams | None = None,
    ) -> None:
        self.operation = operation
        self._endpoint = endpoint
        schemas = operation.contract.schemas
        self.parameters = route_parameters(endpoint, schemas)
        self._parameters = ParameterDecoder(operation, self.parameters)
        self._body = None if operation.body is None else BodyDecoder(operation.body, schemas)
        self._takes_files = self._body is not None and self._body.takes_files
        self._max_bytes = 0 if operation.body is None else operation.body.max_bytes
        self._accept = accept_argument(endpoint)
        self._negotiation = None if self._accept is None else Negotiation(operation)
        self.encoder = ResponseEncoder(operation, events)
        self._depend(dependencies)

    def within(self, added: RouterDependencies, overrides: object) -> "OperationHandler":
        """The handler of the same operation where it is included: after the dependencies that are added there, and
        with the `dependency_overrides` of that application. Raises ContractGap for what an operation can't have."""
        handler = copy(self)
        handler._depend(self._dependencies.within(added, overrides))
        return handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The security requirement first, from the request alone; then an implementation, and what it is asked.

        A client that goes before all of its body is there gets no answer, and is no failure. Raises FailedAfterAnswer
        for what failed when the response had been sent.
        """
        request = Request(scope, receive, send)
        functions: Generators = []
        requests: Generators = []
        try:
            try:
                response = await self._respond(request, functions, requests)
            except BaseException as error:
                if not functions and not requests:
                    raise
                async with exits(requests), exits(functions):
                    raise error
                raise RuntimeError(SWALLOWED) from error
        except ClientDisconnect:
            return  # nobody is there to be answered; dependencies were ended with it
        if response.background is None and not requests:
            await response(scope, receive, send)
            return
        try:
            async with exits(requests):
                await response(scope, receive, send)
        except Exception as error:
            raise FailedAfterAnswer(f"{self.operation}: what was to be done after the answer has failed") from error

    async def _respond(self, request: Request, functions: Generators, requests: Generators) -> Response:
        """Once, and again where a dependency says so; what came with the request is decoded once."""
        overridden = self._overrides is not None and self._overrides.dependency_overrides
        runner: Runner = self._solver if self._plan is None or overridden else self._plan
        admitted = runner.template.copy()
        admitted[REQUEST] = request
        if runner.has_tasks:
            admitted[TASKS] = BackgroundTasks()
        await runner.admit(admitted, functions, requests)
        arguments: dict[str, object] | None = None
        if self._takes_files:
            uploads = closing_uploads(request.scope)
            await anext(uploads)
            requests.append(uploads)
        for again in _ATTEMPTS:
            of_function, of_request = len(functions), len(requests)
            values = admitted.copy()
            if runner.has_tasks:
                values[TASKS] = BackgroundTasks(admitted[TASKS].tasks)
            try:
                await runner.provide(values, functions, requests)
                if arguments is None:
                    fields: dict[bytes, bytes] = {}
                    chunks: list[bytes] = []
                    if self._body is not None:
                        fields = dict(reversed(request.scope["headers"]))  # of several lines the first
                        # A body of parts is received while it is decoded; of any other, decoding awaits nothing.
                        if not (self._takes_files and self._body.parts_of(fields)):
                            left = self._max_bytes
                            if BodyTooLarge.is_declared(fields.get(b"content-length", b"").decode("latin-1"), left):
                                raise BodyTooLarge(left)
                            async for chunk in request.stream():
                                left -= len(chunk)
                                if left < 0:
                                    raise BodyTooLarge(self._max_bytes)
                                chunks.append(chunk)
                    asked = None if overridden else self._asked
                    arguments = await self._arguments(request, fields, b"".join(chunks), asked)
                    chunks.clear()  # the operation may take long
                else:
                    rewind_uploads(request.scope)
                response = self.encoder.encode(await self._endpoint(api=values[runner.api], **arguments))
                if isinstance(response, Streamed):
                    await response.begin(requests)
                if len(functions) > of_function:
                    await finish(functions, of_function)
                break
            except Exception as error:
                if not again:
                    raise
                await close_stalled(error, functions, of_function, requests, of_request)
        if functions:
            await finish(functions)
        if runner.has_tasks and values[TASKS].tasks:
            response.background = values[TASKS]
        return response

    async def _arguments(
        self, request: Request, fields: Mapping[bytes, bytes], content: bytes, asked: frozenset[str] | None
    ) -> dict[str, object]:
        arguments, wrong = self._parameters.decode(request, asked)
        if self._body is not None:
            parts = self._body.parts_of(fields) if self._takes_files else None
            try:
                if parts is None:
                    arguments["body"] = self._body.decode(request, fields, content)
                else:
                    arguments["body"] = await self._body.decode_parts(request, parts)
            except InvalidRequest as error:
                wrong += error.violations
        if wrong:
            raise InvalidRequest(wrong)
        if self._negotiation is not None and self._accept is not None:
            arguments[self._accept] = self._negotiation.choose(request.headers.getlist("accept"))
        return arguments

    def _depend(self, dependencies: Dependencies) -> None:
        self._dependencies = dependencies
        self._overrides = dependencies.overrides
        trees = (*(one for alternative in dependencies.alternatives for one in alternative), *dependencies.others)
        self._plan = Plan(dependencies) if all(map(can_plan, trees)) else None
        self._solver = Solver(dependencies)
        self._asked = frozenset().union(*map(query_names, trees))


__all__ = ["Endpoint", "OperationHandler", "Provide"]
