"""What a comparison carries along: the two documents, the operation it is in, and where changes go."""

from dataclasses import dataclass, replace
from datetime import date

from contracts.diff.compare.schemas import SchemaComparison
from contracts.diff.decide.changes import Changes
from contracts.diff.decide.levels import Level
from contracts.diff.decide.rules import levels_of
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import JsonValue


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a comparison stands. `subject` is how sentences call it, and part of the fingerprints below it."""

    old: Document
    new: Document
    changes: Changes
    schemas: SchemaComparison
    today: date
    operation: str | None = None
    subject: str = ""

    def within(self, subject: str) -> "Scope":
        """The same, for a part that sentences call so."""
        return replace(self, subject=subject)

    def tell(
        self,
        rule: str,
        place: Place,
        sentence: str,
        *,
        level: Level | None = None,
        old: JsonValue = None,
        new: JsonValue = None,
        in_old: bool = False,
    ) -> None:
        """Add a change; its level is the rule's where that has only one."""
        self.changes.add(
            rule,
            level or levels_of(rule)[0],
            place.at,
            sentence,
            operation=self.operation,
            place=self.subject,
            old=old,
            new=new,
            in_old=in_old,
        )
