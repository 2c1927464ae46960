"""Loads the contracts to compare, from a file or from a revision of git."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from contracts.diff.read.files import LinesOfFiles, ReadFile, with_files
from contracts.diff.read.validity import invalid_parts
from contracts.document.lines import Lines
from contracts.document.load import Document, load_text
from contracts.document.parse import parse
from contracts.document.refusal import Refusal, Refused

CONTRACT = Path("contracts") / "openapi.yaml"


class UnusableContract(Exception):
    """A contract can't be loaded; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A loaded contract: its name, its text and its document."""

    name: str
    text: str
    document: Document
    left_out: tuple[tuple[str, str], ...] = ()
    """The pointers of parts that are invalid, and what is wrong with each."""
    files: tuple[tuple[str, str], ...] = ()
    """The paths and the texts of the files beside it that it refers to."""

    @property
    def version(self) -> str:
        """Its version, or `unknown`."""
        info = self.document.get("info")
        return str(info.get("version", "unknown")) if isinstance(info, dict) else "unknown"

    @property
    def lines(self) -> Lines:
        """Where its parts are written."""
        return LinesOfFiles(self.name, self.text, dict(self.files))


def contract_of_file(path: Path, *, lenient: bool = False) -> Contract:
    """Load the contract from a file; a lenient reader leaves out what is invalid. Raises UnusableContract."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableContract(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableContract(f"{path}: is not UTF-8 text") from error
    return contract_of_text(str(path), text, lenient=lenient, read=lambda name: _text_of_file(path.parent / name))


def contract_of_revision(revision: str, path: Path = CONTRACT, *, lenient: bool = False) -> Contract:
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
        return contract_of_text(
            name,
            result.stdout.decode(),
            lenient=lenient,
            read=lambda beside: _text_of_revision(revision, path.parent / beside),
        )
    except UnicodeDecodeError as error:
        raise UnusableContract(f"{name}: is not UTF-8 text") from error


def contract_of_text(name: str, text: str, *, lenient: bool = False, read: ReadFile = lambda _: None) -> Contract:
    """Load the contract from a text; see `contract_of_file`. `read` reads the files beside it, for a lenient reader.
    Raises UnusableContract."""
    try:
        if not lenient:
            return Contract(name, text, load_text(text))
        document, files = with_files(_parsed(text), read)
        return Contract(name, text, document, tuple(dict(invalid_parts(document)).items()), tuple(files.items()))
    except Refused as refused:
        first, more = refused.refusals[0], len(refused.refusals) - 1
        rest = f" (and {more} more)" if more else ""
        raise UnusableContract(first.message(Lines(name, text)) + rest) from refused


def _text_of_file(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _text_of_revision(revision: str, path: Path) -> str | None:
    result = subprocess.run(  # noqa: S603 - git gets a revision, never an option
        ["git", "show", f"{revision}:./{path.as_posix()}"],  # noqa: S607 - it is where the person has it
        capture_output=True,
        check=False,
    )
    try:
        return result.stdout.decode() if result.returncode == 0 else None
    except UnicodeDecodeError:
        return None


def _parsed(text: str) -> Document:
    """Parse a document of which the paths and the components can be read. Raises Refused."""
    document = parse(text)
    version = document.get("openapi") if isinstance(document, dict) else None
    if not isinstance(version, str | float):
        raise Refused([Refusal("", "openapi", "is not an OpenAPI document: it has no version in `openapi`")])
    if str(version)[:3] not in ("3.0", "3.1", "3.2"):
        raise Refused([Refusal("/openapi", "openapi", f"version {version} is neither 3.0, 3.1 nor 3.2")])
    for part in ("paths", "components", "webhooks"):
        if not isinstance(document.get(part, {}), dict):
            raise Refused([Refusal(f"/{part}", part, "is no object, so there is nothing to compare")])
    return {**document, "openapi": str(version)}


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
