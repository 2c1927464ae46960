"""Checks that deprecated parts have dates, so that their users can plan."""

from collections.abc import Iterator

from contracts.document.announcements import SINCE, SUNSET
from contracts.document.places import every_schema
from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Place, headers, operations


def deprecation_findings(document: Document) -> Iterator[Finding]:
    """Yield deprecated operations, parameters, headers and properties without both dates."""
    for place in _deprecatable(document):
        if place.value.get("deprecated") is True:
            missing = [word for word in (SINCE, SUNSET) if word not in place.value]
            if missing:
                yield finding("deprecated-undated", place.at, f"Add {' and '.join(missing)}, each a day as 2027-06-30.")


def _deprecatable(document: Document) -> Iterator[Place]:
    for operation in operations(document):
        yield operation.place
        yield from operation.parameters
        for response in operation.responses.values():
            yield from headers(document, response).values()
    yield from (Place(at, schema) for at, schema in every_schema(document))
