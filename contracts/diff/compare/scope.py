"""The context of a comparison: the two documents, the current operation, and the list of changes."""

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
    """The current context. `subject` names the current part in sentences, and is a part of the fingerprints."""

    old: Document
    new: Document
    changes: Changes
    schemas: SchemaComparison
    today: date
    operation: str | None = None
    subject: str = ""

    def within(self, subject: str) -> "Scope":
        """Return the same context for another subject."""
        return replace(self, subject=subject)

    def add_change(
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
        """Add a change. Without `level` the rule must have only one."""
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
