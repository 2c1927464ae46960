"""What implements the generated interfaces, read from its source."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STUB = "NotImplementedYet"


class NotPython(Exception):
    """A file can't be read, so that nothing can be said of what it lacks."""

    def __init__(self, file: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.sentence = f"line {line} is no Python ({reason}), so what is missing there can't be told."


@dataclass(frozen=True, slots=True)
class Service:
    """A class that says it implements an interface, with its public coroutine methods by name, and those not async."""

    file: Path
    name: str
    api: str
    node: ast.ClassDef
    methods: Mapping[str, ast.AsyncFunctionDef]
    not_async: Mapping[str, ast.FunctionDef]


@dataclass(frozen=True, slots=True)
class Import:
    """A name that a file takes from a module."""

    file: Path
    line: int
    module: str
    name: str


def services(folder: Path, apis: frozenset[str]) -> Iterator[Service]:
    """Every class below the folder that names one of the interfaces among its bases. Raises NotPython."""
    for file, tree in _sources(folder):
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            for api in [base for base in map(ast.unparse, node.bases) if base in apis]:
                found = [part for part in node.body if isinstance(part, ast.AsyncFunctionDef)]
                methods = {part.name: part for part in found if not part.name.startswith("_")}
                not_async = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
                yield Service(file, node.name, api, node, methods, not_async)


def imports(folder: Path, modules: tuple[str, ...]) -> Iterator[Import]:
    """Every name that a file below the folder takes from the modules, or from what is below them. Raises NotPython."""
    for file, tree in _sources(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(modules):
                yield from (Import(file, node.lineno, node.module or "", name.name) for name in node.names)


def is_stub(method: ast.AsyncFunctionDef) -> bool:
    """Whether a method does nothing but say that it is not implemented."""
    body = method.body[1:] if ast.get_docstring(method) is not None else method.body
    only = body[0] if len(body) == 1 else None
    if not isinstance(only, ast.Raise) or only.exc is None:
        return False
    raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
    return ast.unparse(raised).rpartition(".")[2] == STUB


def _sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(folder.rglob("*.py")):
        try:
            yield file, ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
        except SyntaxError as error:
            raise NotPython(file, error.lineno, error.msg) from error
