"""Which tests belong to a module: those whose files, or the fixtures and helpers beside them, import its room.

A room is a package below the top, `impl.limits` or `contracts.diff`, or a module there, `impl.settings`.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def files_of_tests(root: Path, modules: Iterable[str]) -> set[str]:
    """The files of the tests of modules, all by their paths."""
    rooms = {_room(_dotted(Path(module))) for module in modules}
    found = set()
    for folder in {file.parent for file in (root / "tests").rglob("test_*.py")}:
        imports = {file.stem: set(_imports(file, root)) for file in folder.glob("*.py")}
        for name in imports:
            if name.startswith("test_") and rooms & {_room(one) for one in _reached(name, folder, imports, root)}:
                found.add(str((folder / f"{name}.py").relative_to(root)))
    return found


def _reached(name: str, folder: Path, imports: dict[str, set[str]], root: Path) -> set[str]:
    """What a file imports, by itself or through modules of its own folder."""
    package = _dotted(folder.relative_to(root))
    waiting, seen, reached = [name, "conftest"], set[str](), set[str]()
    while waiting:
        one = waiting.pop()
        if one in imports and one not in seen:
            seen.add(one)
            reached |= imports[one]
            waiting += [other.removeprefix(f"{package}.").split(".")[0] for other in imports[one] if package in other]
    return reached


def _imports(file: Path, root: Path) -> Iterator[str]:
    """Every module that a file names in an import, and what it imports from it, which may be a module too."""
    package = _dotted(file.parent.relative_to(root)).split(".")
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)
