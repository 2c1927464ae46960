"""The type of numbers: those that may be integers which no double stands for are `runtime.JsonNumber`."""

from typing import Any

Json = Any
_TYPE = {"customTypePath": "contracts.runtime.JsonNumber"}
_DOUBLES = ("float", "double")
# What the model generator would no longer see of a schema of several types, if these were alternatives.
_OF_OTHER_TYPES = frozenset({"properties", "additionalProperties", "items", "enum", "const", "anyOf", "oneOf", "allOf"})


def with_exact_numbers(schema: dict[str, Json], types: list[Json], format_: Json) -> dict[str, Json]:
    """A schema for the model generator, of these types. Formats that say doubles are taken at their word."""
    if "number" not in types or format_ in _DOUBLES:
        return schema
    if set(types) <= {"number", "null"}:
        # Beside a type of one's own the model generator reads null in the words of OpenAPI 3.0 alone.
        return {**schema, **_TYPE, **({"nullable": True} if "null" in types else {})}
    if schema.keys() & _OF_OTHER_TYPES:
        return schema
    kinds = [{"type": name, **(_TYPE if name == "number" else {})} for name in types]
    return {"anyOf": kinds, **{key: value for key, value in schema.items() if key != "type"}}
