"""What the generated routers ask for, read from their source."""

import ast
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """An operation: the method that stands for it, the class of its response by status (one of several media
    types), and all classes."""

    id: str
    method: str
    path: str
    pointer: str
    api: str
    module: str
    definition: ast.AsyncFunctionDef
    responses: Mapping[str, str]
    classes: frozenset[str]

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
    """What one router asks for: the name of its protocol, and its operations by id."""

    module: str
    tag: str
    api: str
    operations: Mapping[str, Wanted]


def interfaces(generated: Path) -> list[Interface]:
    """One for each router of a generated package."""
    shared = dict(_statuses(_tree(generated / "responses.py")))
    routers = sorted(path for path in (generated / "routers").glob("*.py") if path.stem != "__init__")
    return [_interface(path, f"{generated.name}.routers.{path.stem}", shared) for path in routers]


def names(generated: Path) -> dict[str, frozenset[str]]:
    """All that the modules of routers and of what they share define, by the module; and these by their package."""
    routers = [path for path in (generated / "routers").glob("*.py") if path.stem != "__init__"]
    modules = {
        ".".join([generated.name, *path.relative_to(generated).with_suffix("").parts]): frozenset(_names(_tree(path)))
        for path in (generated / "parameters.py", generated / "responses.py", *routers)
    }
    return {**modules, f"{generated.name}.routers": frozenset(path.stem for path in routers)}


def _interface(path: Path, module: str, shared: Mapping[str, str]) -> Interface:
    tree = _tree(path)
    statuses = {**shared, **dict(_statuses(tree))}
    protocol = next(node for node in tree.body if isinstance(node, ast.ClassDef) and _is_protocol(node))
    methods = {node.name: node for node in protocol.body if isinstance(node, ast.AsyncFunctionDef)}
    unions = {
        node.target.id: [part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)]
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None
    }
    operations = {}
    for call in [node.value for node in tree.body if isinstance(node, ast.Assign)]:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "runtime.Operation":
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            words = {name: ast.literal_eval(given[name]) for name in ("id", "method", "path", "pointer", "api")}
            method = methods[words["id"]]
            classes = unions[ast.unparse(method.returns)] if method.returns is not None else []
            responses = {statuses[name]: name for name in classes}
            operations[words["id"]] = Wanted(
                **words, module=module, definition=method, responses=responses, classes=frozenset(classes)
            )
    return Interface(module, path.stem, protocol.name, operations)


def _statuses(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each class of a response, and the status that it is for."""
    for node in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        for part in node.body:
            if isinstance(part, ast.AnnAssign) and ast.unparse(part.target) in ("declared", "status") and part.value:
                yield node.name, str(ast.literal_eval(part.value))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base) == "Protocol" for base in node.bases)


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
