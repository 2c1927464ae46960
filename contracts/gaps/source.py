"""Adds lines to modules that are there, and brings source into the project's form."""

import ast
import subprocess
import sys
from pathlib import Path


def added(file: Path, imports: str, text: str, line: int, config: Path) -> None:
    """Add imports to the others, and text behind a line of a module."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.insert(line, text)
    lines.insert(last_import(file), imports)
    file.write_text("".join(lines), encoding="utf-8")
    tidy(file, config, "I")


def last_import(file: Path) -> int:
    """The line after the last import at the top."""
    nodes = ast.parse(file.read_text(encoding="utf-8")).body
    return max((node.end_lineno or 0 for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)), default=1)


def tidy(file: Path, config: Path, rules: str) -> None:
    """Mend what these rules of ruff's find, and format; `config` has all its rules."""
    for arguments in (["check", "--fix-only", "--select", rules], ["format"]):
        ruff = [str(Path(sys.executable).parent / "ruff"), *arguments, "--config", str(config), "--quiet", str(file)]
        subprocess.run(ruff, check=True)  # noqa: S603 - our own tool, by its path
