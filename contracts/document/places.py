"""Finds all schemas of a document with their paths. References are not followed, so each schema is found once."""

from collections.abc import Iterator
from typing import Any

from contracts.document.structure import objects, parts
from contracts.document.walk import Path

Json = Any
_NAMED = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})


def schema_places(document: dict[str, Json]) -> Iterator[tuple[Path, Json]]:
    """Yield every outermost schema of a component, parameter, header, body or response."""
    schemas = document.get("components", {}).get("schemas", {})
    yield from ((("components", "schemas", name), schema) for name, schema in schemas.items())
    yield from _outermost(document.get("components", {}), "components", ("components",))
    for way, kind, part in parts(document, "document"):
        if kind != "components":
            yield from _outermost(part, kind, way)


def _outermost(value: Json, kind: str, at: Path) -> Iterator[tuple[Path, Json]]:
    for way, below, part in parts(value, kind) if kind == "path item" or not _refers(value) else ():
        if below != "schema":
            yield from _outermost(part, below, (*at, *way))
        elif kind != "components":
            yield (*at, *way), part


def _refers(value: Json) -> bool:
    return isinstance(value, dict) and "$ref" in value


def applying_keyword(way: Path) -> str | None:
    """Return the keyword by which an outermost schema applies the one at the end of this way, None if that is itself.

    A property may be named as a keyword is: of `properties`, `items` it is the first.
    """
    keyword, is_name = None, False
    for step in way:
        if is_name:
            is_name = False
        elif isinstance(step, str):
            keyword, is_name = step, step in _NAMED
    return keyword


def every_schema(document: dict[str, Json]) -> Iterator[tuple[Path, dict[str, Json]]]:
    """Yield every schema of the document, nested ones included, except `true` and `false`."""
    for at, schema in schema_places(document):
        for way, _, part in objects(schema, "schema", at):
            if isinstance(part, dict):
                yield way, part
