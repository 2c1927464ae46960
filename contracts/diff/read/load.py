"""Loads the contracts to compare, from a file or from a revision of git."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from contracts.document.lines import Lines
from contracts.document.load import Document, load_text
from contracts.document.refusal import Refused

CONTRACT = Path("contracts") / "openapi.yaml"


class UnusableContract(Exception):
    """A contract can't be loaded; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A loaded contract: its name, its text and its document."""

    name: str
    text: str
    document: Document

    @property
    def lines(self) -> Lines:
        """Where its parts are written."""
        return Lines(self.name, self.text)


def contract_of_file(path: Path) -> Contract:
    """Load the contract from a file. Raises UnusableContract."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableContract(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableContract(f"{path}: is not UTF-8 text") from error
    return _contract(str(path), text)


def contract_of_revision(revision: str, path: Path = CONTRACT) -> Contract:
    """Load the contract from a git revision: `contracts/openapi.yaml`, or another path relative to the current folder.

    Raises UnusableContract.
    """
    name = f"{revision}:{path.as_posix()}"
    if revision.startswith("-"):
        raise UnusableContract(f"{revision}: is no revision")
    try:
        result = subprocess.run(  # noqa: S603 - git gets a revision, never an option
            ["git", "show", f"{revision}:./{path.as_posix()}"],  # noqa: S607 - it is where the person has it
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UnusableContract("git is not installed") from error
    if result.returncode != 0:
        raise UnusableContract(f"{name}: {_last_line(result.stderr) or 'git can not show it'}")
    try:
        return _contract(name, result.stdout.decode())
    except UnicodeDecodeError as error:
        raise UnusableContract(f"{name}: is not UTF-8 text") from error


def _contract(name: str, text: str) -> Contract:
    try:
        return Contract(name, text, load_text(text))
    except Refused as refused:
        first, more = refused.refusals[0], len(refused.refusals) - 1
        rest = f" (and {more} more)" if more else ""
        raise UnusableContract(first.message(Lines(name, text)) + rest) from refused


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
