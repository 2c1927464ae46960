"""What a discriminator says of each alternative of a union (OpenAPI 3.1, Discriminator Object)."""

from typing import Any

Json = Any
_COMPONENT = "#/components/schemas/"


def values_of(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> list[str] | None:
    """The values that select an alternative: those that the mapping gives it, else its name in the document.

    None where the discriminator adds nothing: an alternative without a name, or one that says itself, by `const` or
    `enum`, which values it takes.
    """
    reference = part.get("$ref") if isinstance(part, dict) else None
    if not isinstance(reference, str):
        return None
    mapped = [value for value, to in discriminator.get("mapping", {}).items() if to == reference]
    if mapped:
        return mapped
    name = reference.removeprefix(_COMPONENT)
    if _says_itself(components[name], discriminator["propertyName"], components, frozenset()):
        return None
    return [components[name].get("x-name", name)]


def _says_itself(schema: Json, key: str, components: dict[str, Json], seen: frozenset[str]) -> bool:
    if not isinstance(schema, dict):
        return False
    declared = schema.get("properties", {}).get(key, {})
    if isinstance(declared, dict) and ("const" in declared or "enum" in declared):
        return True
    name = str(schema.get("$ref", "")).removeprefix(_COMPONENT)
    if name in components and name not in seen and _says_itself(components[name], key, components, seen | {name}):
        return True
    if any(_says_itself(part, key, components, seen) for part in schema.get("allOf", [])):
        return True
    unions = [schema[keyword] for keyword in ("oneOf", "anyOf") if keyword in schema]
    return any(all(_says_itself(part, key, components, seen) for part in union) for union in unions)
