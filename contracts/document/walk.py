"""Walks through a document: follows references, and visits or transforms schemas."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from contracts.document.keywords import METHODS, SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS

Json = Any
Path = tuple[str | int, ...]


def target(document: dict[str, Json], reference: str) -> Json:
    """Return the part that a reference `#/…` names. Raises LookupError if there is none."""
    value: Json = document
    for step in reference_path(reference):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def reference_path(reference: str) -> Path:
    """Return the path of a reference `#/…`."""
    steps = unquote(reference.removeprefix("#/")).split("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def definition(document: dict[str, Json], at: Path, value: Json) -> tuple[Path, Json]:
    """Return the place and the value of a part, or those of the target of its reference. Raises LookupError."""
    seen: set[str] = set()
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        if value["$ref"] in seen:
            raise LookupError(value["$ref"])
        seen.add(value["$ref"])
        at, value = reference_path(value["$ref"]), target(document, value["$ref"])
    return at, value


def resolved(document: dict[str, Json], value: Json) -> Json:
    """Return the value, or the target of its reference. Schemas are not resolved this way, because they may be
    recursive."""
    return definition(document, (), value)[1]


def subschemas(schema: dict[str, Json]) -> Iterator[tuple[Path, Json]]:
    """Yield the direct subschemas of a schema with their paths."""
    for key, value in schema.items():
        if key in SCHEMA_KEYWORDS:
            yield (key,), value
        elif key in SCHEMA_LIST_KEYWORDS and isinstance(value, list):
            yield from (((key, index), part) for index, part in enumerate(value))
        elif key in SCHEMA_MAP_KEYWORDS and isinstance(value, dict):
            yield from (((key, name), part) for name, part in value.items())


def transform_children(schema: dict[str, Json], change: Callable[[str, Json], Json]) -> dict[str, Json]:
    """Return a copy with each direct subschema replaced by `change(keyword, subschema)`."""
    copy = dict(schema)
    for key, value in schema.items():
        if key in SCHEMA_KEYWORDS:
            copy[key] = change(key, value)
        elif key in SCHEMA_LIST_KEYWORDS and isinstance(value, list):
            copy[key] = [change(key, part) for part in value]
        elif key in SCHEMA_MAP_KEYWORDS and isinstance(value, dict):
            copy[key] = {name: change(key, part) for name, part in value.items()}
    return copy


def transform(schema: Json, change: Callable[[dict[str, Json]], Json]) -> Json:
    """Return a copy with every schema replaced by `change(schema)`, the innermost first."""
    if not isinstance(schema, dict):
        return schema
    return change(transform_children(schema, lambda _, part: transform(part, change)))


def transform_document(document: dict[str, Json], change: Callable[[Json], Json]) -> dict[str, Json]:
    """Return a copy of the document in which every schema of a component, parameter, body or header is changed."""

    def holder(value: Json) -> Json:
        """Copy a parameter, header, body, response or media type; they have the same keywords for schemas."""
        copy = dict(value)
        for key in ("schema", "itemSchema"):
            if key in copy:
                copy[key] = change(copy[key])
        for key in ("content", "headers"):
            if key in copy:
                copy[key] = holders(copy[key])
        return copy

    def holders(values: Json) -> Json:
        if isinstance(values, list):
            return [holder(value) for value in values]
        return {name: holder(value) for name, value in values.items()}

    def operation(value: Json) -> Json:
        copy = dict(value)
        for key in ("parameters", "responses"):
            if key in copy:
                copy[key] = holders(copy[key])
        if "requestBody" in copy:
            copy["requestBody"] = holder(copy["requestBody"])
        return copy

    def path_item(value: Json) -> Json:
        return {key: operation(part) if key in METHODS else part for key, part in operation(value).items()}

    copy = dict(document)
    copy["paths"] = {path: path_item(item) for path, item in document.get("paths", {}).items()}
    components = dict(document.get("components", {}))
    for key in ("parameters", "headers", "responses", "requestBodies"):
        if key in components:
            components[key] = holders(components[key])
    components["schemas"] = {name: change(schema) for name, schema in components.get("schemas", {}).items()}
    copy["components"] = components
    return copy


def nested_schemas(schema: Json) -> Iterator[dict[str, Json]]:
    """Yield the schema and all its nested subschemas, without following references."""
    if isinstance(schema, dict):
        yield schema
        for _, part in subschemas(schema):
            yield from nested_schemas(part)
