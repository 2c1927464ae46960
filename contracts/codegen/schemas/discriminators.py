"""Finds what a discriminator requires of each alternative of a union (OpenAPI 3.1, Discriminator Object)."""

from typing import Any

from contracts.document.kinds import allowed_types

Json = Any
_COMPONENT = "#/components/schemas/"


def values_of(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> list[str] | None:
    """Return the values that select an alternative: those of the mapping, otherwise the schema's name.

    Return None if the discriminator adds nothing: the alternative has no name, or it restricts the property itself by
    `const` or `enum`.
    """
    reference = part.get("$ref") if isinstance(part, dict) else None
    if not isinstance(reference, str):
        return None
    values = [value for value, to in discriminator.get("mapping", {}).items() if to == reference]
    if values:
        return values
    name = reference.removeprefix(_COMPONENT)
    if _restricts_property(components[name], discriminator["propertyName"], components, frozenset()):
        return None
    return [components[name].get("x-name", name)]


def selector(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> Json | None:
    """Return what an alternative must be beside itself for the discriminator to select it; None for nothing.

    An alternative that may be no object is not selected in a model, which would lose its other values.
    """
    values = values_of(part, discriminator, components)
    if values is None or allowed_types({"components": {"schemas": components}}, part) != {"object"}:
        return None
    key = discriminator["propertyName"]
    return {"type": "object", "required": [key], "properties": {key: {"type": "string", "enum": values}}}


def _restricts_property(schema: Json, key: str, components: dict[str, Json], seen: frozenset[str]) -> bool:
    if not isinstance(schema, dict):
        return False
    declared = schema.get("properties", {}).get(key, {})
    if isinstance(declared, dict) and ("const" in declared or "enum" in declared):
        return True
    name = str(schema.get("$ref", "")).removeprefix(_COMPONENT)
    if (
        name in components
        and name not in seen
        and _restricts_property(components[name], key, components, seen | {name})
    ):
        return True
    if any(_restricts_property(part, key, components, seen) for part in schema.get("allOf", [])):
        return True
    unions = [schema[keyword] for keyword in ("oneOf", "anyOf") if keyword in schema]
    return any(all(_restricts_property(part, key, components, seen) for part in union) for union in unions)
