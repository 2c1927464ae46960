"""Finds every statement of the server, in all its forms, by itself.

A statement is compiled once for each combination of its function's arguments. So the functions are called with all of
them, which the types of their parameters tell, and a place in the code that no call has reached is an error.
"""

import ast
import inspect
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Executable

import impl
from impl.database import statement as definitions
from impl.database.statement import Statement

_MAKERS = ("Statement", "reading")
_EACH_AT_MOST = 8


class Unreachable(Exception):
    """A statement can't be found. The message says what to change."""


@dataclass(frozen=True, slots=True)
class Made:
    """A statement, and where it comes from."""

    origin: str
    text: str
    parameters: tuple[str, ...]


def server_modules() -> tuple[ModuleType, ...]:
    """Import and return all modules of the server that name `Statement` or `reading`."""
    root = Path(impl.__file__).parent
    found = []
    for file in sorted(root.rglob("*.py")):
        if _sites(file) and file != Path(definitions.__file__):
            parts = file.relative_to(root.parent).with_suffix("").parts
            found.append(import_module(".".join(parts)))
    return tuple(found)


def every_statement(modules: Sequence[ModuleType]) -> list[Made]:
    """Return all statements of the modules, in all their forms. Raises Unreachable."""
    made: list[Made] = []
    reached: set[tuple[str, int]] = set()
    with _recording(made, reached):
        for module in modules:
            for name, function in _functions(module):
                for arguments in _forms(module, function):
                    before = len(made)
                    function(**arguments)
                    origin = f"{module.__name__}.{name}({', '.join(f'{k}={v}' for k, v in arguments.items())})"
                    made[before:] = [replace(each, origin=origin) for each in made[before:]]
    for module in modules:
        constants = {name: value for name, value in vars(module).items() if isinstance(value, Statement)}
        for name, value in constants.items():
            made.append(Made(f"{module.__name__}.{name}", value.text, parameters_of(value)))
        for first, last, constant in _sites(Path(str(module.__file__))):
            if constant not in constants and not any((module.__file__, n) in reached for n in range(first, last + 1)):
                raise Unreachable(
                    f"No call reaches the statement in line {first} of {module.__name__}. Make it in a function with "
                    "@cache that returns a Statement, so that its table can be checked to be held to one user."
                )
    return made


@contextmanager
def _recording(made: list[Made], reached: set[tuple[str, int]]) -> Iterator[None]:
    """Note every statement that is made, and the lines that have led to it."""
    original = Statement.__init__

    def note(self: Statement, statement: Executable, verb: str | None = None) -> None:
        original(self, statement, verb)
        made.append(Made("", self.text, parameters_of(self)))
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != __file__:
            reached.add((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back

    Statement.__init__ = note  # type: ignore[method-assign]
    try:
        yield
    finally:
        Statement.__init__ = original  # type: ignore[method-assign]


def parameters_of(statement: Statement) -> tuple[str, ...]:
    """Return the names of the parameters of a statement by position."""
    return tuple(name for name, _ in statement._bound)


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Statement]]]:
    """Yield the functions with @cache that return a statement, without their caches."""
    for name, value in vars(module).items():
        function = getattr(value, "__wrapped__", None) if hasattr(value, "cache_parameters") else None
        if function is None or function.__module__ != module.__name__:
            continue
        if get_type_hints(function)["return"] is Statement:
            yield name, function


def _forms(module: ModuleType, function: Callable[..., Statement]) -> Iterator[Mapping[str, Any]]:
    """Yield all combinations of a function's arguments. Raises Unreachable."""
    hints = get_type_hints(function)
    names = list(inspect.signature(function).parameters)
    try:
        choices = [list(_values(hints[name], module)) for name in names]
    except Unreachable as error:
        raise Unreachable(
            f"{module.__name__}.{function.__name__} has too many forms to check them all: {error}"
        ) from None
    for each in product(*choices):
        yield dict(zip(names, each, strict=True))


def _values(kind: Any, module: ModuleType) -> Iterator[object]:
    """Yield all values of a type. A set of strings is one of columns, which the module's `WRITTEN` names."""
    if kind is bool:
        yield from (False, True)
    elif kind in (None, type(None)):
        yield None
    elif get_origin(kind) is Literal:
        yield from get_args(kind)
    elif get_origin(kind) in (Union, types.UnionType):
        for each in get_args(kind):
            yield from _values(each, module)
    elif is_dataclass(kind):
        hints = get_type_hints(kind)
        for values in product(*(list(_values(hints[field.name], module)) for field in fields(kind))):
            yield kind(*values)  # type: ignore[operator]
    elif kind == frozenset[str] and hasattr(module, "WRITTEN"):
        columns: tuple[str, ...] = module.WRITTEN
        every = range(len(columns) + 1) if len(columns) <= _EACH_AT_MOST else (0, 1, 2, len(columns))
        for size in every:
            yield from map(frozenset, combinations(columns, size))
    else:
        raise Unreachable(
            f"{getattr(kind, '__name__', kind)} is none of bool, None, Literal, a dataclass of these, and a "
            "frozenset[str] of the module's WRITTEN. Let a value that does not change the SQL be one of its parameters."
        )


def _sites(file: Path) -> list[tuple[int, int, str]]:
    """Return the first and last line of each call that makes a statement, and the constant that it is for."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants: dict[ast.AST, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            constants.update((below, ast.unparse(target)) for below in ast.walk(node))
    return [
        (node.lineno, node.end_lineno or node.lineno, constants.get(node, ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in _MAKERS
    ]
