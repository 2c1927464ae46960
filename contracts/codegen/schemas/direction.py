"""`readOnly` and `writeOnly`: a property that one direction forbids is not required in it either.

JSON Schema lets one member of an `allOf` require what another declares, so what is forbidden is gathered from all.
"""

from typing import Any, Literal, TypeAlias

from contracts.document.walk import rebuilt

Json = Any
Mark: TypeAlias = Literal["readOnly", "writeOnly"]
_COMPONENT = "#/components/schemas/"


def marked(schema: Json, mark: Mark, components: dict[str, Json]) -> bool:
    """Whether a property of this schema belongs to the other direction, by itself or by what it refers to."""
    seen: set[str] = set()
    while isinstance(schema, dict):
        if schema.get(mark):
            return True
        name = _name(schema)
        if name is None or name in seen:
            return False
        seen.add(name)
        schema = components[name]
    return False


def without(schema: Json, mark: Mark, components: dict[str, Json]) -> Json:
    """A copy that requires nothing of the other direction."""
    return _lowered(schema, mark, components, frozenset())


def _lowered(schema: Json, mark: Mark, components: dict[str, Json], gone: frozenset[str]) -> Json:
    if not isinstance(schema, dict):
        return schema
    gone = gone | _forbidden(schema, mark, components, frozenset())
    name = _name(schema)
    if name is not None and _asks_for(name, gone, mark, components):
        target = _lowered(components[name], mark, components, gone)
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**rest, "allOf": [*rest.get("allOf", []), target]} if rest else target
    copy = rebuilt(schema, lambda key, part: _lowered(part, mark, components, gone if key == "allOf" else frozenset()))
    if gone and "required" in copy:
        copy["required"] = [name for name in copy["required"] if name not in gone]
    return copy


def _forbidden(schema: Json, mark: Mark, components: dict[str, Json], seen: frozenset[str]) -> frozenset[str]:
    if not isinstance(schema, dict):
        return frozenset()
    properties = schema.get("properties", {})
    found = frozenset(name for name, part in properties.items() if marked(part, mark, components))
    for part in schema.get("allOf", []):
        found |= _forbidden(part, mark, components, seen)
    name = _name(schema)
    if name is not None and name not in seen:
        found |= _forbidden(components[name], mark, components, seen | {name})
    return found


def _asks_for(name: str, gone: frozenset[str], mark: Mark, components: dict[str, Json]) -> bool:
    """Whether a component requires what not itself but its surroundings forbid; it is then written out in its place."""
    seen = frozenset({name})
    elsewhere = gone - _forbidden(components[name], mark, components, seen)
    return bool(elsewhere & _required(components[name], components, seen))


def _required(schema: Json, components: dict[str, Json], seen: frozenset[str]) -> frozenset[str]:
    """Every property that a schema asks for."""
    if not isinstance(schema, dict):
        return frozenset()
    found = frozenset(schema.get("required", []))
    for part in schema.get("allOf", []):
        found |= _required(part, components, seen)
    name = _name(schema)
    if name is not None and name not in seen:
        found |= _required(components[name], components, seen | {name})
    return found


def _name(schema: dict[str, Json]) -> str | None:
    reference = schema.get("$ref")
    return reference.removeprefix(_COMPONENT) if isinstance(reference, str) else None
