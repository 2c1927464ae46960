"""The readers for the schemas of one document."""

from dataclasses import dataclass

from contracts.diff.compare.schemas.cases import CaseReader
from contracts.diff.compare.schemas.oracle import Meanings
from contracts.diff.compare.schemas.reading import Reader
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Document, Place


@dataclass(frozen=True, slots=True)
class Side:
    """The readers for the schemas of one document."""

    reader: Reader
    cases: CaseReader
    meanings: dict[Direction, Meanings]

    @staticmethod
    def of(document: Document) -> "Side":
        """Create the readers of a document."""
        reader = Reader(document)
        cases = CaseReader(reader)
        return Side(reader, cases, {direction: Meanings(reader, cases, direction) for direction in Direction})

    def types(self, schema: Place | None) -> frozenset[str]:
        """Return the types that a value may have; `fraction` is a number that is not an integer."""
        return self.cases.types((schema,) if schema else ())
