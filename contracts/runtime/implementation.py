"""Holds an implementation against the contract when the server starts, and says exactly what is missing."""

import inspect
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import partial
from typing import Any, get_args, get_origin, get_type_hints

from .dependencies import is_context_manager, name_of
from .errors import ContractGap
from .handler import Provide
from .operation import Operation
from .signatures import header, misfits

_YIELDING = (AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterable, Iterator)
_CONTEXT_MANAGERS = (AbstractAsyncContextManager, AbstractContextManager)


def check_implementation(api: type, provide: Provide[Any], operations: Sequence[Operation]) -> None:
    """Check that the class that `provide` answers with has a method for every operation, and none beside.

    Raises ContractGap: for each operation that is missing or has another signature, its name, the class and the
    signature to write; for each public coroutine method without an operation, its name. The class is the one in the
    return annotation of `provide`, or `provide` itself. Also raised for what is no dependency of FastAPI's.
    """
    implementation = _implementation(api, provide)
    wanted = {operation.id: operation for operation in operations if operation.api == api.__name__}
    gaps = [gap for operation in wanted.values() for gap in _gap(operation, api, implementation)]
    gaps += [
        f"{implementation.__module__}.{implementation.__qualname__}.{name} is an orphan: the contract has no operation "
        f"{name} for {api.__name__}. Remove the method, or make it private."
        for name, _ in inspect.getmembers(implementation, inspect.iscoroutinefunction)
        if not name.startswith("_") and name not in wanted
    ]
    if gaps:
        raise ContractGap("\n".join(gaps))


def _implementation(api: type, provide: Provide[Any]) -> type:
    name = name_of(provide)
    if not callable(provide):
        raise ContractGap(
            f"{provide!r} provides no {api.__name__}: it is not a function, nor a class, that FastAPI calls."
        )
    if is_context_manager(provide):
        raise ContractGap(f"{name} is decorated as a context manager. Take the decorator away: FastAPI does the same.")
    answer = _answer_of(provide)
    origin = get_origin(answer)
    if isinstance(origin or answer, type) and issubclass(origin or answer, _CONTEXT_MANAGERS):
        raise ContractGap(
            f"{name} answers with a context manager, which FastAPI does not enter. Write it as a dependency with a "
            f"yield: `async def {name.rpartition('.')[2]}(…) -> AsyncIterator[Class]`, where Class implements "
            f"{api.__name__}."
        )
    for candidate in (answer, *(get_args(answer) if origin in _YIELDING else ())):
        if isinstance(candidate, type) and api in candidate.__mro__[1:]:
            return candidate
    raise ContractGap(
        f"{name} must say in its return annotation which class implements {api.__name__}: that subclass of it, or "
        "AsyncIterator[Class] where it yields."
    )


def _answer_of(provide: Provide[Any]) -> Any:
    """What a dependency says that it answers with."""
    call: Any = inspect.unwrap(provide)
    while isinstance(call, partial):
        call = call.func
    if isinstance(call, type):
        return call
    try:
        return get_type_hints(call if inspect.isroutine(call) else call.__call__).get("return")
    except NameError:  # a name that is there for the type checker alone
        return None


def _gap(operation: Operation, api: type, implementation: type) -> Iterator[str]:
    method = getattr(implementation, operation.id)
    name = f"{implementation.__module__}.{implementation.__qualname__}"
    if getattr(method, "__isabstractmethod__", False):
        problem = f"{name} does not implement {operation}."
    elif reasons := list(misfits(getattr(api, operation.id), method, operation)):
        problem = f"{name}.{operation.id} does not fit {operation}: {'; '.join(reasons)}."
    else:
        return
    file = inspect.getsourcefile(implementation) or "?"
    yield f"{problem} Write in {file}:\n    {header(getattr(api, operation.id))}"


__all__ = ["check_implementation"]
