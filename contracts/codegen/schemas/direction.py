"""Handles `readOnly` and `writeOnly`: a property of the other direction is not required.

In JSON Schema one member of an `allOf` may require, or declare in its own way, what another one marks, so all members
are considered together.
"""

from typing import Any, Literal, TypeAlias

from contracts.document.walk import transform_children

Json = Any
Mark: TypeAlias = Literal["readOnly", "writeOnly"]
_COMPONENT = "#/components/schemas/"


def is_other_direction(
    schema: Json, mark: Mark, components: dict[str, Json], seen: frozenset[str] = frozenset()
) -> bool:
    """Return whether a property belongs to the other direction, by its own keyword, a reference or `allOf`."""
    if not isinstance(schema, dict):
        return False
    name = _name(schema)
    return bool(
        schema.get(mark)
        or (
            name is not None
            and name not in seen
            and is_other_direction(components[name], mark, components, seen | {name})
        )
        or any(is_other_direction(part, mark, components, seen) for part in schema.get("allOf", []))
    )


def without_other_direction(schema: Json, mark: Mark, components: dict[str, Json]) -> Json:
    """Return a copy that requires no property of the other direction, and marks it wherever it is declared."""
    return _relaxed(schema, mark, components, frozenset())


def _relaxed(schema: Json, mark: Mark, components: dict[str, Json], removed: frozenset[str]) -> Json:
    if not isinstance(schema, dict):
        return schema
    removed = removed | _forbidden(schema, mark, components, frozenset())
    name = _name(schema)
    if name is not None and _must_inline(name, removed, mark, components):
        target = _relaxed(components[name], mark, components, removed)
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**rest, "allOf": [*rest.get("allOf", []), target]} if rest else target
    copy = transform_children(
        schema, lambda key, part: _relaxed(part, mark, components, removed if key == "allOf" else frozenset())
    )
    if removed and "required" in copy:
        copy["required"] = [name for name in copy["required"] if name not in removed]
    for name in removed & copy.get("properties", {}).keys():
        if not is_other_direction(copy["properties"][name], mark, components):
            copy["properties"][name] = {mark: True}
    return copy


def _forbidden(schema: Json, mark: Mark, components: dict[str, Json], seen: frozenset[str]) -> frozenset[str]:
    if not isinstance(schema, dict):
        return frozenset()
    properties = schema.get("properties", {})
    found = frozenset(name for name, part in properties.items() if is_other_direction(part, mark, components))
    for part in schema.get("allOf", []):
        found |= _forbidden(part, mark, components, seen)
    name = _name(schema)
    if name is not None and name not in seen:
        found |= _forbidden(components[name], mark, components, seen | {name})
    return found


def _must_inline(name: str, removed: frozenset[str], mark: Mark, components: dict[str, Json]) -> bool:
    """Return whether a component requires or declares a property that only its surroundings mark; it must then be
    copied into them."""
    seen = frozenset({name})
    elsewhere = removed - _forbidden(components[name], mark, components, seen)
    return bool(elsewhere & _named(components[name], components, seen))


def _named(schema: Json, components: dict[str, Json], seen: frozenset[str]) -> frozenset[str]:
    """Return every property that a schema requires or declares."""
    if not isinstance(schema, dict):
        return frozenset()
    found = frozenset(schema.get("required", [])) | frozenset(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= _named(part, components, seen)
    name = _name(schema)
    if name is not None and name not in seen:
        found |= _named(components[name], components, seen | {name})
    return found


def _name(schema: dict[str, Json]) -> str | None:
    reference = schema.get("$ref")
    return reference.removeprefix(_COMPONENT) if isinstance(reference, str) else None
