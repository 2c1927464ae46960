"""Compares two schemas as sets of values."""

from dataclasses import dataclass

from contracts.diff.document import Document, Place
from contracts.diff.json_values import JsonValue
from contracts.diff.levels import Direction, Level


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference of two schemas. `location` says where in the value: `tags[]`, empty for the value itself."""

    location: str
    what: str
    level: Level
    pointer: str
    sentence: str
    old: JsonValue = None
    new: JsonValue = None
    in_old: bool = False


class SchemaComparison:
    """Compares schemas of two documents."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new

    def compare(
        self, old: Place | None, new: Place | None, direction: Direction, *, text: bool = False, single: bool = False
    ) -> list[Finding]:
        """What is different."""
        return []

    def types(self, document: Document, schema: Place | None) -> frozenset[str]:
        """The JSON types that a value may have."""
        return frozenset()
