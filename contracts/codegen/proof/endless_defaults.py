"""Leaves out defaults that would be filled in within themselves without end: a property of a schema that refers to
itself, and has the default `{}`."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from contracts.codegen.plan.normalise import Plan
from contracts.document.refusal import Note

Json = Any
Filled: TypeAlias = tuple[str, str]
"""A property that is filled in, by the names of its model and its own."""
_COMPONENT = "#/components/schemas/"
_REASON = "is not filled in where the property is left out, since it would be filled in within itself without end"


def without_endless_defaults(plan: Plan) -> list[Note]:
    """Take these defaults out of `plan.models`, with a note for each. All other properties keep their types."""
    models: dict[str, Json] = plan.models["components"]["schemas"]
    endless = list(_closing(models))
    for name, member in endless:
        part = models[name]["properties"][member]
        models[name]["properties"][member] = {key: part[key] for key in part if key != "default"}
    pointers = [plan.origins.get(f"{name}.{member}", plan.origins.get(name, "")) for name, member in endless]
    return [Note(f"{pointer}/default", "default", _REASON) for pointer in pointers]


def _closing(models: dict[str, Json]) -> Iterator[Filled]:
    """The properties whose defaults close a cycle of defaults, one for each cycle."""
    done: set[Filled] = set()
    for first in [(name, member) for name, schema in models.items() for member in _defaults(schema)]:
        way = {first: _filled_by(models, first)}
        while way and first not in done:
            current, following = next(reversed(way.items()))
            inner = next(following, None)
            if inner is None:
                done.add(current)
                del way[current]
            elif inner in way:
                done.add(current)
                del way[current]
                yield current
            elif inner not in done:
                way[inner] = _filled_by(models, inner)


def _defaults(schema: Json) -> Iterator[str]:
    for member, part in schema.get("properties", {}).items():
        if isinstance(part, dict) and isinstance(part.get("default"), dict | list):
            yield member


def _filled_by(models: dict[str, Json], one: Filled) -> Iterator[Filled]:
    """What the default of a property leaves out, and other defaults are for."""
    name, member = one
    part = models[name]["properties"][member]
    return _left_out(models, name, part, part["default"])


def _left_out(models: dict[str, Json], name: str, schema: Json, value: Json) -> Iterator[Filled]:
    if not isinstance(schema, dict):
        return
    reference = str(schema.get("$ref", "")).removeprefix(_COMPONENT)
    if reference in models:
        yield from _left_out(models, reference, models[reference], value)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, []):
            yield from _left_out(models, name, part, value)
    if isinstance(value, list):
        for item in value:
            yield from _left_out(models, name, schema.get("items"), item)
    if not isinstance(value, dict):
        return
    properties = schema.get("properties", {})
    if properties is models.get(name, {}).get("properties"):
        yield from ((name, member) for member in _defaults(schema) if member not in value)
    for member, inner in value.items():
        yield from _left_out(models, name, properties.get(member, schema.get("additionalProperties")), inner)


__all__ = ["without_endless_defaults"]
