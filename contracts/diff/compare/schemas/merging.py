"""Merges schemas that must all hold into one, as far as their keywords allow it: to make values, not to judge them."""

from collections.abc import Sequence

from contracts.diff.read.json_values import JsonObject, JsonValue, canonical, list_of, object_of

_LARGEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_SMALLEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
_JOINED = ("required", "allOf")
_COMBINED = ("items", "additionalProperties")


def merged(schemas: Sequence[JsonObject]) -> dict[str, JsonValue]:
    """Return one schema; of keywords that can't be merged the last one."""
    found: dict[str, JsonValue] = {}
    for schema in schemas:
        for key, value in schema.items():
            found[key] = _merged(key, found[key], value) if key in found else value
    return found


def _merged(key: str, one: JsonValue, other: JsonValue) -> JsonValue:
    if key in _LARGEST + _SMALLEST and isinstance(one, int | float) and isinstance(other, int | float):
        return max(one, other) if key in _LARGEST else min(one, other)
    if key in _JOINED:
        return [*list_of(one), *list_of(other)]
    if key in ("anyOf", "oneOf"):
        return [{"allOf": [first, second]} for first in list_of(one)[:5] for second in list_of(other)[:5]]
    if key == "properties":
        both, names = (object_of(one), object_of(other)), {**object_of(one), **object_of(other)}
        return {name: _all_of([part[name] for part in both if name in part]) for name in names}
    if key == "enum":
        known = {canonical(value) for value in list_of(other)}
        return [value for value in list_of(one) if canonical(value) in known]
    if key == "type":
        return [*_types(one, other)]
    return _all_of([one, other]) if key in _COMBINED else other


def _all_of(schemas: list[JsonValue]) -> JsonValue:
    return schemas[0] if len(schemas) == 1 else {"allOf": schemas}


def _types(one: JsonValue, other: JsonValue) -> list[str]:
    """Return the types that both have; an integer is a number too."""
    these, those = (({names} if isinstance(names, str) else {*map(str, list_of(names))}) for names in (one, other))
    both = these & those
    if "integer" in these ^ those and "number" in these | those:
        both |= {"integer"} if "number" in (these if "integer" in those else those) else set()
    return sorted(both)
