"""Holds the signature of an implementation's method against the contract's. Types are the type checker's to compare."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from inspect import Parameter
from typing import Any, get_args, get_type_hints

from .operation import Operation

_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_BY_NAME = (Parameter.KEYWORD_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def misfits(wanted: Callable[..., Any], method: Callable[..., Any], operation: Operation) -> Iterator[str]:
    """Why a method can't stand for an operation, a clause for each reason: its parameters, and what it answers."""
    if not inspect.iscoroutinefunction(inspect.unwrap(method)):
        yield "it is not async: write `async def`"
    yield from parameter_misfits(_parameters(wanted), _parameters(method))
    yield from _answers(method, operation)


def parameter_misfits(theirs: Sequence[Parameter], ours: Sequence[Parameter]) -> Iterator[str]:
    """Why parameters can't stand for those of the contract, a clause for each reason."""
    kinds = {parameter.kind for parameter in ours}
    if Parameter.VAR_POSITIONAL not in kinds:
        yield from _positional(
            [parameter.name for parameter in theirs if parameter.kind in _POSITIONAL],
            [parameter.name for parameter in ours if parameter.kind in _POSITIONAL],
        )
    named = {parameter.name for parameter in ours if parameter.kind in _BY_NAME}
    for parameter in theirs:
        missing = parameter.kind is Parameter.KEYWORD_ONLY and parameter.name not in named
        if missing and Parameter.VAR_KEYWORD not in kinds:
            yield f"it lacks the parameter {parameter.name}"
    known = {parameter.name for parameter in theirs}
    for name in sorted(named - known):
        yield f"the contract has no parameter {name}"


def header(method: Callable[..., Any]) -> str:
    """The line that begins a method, in the words of its source, so that it can be pasted."""
    definition = ast.parse(textwrap.dedent(inspect.getsource(method))).body[0]
    if not isinstance(definition, ast.AsyncFunctionDef):
        raise TypeError(f"{method} is no async method")
    definition.body, definition.decorator_list = [], []
    return ast.unparse(definition)


def _parameters(method: Callable[..., Any]) -> list[Parameter]:
    """Those after `self`; it may hide in `*args`."""
    first, *others = inspect.signature(method).parameters.values()
    return [first, *others] if first.kind is Parameter.VAR_POSITIONAL else others


def _positional(wanted: list[str], given: list[str]) -> Iterator[str]:
    for name in wanted:
        if name not in given:
            yield f"it lacks the parameter {name}"
    common = [name for name in wanted if name in given]
    if [name for name in given if name in wanted] != common:
        yield f"its parameters are not in the order {', '.join(common)}"


def _answers(method: Callable[..., Any], operation: Operation) -> Iterator[str]:
    try:
        hint = get_type_hints(inspect.unwrap(method)).get("return")
    except NameError:  # a name that is there for the type checker alone
        return
    for answer in get_args(hint) or (hint,):
        if isinstance(answer, type) and answer not in (*operation.responses.classes, object, Any):
            yield f"it answers {answer.__name__}, which the operation does not"


__all__ = ["header", "misfits", "parameter_misfits"]
