"""One broken rule at one place."""

from dataclasses import dataclass

from contracts.document.refusal import pointer
from contracts.document.walk import Path
from contracts.lint.rules import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken: its id, where in the document (RFC 6901), and what to do, in a sentence."""

    rule: str
    pointer: str
    sentence: str

    def line(self, file: str) -> str:
        """`openapi.yaml#/paths/~1x/get: words-missing: …`"""
        return f"{file}#{self.pointer}: {self.rule}: {self.sentence}"


def finding(rule: str, at: Path, sentence: str) -> Finding:
    """A finding by a rule of the table. Raises KeyError for another."""
    RULES[rule]
    return Finding(rule, pointer(*at), sentence)
