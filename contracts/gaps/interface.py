"""What the generated routers ask for, read from their source."""

import ast
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """An operation: the method that stands for it, and the classes of its responses by status."""

    id: str
    method: str
    path: str
    pointer: str
    api: str
    module: str
    definition: ast.AsyncFunctionDef
    responses: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.id} ({self.method} {self.path})"

    @property
    def header(self) -> str:
        """The line that begins the method, to be pasted."""
        bare = copy(self.definition)
        bare.body, bare.decorator_list = [], []
        return ast.unparse(bare)

    @property
    def summary(self) -> str:
        """The first line of what the contract says of it."""
        return (ast.get_docstring(self.definition) or self.id).splitlines()[0]


@dataclass(frozen=True, slots=True)
class Interface:
    """What one router asks for: the name of its protocol, and its operations by id. `names` is all that it defines."""

    module: str
    tag: str
    api: str
    operations: Mapping[str, Wanted]
    names: frozenset[str]


def interfaces(generated: Path) -> list[Interface]:
    """One for each router of a generated package."""
    routers = sorted(path for path in (generated / "routers").glob("*.py") if path.stem != "__init__")
    return [_interface(path, f"{generated.name}.routers.{path.stem}") for path in routers]


def _interface(path: Path, module: str) -> Interface:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    protocol = next(node for node in tree.body if isinstance(node, ast.ClassDef) and _is_protocol(node))
    methods = {node.name: node for node in protocol.body if isinstance(node, ast.AsyncFunctionDef)}
    operations = {
        wanted.id: wanted
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for wanted in _wanted(node.value, methods, module)
    }
    return Interface(module, path.stem, protocol.name, operations, frozenset(_names(tree)))


def _wanted(call: ast.Call, methods: Mapping[str, ast.AsyncFunctionDef], module: str) -> Iterator[Wanted]:
    if ast.unparse(call.func) != "runtime.Operation":
        return
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    words = {name: ast.literal_eval(given[name]) for name in ("id", "method", "path", "pointer", "api")}
    responses = given["responses"]
    if not isinstance(responses, ast.Dict):
        raise TypeError(f"{module} is not of this generator")
    statuses = [ast.literal_eval(key) for key in responses.keys if key is not None]
    classes = [ast.unparse(value) for value in responses.values]
    by_status = dict(zip(statuses, classes, strict=True))
    yield Wanted(**words, module=module, definition=methods[words["id"]], responses=by_status)


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base) == "Protocol" for base in node.bases)


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
