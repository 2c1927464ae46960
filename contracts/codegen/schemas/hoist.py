"""Moves the targets of references into components, so that every reference leads to a component."""

from copy import deepcopy
from typing import Any
from urllib.parse import unquote

from contracts.document.keywords import SCHEMA_MAP_KEYWORDS
from contracts.document.places import every_schema
from contracts.document.refusal import pointer

Json = Any
_COMPONENT = "#/components/schemas/"


def is_component(reference: str) -> bool:
    """Return whether a reference leads to a whole component schema."""
    return reference.startswith(_COMPONENT) and "/" not in reference.removeprefix(_COMPONENT)


def hoist_references(document: dict[str, Json]) -> dict[str, Json]:
    """Return a copy of the document in which every referenced schema is a component, with a reference in its old
    place."""
    document = deepcopy(document)
    components = document.setdefault("components", {}).setdefault("schemas", {})
    schemas = {"#" + pointer(*at): schema for at, schema in every_schema(document)}
    new_names: dict[str, str] = {}
    for schema in schemas.values():
        reference = unquote(schema.get("$ref", ""))
        if reference and not is_component(reference):
            new_names.setdefault(reference, _unused_name(_name(reference), [*components, *new_names.values()]))
            schema["$ref"] = _COMPONENT + new_names[reference]
    for reference, name in new_names.items():
        schema = schemas[reference]
        components[name] = dict(schema)
        schema.clear()
        schema["$ref"] = _COMPONENT + name
    return document


def schema_pointers(document: dict[str, Json]) -> frozenset[str]:
    """Return the references of all schemas."""
    return frozenset("#" + pointer(*at) for at, _ in every_schema(document))


def _name(reference: str) -> str:
    steps = reference.removeprefix(_COMPONENT).removeprefix("#/").replace("~1", "-").split("/")
    return "-".join(step for step in steps if step not in SCHEMA_MAP_KEYWORDS)


def _unused_name(name: str, taken: list[str]) -> str:
    return name if name not in taken else _unused_name(f"{name}_", taken)
