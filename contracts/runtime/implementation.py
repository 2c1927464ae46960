"""Holds an implementation against the contract when the server starts, and says exactly what is missing."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_type_hints

from .errors import ContractGap
from .handler import Provide
from .operation import Operation
from .signatures import header, misfits


def check_implementation(api: type, provide: Provide[Any], operations: Sequence[Operation]) -> None:
    """Check that the class that `provide` answers with has a method for every operation, and none beside.

    Raises ContractGap: for each operation that is missing or has another signature, its name, the class and the
    signature to write; for each public coroutine method without an operation, its name. The class is the one in the
    return annotation of `provide`.
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
    for candidate in get_args(get_type_hints(provide).get("return")):
        if isinstance(candidate, type) and api in candidate.__mro__[1:]:
            return candidate
    raise ContractGap(
        f"{getattr(provide, '__qualname__', provide)} must say in its return annotation which class implements "
        f"{api.__name__}, such as AsyncIterator[Class] or AbstractAsyncContextManager[Class]: a subclass of it."
    )


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
