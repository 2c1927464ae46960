"""Walks through a document: follows references, and visits or transforms schemas."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from contracts.document.keywords import SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS
from contracts.document.structure import Path as Path
from contracts.document.structure import changed

Json = Any


def target(document: dict[str, Json], reference: str) -> Json:
    """Return the part that a reference `#/…` names. Raises LookupError if there is none."""
    value: Json = document
    for step in reference_path(reference):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@lru_cache(maxsize=10_000)
def reference_path(reference: str) -> Path:
    """Return the path of a reference `#/…`."""
    steps = unquote(reference.removeprefix("#/")).split("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def steps_of(document: dict[str, Json], at: str) -> Path:
    """Return the path of a JSON pointer: a number in a list, and a name elsewhere, as far as there is something."""
    value: Json = document
    path: Path = ()
    for name in at.split("/")[1:]:
        step: str | int = name.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit():
            step = int(name)
        path = (*path, step)
        try:
            value = value[step]
        except (LookupError, TypeError):
            value = None
    return path


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
    copy: dict[str, Json] = changed(document, "document", lambda _, kind, one: change(one) if kind == "schema" else one)
    copy.setdefault("paths", {})
    copy["components"] = {**copy.get("components", {})}
    copy["components"].setdefault("schemas", {})
    return copy


def nested_schemas(schema: Json) -> Iterator[dict[str, Json]]:
    """Yield the schema and all its nested subschemas, without following references."""
    if isinstance(schema, dict):
        yield schema
        for _, part in subschemas(schema):
            yield from nested_schemas(part)
