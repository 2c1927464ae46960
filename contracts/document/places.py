"""Finds all schemas of a document with their paths. References are not followed, so each schema is found once."""

from collections.abc import Iterator
from typing import Any

from contracts.document.keywords import METHODS
from contracts.document.walk import Path, subschemas

Json = Any
_HOLDERS = ("parameters", "headers", "responses", "requestBodies")


def schema_places(document: dict[str, Json]) -> Iterator[tuple[Path, Json]]:
    """Yield every outermost schema of a component, parameter, header, body or response."""
    components = document.get("components", {})
    for name, schema in components.get("schemas", {}).items():
        yield ("components", "schemas", name), schema
    for kind in _HOLDERS:
        yield from _holders_schemas(components.get(kind, {}), ("components", kind))
    for path, item in document.get("paths", {}).items():
        yield from _operation(item, ("paths", path))
        for method in METHODS:
            if method in item:
                yield from _operation(item[method], ("paths", path, method))


def _operation(value: dict[str, Json], at: Path) -> Iterator[tuple[Path, Json]]:
    yield from _holders_schemas(value.get("parameters", []), (*at, "parameters"))
    yield from _holders_schemas(value.get("responses", {}), (*at, "responses"))
    if "requestBody" in value:
        yield from _holder(value["requestBody"], (*at, "requestBody"))


def _holders_schemas(values: Json, at: Path) -> Iterator[tuple[Path, Json]]:
    for key, value in enumerate(values) if isinstance(values, list) else values.items():
        yield from _holder(value, (*at, key))


def _holder(value: dict[str, Json], at: Path) -> Iterator[tuple[Path, Json]]:
    if "$ref" in value:
        return
    for key in ("schema", "itemSchema"):
        if key in value:
            yield (*at, key), value[key]
    for key in ("content", "headers"):
        yield from _holders_schemas(value.get(key, {}), (*at, key))


def every_schema(document: dict[str, Json]) -> Iterator[tuple[Path, dict[str, Json]]]:
    """Yield every schema of the document, nested ones included, except `true` and `false`."""
    for at, schema in schema_places(document):
        yield from _nested(schema, at)


def _nested(schema: Json, at: Path) -> Iterator[tuple[Path, dict[str, Json]]]:
    if isinstance(schema, dict):
        yield at, schema
        for way, part in subschemas(schema):
            yield from _nested(part, (*at, *way))
