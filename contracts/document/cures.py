"""Says what a part of a document must be, where a validator only says what it is not."""

from typing import Any

from jsonschema_rs import ValidationError as Error

Json = Any
_LONGEST = 200
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}
_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")
_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}


def cure(error: Error) -> str:
    """Return how a sentence about the part goes on."""
    kind: Json = error.kind
    name = kind.name
    if name == "type":
        return must_be(kind.types, error.instance)
    if name == "enum" and isinstance(kind.options, list):
        return f"must be {_either([str(one) for one in kind.options])}"
    if name in _BOUNDS:
        return f"must be {_BOUNDS[name]} {kind.limit}"
    if name == "uniqueItems":
        return "has a value twice; keep one of the two"
    if name in ("minItems", "minProperties", "minLength") and not error.instance:
        return "must not be empty"
    message = error.message.split("\n")[0]
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"


def must_be(types: list[str], value: Json) -> str:
    """`must be a list, and is null`."""
    return f"must be {_either([_TYPES[one] for one in sorted(types, key=_ORDER.index)])}, and is {_kind(value)}"


def _kind(value: Json) -> str:
    kinds = ((bool, "true or false"), (str, "a text"), (int | float, "a number"), (list, "a list"), (dict, "an object"))
    return next((words for type_, words in kinds if isinstance(value, type_)), "null")


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
