"""Finds the parts of a document that are invalid, so that the rest can be compared (FR-405)."""

from collections.abc import Iterator

from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator

from contracts.diff.read.json_values import JsonObject, JsonValue
from contracts.document.keywords import SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS
from contracts.document.refusal import pointer
from contracts.document.upgrade import upgraded

_VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator, "3.2": OpenAPIV32SpecValidator}
_SCHEMA = Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})
# The keys of a path item, or of an operation, under which a part is left out by itself.
_LISTED, _SINGLE = ("parameters", "responses"), ("requestBody",)


def invalid_parts(document: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield the pointers of the smallest parts that can be left out of a comparison, and what is wrong with each."""
    validator = _VALIDATORS[str(document["openapi"])[:3]].schema_validator
    for error in validator.iter_errors(document):
        at = tuple(error.absolute_path)
        if error.validator not in ("unevaluatedProperties", "additionalProperties"):  # unknown words mean nothing
            yield pointer(*_unit(at)), str(error.message).split("\n")[0][:120]


def _unit(at: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the part of a document that is left out for an error at this path."""
    if at[:1] == ("components",):
        return at[:3] if at[1:2] != ("schemas",) else _schema_unit(at, 3)
    for index, key in enumerate(at):
        if key in ("schema", "itemSchema") and index > 2:
            return _schema_unit(at, index + 1)
    if at[:1] not in (("paths",), ("webhooks",)):
        return at[:1]
    for end in (2, 3):
        if at[end : end + 1] and at[end] in _LISTED:
            return at[: end + 2]
        if at[end : end + 1] and at[end] in _SINGLE:
            return at[: end + 1]
    return at[:3]


def _schema_unit(at: tuple[str | int, ...], end: int) -> tuple[str | int, ...]:
    """Return the innermost schema on the way to an error, from the schema that ends there."""
    while end < len(at):
        steps = 1 if at[end] in SCHEMA_KEYWORDS else 2 if at[end] in SCHEMA_LIST_KEYWORDS | SCHEMA_MAP_KEYWORDS else 0
        if not steps or end + steps > len(at):
            break
        end += steps
    return at[:end]


def schema_error(schema: JsonValue, *, is_openapi_30: bool) -> str | None:
    """Return what is wrong with a schema, apart from its subschemas; None if nothing is."""
    if not isinstance(schema, dict):
        return None if isinstance(schema, bool | None) else "is no schema"
    own: JsonValue = {key: _without_parts(key, part) for key, part in schema.items()}
    try:
        own = upgraded(own) if is_openapi_30 and isinstance(own, dict) else own
    except TypeError:
        return "its alternatives are no list"
    error = next(_SCHEMA.iter_errors(own), None)
    return None if error is None else error.message[:120]


def _without_parts(key: str, part: JsonValue) -> JsonValue:
    """Return the value of a keyword, with `true` for every subschema: each is checked by itself."""
    if key in SCHEMA_KEYWORDS:
        return True
    if key in SCHEMA_LIST_KEYWORDS and isinstance(part, list):
        return [True for _ in part]
    if key in SCHEMA_MAP_KEYWORDS and isinstance(part, dict):
        return dict.fromkeys(part, True)
    return {} if key in ("discriminator", "xml", "externalDocs", "$defs", "definitions") else part
