"""Refusals: parts of a document that the generator can't honour, with JSON pointer (RFC 6901) and keyword."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One part that can't be honoured. `pointer` is empty for the whole document."""

    pointer: str
    keyword: str
    reason: str

    def line(self, file: str) -> str:
        """Return a line such as `contract.yaml#/paths/~1x/get: deepObject: …`."""
        return f"{file}#{self.pointer}: {self.keyword}: {self.reason}"


class Refused(Exception):
    """The document is refused, and nothing was written."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refusals)} refusals")
        self.refusals = tuple(refusals)


def pointer(*steps: str | int) -> str:
    """Return a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
