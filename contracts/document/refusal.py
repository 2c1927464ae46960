"""Refusals: parts of a document that the generator can't honour, with JSON pointer (RFC 6901) and keyword."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Protocol


class Locator(Protocol):
    """Knows where the parts of a document are written."""

    def where(self, at: str, line: int | None = None) -> str:
        """Return the file, the line and the pointer of a part: `contract.yaml:12 #/paths`."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that can't be honoured. `pointer` is empty for the whole document, and `line` None where it tells."""

    pointer: str
    keyword: str
    reason: str
    line: int | None = None

    def message(self, lines: Locator) -> str:
        """`contract.yaml:12 #/paths/~1x/get: deepObject: …`"""
        return f"{lines.where(self.pointer, self.line)}: {self.keyword}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Note(Refusal):
    """One thing that a server has nothing to enforce for: it is said at the end of the run, and not refused."""

    def message(self, lines: Locator) -> str:
        """`contract.yaml:12 #/paths/~1x/get: note: format: …`"""
        return f"{lines.where(self.pointer, self.line)}: note: {self.keyword}: {self.reason}"


class Refused(Exception):
    """The document is refused, and nothing was written."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refusals)} refusals")
        self.refusals = tuple(refusals)


def pointer(*steps: str | int) -> str:
    """Return a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean task_id?`, to end a reason with; nothing where no known word is near to this one."""
    close = next((one for one in get_close_matches(word, [*known]) if _is_near(word, one)), None)
    return f"; did you mean {close}?" if close else ""


def _is_near(word: str, known: str) -> bool:
    """Whether a word is a part of the known one, or the same but for some letters: `decimal` is not `email`."""
    changes = SequenceMatcher(None, word, known).get_opcodes()
    wrong = sum(max(end - start, end2 - start2) for kind, start, end, start2, end2 in changes if kind != "equal")
    return word.lower() in known.lower() or wrong <= max(2, len(word) // 3)
