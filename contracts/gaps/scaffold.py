"""Writes stubs for the operations that nobody implements yet: typed, and answering 501 as a declared problem.

What is a whole resource is written by resource.py instead. A stub is never taken for done. Its contract has to declare
501, which goes together with the stub: a run of the tests in which no other status was seen fails, and so does one in
which 501 is declared and was not seen.
"""

import ast
from collections.abc import Sequence
from pathlib import Path

from contracts.document.names import class_name
from contracts.document.refusal import Refusal, Refused
from contracts.gaps.gaps import Gap, Kind
from contracts.gaps.interface import Wanted
from contracts.gaps.services import STUB
from contracts.gaps.source import last_import, tidy

NOT_IMPLEMENTED = "501"


def check_declared(gaps: Sequence[Gap]) -> None:
    """Raises Refused for a missing operation that does not declare the 501 which its stub would answer."""
    refused = [
        Refusal(
            f"{gap.wanted.pointer.removeprefix('#')}/responses",
            NOT_IMPLEMENTED,
            f"declare it, as the 500 is declared, for as long as {gap.wanted.id} is a stub",
        )
        for gap in gaps
        if gap.kind is Kind.MISSING and gap.wanted is not None and NOT_IMPLEMENTED not in gap.wanted.responses
    ]
    if refused:
        raise Refused(refused)


def scaffold(gaps: Sequence[Gap], config: Path) -> list[Gap]:
    """Write a stub for each operation that is missing, and return what was written; `config` has ruff's rules.

    Raises Refused, and writes nothing, where an operation does not declare the 501 that its stub would answer.
    """
    check_declared(gaps)
    missing = [gap for gap in gaps if gap.kind is Kind.MISSING and gap.wanted is not None]
    for file in dict.fromkeys(gap.file for gap in missing):
        _write(file, [gap for gap in missing if gap.file == file], config)
    return missing


def _write(file: Path, gaps: Sequence[Gap], config: Path) -> None:
    service = gaps[0].service
    wanted = [gap.wanted for gap in gaps if gap.wanted is not None]
    methods = "\n".join(_stub(one) for one in wanted)
    needed = f"{_imports(wanted)}\nfrom .errors import {STUB}\n"
    if service is None:
        api = wanted[0].api
        body = f'class {class_name(file.stem)}Service({api}):\n    """The operations of {file.stem}."""\n\n{methods}'
        file.write_text(f'"""The rules of {file.stem}, behind the generated `{api}`."""\n\n{needed}\n\n{body}')
    else:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        public = [node.end_lineno or 0 for node in service.methods.values()]
        after = max(public, default=service.node.end_lineno or len(lines))
        lines.insert(after, f"\n{methods}")
        lines.insert(last_import(file), needed)
        file.write_text("".join(lines), encoding="utf-8")
    tidy(file, config, "I")


def _stub(wanted: Wanted) -> str:
    summary = wanted.summary.replace("\\", "\\\\").replace('"""', "'''").rstrip(".")
    return f'    {wanted.header}\n        """A stub. {summary}."""\n        raise {STUB}\n'


def _imports(wanted: Sequence[Wanted]) -> str:
    """What the methods name: the models, the answers, and words of typing."""
    used = {node.id for one in wanted for node in ast.walk(one.definition) if isinstance(node, ast.Name)}
    answers = {ast.unparse(one.definition.returns) for one in wanted if one.definition.returns is not None}
    module = wanted[0].module
    lines = [f"from {module} import {', '.join(sorted({wanted[0].api, *answers}))}"]
    if "models" in used:
        lines.append(f"from {module.partition('.')[0]} import models")
    if typing := sorted(used & {"Any", "Literal", "cast"}):
        lines.append(f"from typing import {', '.join(typing)}")
    return "\n".join(lines)
