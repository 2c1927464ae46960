"""A broken rule at one place."""

from dataclasses import dataclass

from contracts.document.lines import Lines
from contracts.document.refusal import pointer
from contracts.document.walk import Path
from contracts.lint.rules import RULES, WARNINGS, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: its id, its place in the document (RFC 6901), and what to do, in a sentence."""

    rule: str
    pointer: str
    sentence: str

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return Severity.WARNING if self.rule in WARNINGS else Severity.ERROR

    def message(self, lines: Lines) -> str:
        """`openapi.yaml:12 #/paths/~1x/get: words-missing: …`"""
        return f"{lines.where(self.pointer)}: {self.rule}: {self.sentence}"


def finding(rule: str, at: Path, sentence: str) -> Finding:
    """Create a finding. Raises KeyError if there is no such rule."""
    RULES[rule]
    return Finding(rule, pointer(*at), sentence)
