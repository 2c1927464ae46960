"""Whether a run has seen everything that the contract declares."""

from collections.abc import Iterator, Mapping

from tests.contracts.coverage.sightings import Sighting
from tests.support.document import Document


def declared(document: Document) -> list[Sighting]:
    """Every status of every operation and every header of each, in the order of the contract."""
    return [
        Sighting(operation.id, status, name)
        for operation in document.operations
        for status, response in operation.responses.items()
        for name in ["", *(header.name for header in response.headers.values())]
    ]


def unseen(document: Document, seen: Mapping[Sighting, int]) -> Iterator[str]:
    """Everything for which the run has to fail, a sentence each."""
    for one in declared(document):
        if not seen.get(one):
            header = f" {one.header}" if one.header else ""
            yield f"{one.operation} {one.status}{header} is declared, but was never seen."
