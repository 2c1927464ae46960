"""Finds the components that only requests are made of, so that one model is enough for each."""

from collections.abc import Iterator
from typing import Any

from contracts.document.places import schema_places
from contracts.document.walk import Path, nested_schemas

Json = Any
_COMPONENT = "#/components/schemas/"


def only_sent(document: dict[str, Json]) -> frozenset[str]:
    """The component schemas of a normalised document that its requests alone refer to, however indirectly."""
    sent, others = both_ways(document)
    return sent - others


def both_ways(document: dict[str, Json]) -> tuple[frozenset[str], frozenset[str]]:
    """The component schemas that its requests refer to, and those that anything else does."""
    components = document["components"]["schemas"]
    sent, others = set[str](), set[str]()
    for at, schema in schema_places(document):
        if at[:2] != ("components", "schemas"):
            _reach(schema, components, sent if _is_sent(at) else others)
    return frozenset(sent), frozenset(others)


def _is_sent(at: Path) -> bool:
    """Whether a place of a document is a part of a request of an operation."""
    if at[0] == "components":
        return at[1] in ("requestBodies", "parameters")
    return at[0] == "paths" and (at[2] == "parameters" or at[3] in ("requestBody", "parameters"))


def _reach(schema: Json, components: dict[str, Json], found: set[str]) -> None:
    pending = [schema]
    while pending:
        for name in _named(pending.pop()):
            if name not in found:
                found.add(name)
                pending.append(components[name])


def _named(schema: Json) -> Iterator[str]:
    for part in nested_schemas(schema):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].removeprefix(_COMPONENT)
