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
    """Where a comparison stands. `subject` is how sentences call it, and part of the fingerprints below it; `member` is
    how the changelog has to name it (changes.py)."""

    old: Document
    new: Document
    changes: Changes
    schemas: SchemaComparison
    today: date
    operation: str | None = None
    subject: str = ""
    member: str = ""

    def within(self, subject: str, member: str | None = None) -> "Scope":
        """The same for a part, which sentences call so. Without a `member` it is named as what it is a part of."""
        return replace(self, subject=subject, member=self.member if member is None else member)

    def leaves_out(self, old: Place | None, new: Place | None) -> bool:
        """Return whether a part is not compared, because it is invalid in one of the documents."""
        return self.old.leaves_out(old) or self.new.leaves_out(new)

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
        member: str | None = None,
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
            member=self.member if member is None else member,
        )
