"""Binds a new resource to the modules that know all of them: its errors, what a client is told of them, its provider,
and its router."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contracts.gaps.source import added

View = Mapping[str, Any]


def bind(view: View, implementation: Path, config: Path) -> Iterator[str]:
    """Add the lines, and yield for each module what was added, or the sentence to do it by hand."""
    for name, line, edit in (
        ("storage/errors.py", "its errors", _errors),
        ("web/problems.py", "what a client is told of them", _problems),
        ("wiring.py", "what provides its service", _provider),
        ("web/app.py", "its router", _router),
    ):
        if edit in (_errors, _problems) and not view["items"]:
            continue  # without items nothing of it can be absent
        file = implementation / name
        if edit(view, file, config):
            yield f"impl/{name}: added {line}."
        else:
            yield f"impl/{name}: this module is not as it was, so add {line} by hand (specs/adding-a-resource.md)."


def _errors(view: View, file: Path, config: Path) -> bool:
    words, name = view["words"], view["class"]
    text = f'\n\nclass {name}NotFound(Exception):\n    """The owner has no {words} of this number."""\n'
    if view["conditional"]:
        text += (
            f'\n\nclass {name}Changed(Exception):\n    """The {words} is at none of the versions that the writer '
            f'expected. It is at `current_version`."""\n\n    def __init__(self, current_version: int) -> None:\n'
            f'        super().__init__(f"the {words} is at version {{current_version}}")\n'
            "        self.current_version = current_version\n"
        )
    added(file, "", text, len(file.read_text(encoding="utf-8").splitlines()), config)
    return True


def _problems(view: View, file: Path, config: Path) -> bool:
    target = _assigned(file, "PROBLEMS")
    if target is None or not isinstance(target.value, ast.Dict):
        return False
    name, words = view["class"], view["words"]
    types = [f"{name}NotFound"]
    text = f"    {name}NotFound: Mapped({', '.join(map(repr, view['not_found']))}),\n"
    if view["conditional"]:
        types.append(f"{name}Changed")
        text += (
            f'    {name}Changed: Mapped("precondition-failed", "Precondition failed", 412,\n'
            f'        lambda error: f"The {words} is not, or no longer, what If-Match names. '
            'It is now at version {error.current_version}.",\n'
            '        lambda error: {"ETag": task_etag(error.current_version)}),\n'
        )
    imports = f"from impl.storage.errors import {', '.join(types)}\n"
    added(file, imports, text, (target.value.end_lineno or 1) - 1, config)
    return True


def _provider(view: View, file: Path, config: Path) -> bool:
    target = _assigned(file, "SECURITY")
    if target is None:
        return False
    text = (
        f"async def {view['singular']}_service(owner: PathOwner, session: Session) -> {view['service']}:\n"
        f'    """The {view["plural_words"]} of the path\'s owner."""\n'
        f"    return {view['service']}({view['class']}Store(session, owner))\n\n\n"
    )
    imports = (
        f"from impl.services.{view['module'].rpartition('.')[2]} import {view['service']}\n"
        f"from impl.storage.{view['file']} import {view['class']}Store\n"
    )
    added(file, imports, text, target.lineno - 1, config)
    return True


def _router(view: View, file: Path, config: Path) -> bool:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.List) and node.elts and all(map(_is_router, node.elts)):
            router = f"{view['module'].rpartition('.')[2]}_router"
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            line, column = (node.elts[-1].end_lineno or 1) - 1, node.elts[-1].end_col_offset or 0
            # Columns are counted in bytes.
            text = lines[line].encode()
            new = f", {router}({view['singular']}_service, SECURITY)".encode()
            lines[line] = (text[:column] + new + text[column:]).decode()
            file.write_text("".join(lines), encoding="utf-8")
            imports = f"from {view['module']} import {router}\nfrom impl.wiring import {view['singular']}_service\n"
            added(file, imports, "", 0, config)
            return True
    return False


def _is_router(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("_router")


def _assigned(file: Path, name: str) -> ast.AnnAssign | None:
    """The annotated assignment of a module that has this name."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
            return node
    return None
