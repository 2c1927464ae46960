"""What the generator can't honour, said by JSON pointer (RFC 6901) and keyword."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that can't be honoured. `pointer` is empty for the whole document."""

    pointer: str
    keyword: str
    reason: str

    def line(self, file: str) -> str:
        """`contract.yaml#/paths/~1x/get: deepObject: …`"""
        return f"{file}#{self.pointer}: {self.keyword}: {self.reason}"


class Refused(Exception):
    """The document is not generated from; nothing was written."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refusals)} refusals")
        self.refusals = tuple(refusals)


def pointer(*steps: str | int) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
