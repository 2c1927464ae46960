"""What an operation depends on: FastAPI reads the tree of dependencies once, when the server starts."""

from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_parameterless_sub_dependant
from fastapi.params import Depends, Security

from .errors import ContractGap
from .operation import Operation

SecurityHandler: TypeAlias = Callable[..., object]
"""A dependency that answers with who is asking, or raises NotAuthenticated or an HTTPException of 401 or 403. It may
ask for `SecurityScopes`, which are those of the operation."""
SecurityHandlers: TypeAlias = Mapping[str, SecurityHandler]
RouterDependencies: TypeAlias = Sequence[Depends]
"""What a router runs before the dependencies of each of its operations, as `APIRouter(dependencies=[…])` has it."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The trees of dependencies of one operation, as it is included in one application.

    `alternatives` are its security requirements: all of one of them have to be met, before anything else is run.
    `others` run after that, the last of them is the provider. `overrides` is the application whose
    `dependency_overrides` count.
    """

    operation: Operation
    alternatives: tuple[tuple[Dependant, ...], ...]
    others: tuple[Dependant, ...]
    overrides: Any = None

    def within(self, added: RouterDependencies, overrides: object) -> "Dependencies":
        """The same with what `include_router(dependencies=[…])` adds, which goes before what it includes."""
        before = [get_parameterless_sub_dependant(depends=one, path=self.operation.path) for one in added]
        for dependant in before:
            _check(self.operation, dependant)
        return Dependencies(self.operation, self.alternatives, (*before, *self.others), overrides)


def read_dependencies(operation: Operation, route: Dependant, security: SecurityHandlers) -> Dependencies:
    """The dependencies of a route, whose last is the provider, and of the handlers of its security schemes.

    Raises ContractGap for a scheme without a handler, and for a dependency that an operation can't have.
    """
    for name in {scheme for alternative in operation.security for scheme in alternative}:
        if name not in security:
            raise ContractGap(f"{operation} needs a handler for the security scheme {name}")
        if getattr(security[name], "auto_error", True) is False:
            raise ContractGap(f"The handler of {name} admits everybody to {operation}. Leave out auto_error=False.")
    alternatives = tuple(
        tuple(
            get_parameterless_sub_dependant(depends=Security(security[name], scopes=scopes), path=operation.path)
            for name, scopes in alternative.items()
        )
        for alternative in operation.security
    )
    for dependant in (*(one for alternative in alternatives for one in alternative), *route.dependencies):
        _check(operation, dependant)
    return Dependencies(operation, alternatives, tuple(route.dependencies))


def _check(operation: Operation, dependant: Dependant) -> None:
    """Raises ContractGap for what an operation of the contract can't give to a dependency, or take from it."""
    name = name_of(dependant.call)
    if dependant.body_params:
        asked = ", ".join(param.name for param in dependant.body_params)
        raise ContractGap(
            f"{name}, a dependency of {operation}, asks for {asked}, which FastAPI takes from the body. "
            "The body of an operation is the contract's: give the parameter a Depends, or take the request."
        )
    if dependant.response_param_name is not None:
        raise ContractGap(
            f"{name}, a dependency of {operation}, asks for the Response. What an operation answers is sealed: declare "
            "the header in the contract and give it to the response's class, or set it in a middleware."
        )
    if dependant.websocket_param_name is not None:
        raise ContractGap(f"{name}, a dependency of {operation}, asks for a WebSocket, which no operation has.")
    if is_context_manager(dependant.call):
        raise ContractGap(
            f"{name}, a dependency of {operation}, is decorated as a context manager. Take the decorator away: FastAPI "
            "runs a generator up to its yield, and goes on with it at the end of the request."
        )
    for inner in dependant.dependencies:
        _check(operation, inner)


def name_of(call: object) -> str:
    """What a dependency is called in its source."""
    named = call if hasattr(call, "__qualname__") else type(call)
    return f"{named.__module__}.{getattr(named, '__qualname__', named)}"


def query_names(dependant: Dependant) -> frozenset[str]:
    """The parameters of the query that a dependency and those below it ask for."""
    below = frozenset[str]().union(*map(query_names, dependant.dependencies))
    return below.union(param.alias for param in dependant.query_params)


def is_context_manager(call: object) -> bool:
    """Whether a function has the decorator `contextmanager` or `asynccontextmanager`."""
    return getattr(call, "__code__", None) in _DECORATED


@asynccontextmanager
async def _async_example() -> AsyncGenerator[None, None]:
    yield


@contextmanager
def _example() -> Generator[None, None, None]:
    yield


_DECORATED = (_async_example.__code__, _example.__code__)

__all__ = [
    "Dependencies",
    "RouterDependencies",
    "SecurityHandler",
    "SecurityHandlers",
    "is_context_manager",
    "name_of",
    "query_names",
    "read_dependencies",
]
