"""Finds schemas that can't be enforced: invalid ones, unknown keywords and formats, and references into schemas."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from jsonschema_rs import ValidationError, ValidationErrorKind

from contracts.codegen.refusals.patterns import pattern_error
from contracts.codegen.schemas.hoist import is_component, schema_pointers
from contracts.document.cures import cure
from contracts.document.event_schemas import data_schemas, events, is_json_data
from contracts.document.keywords import DIALECTS, FORMATS, IDENTIFIERS, KNOWN, NUMBER_FORMATS, STRING_FORMATS
from contracts.document.kinds import allowed_types
from contracts.document.places import every_schema, schema_places
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.upgrade import upgrade
from contracts.document.walk import Path, resolved, transform
from contracts.runtime.schemas import Schema

Json = Any
_COMPONENT = "#/components/schemas/"
_ELSEWHERE = frozenset({"$dynamicRef", "$recursiveRef", "$recursiveAnchor", "$vocabulary"})
# What has no meaning in one schema alone, and is looked at by itself.
_OF_OPENAPI = frozenset({"$ref", "discriminator"}) | IDENTIFIERS | _ELSEWHERE
_TYPES = "one of array, boolean, integer, null, number, object and string"


def invalid_schemas(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield schemas that are invalid in JSON Schema 2020-12, and patterns that the validator does not support."""
    is_openapi_30 = document["openapi"].startswith("3.0.")
    for at, one in every_schema(document):
        yield from _discriminator(one, at)
    for at, schema in schema_places(document):
        local_schema = transform(upgrade(schema) if is_openapi_30 else schema, _alone)
        try:
            Schema(local_schema if isinstance(local_schema, dict) else {}, {})
        except ValidationError as error:
            where = pointer(*at, *error.instance_path)
            about_type = error.instance_path[-1:] == ["type"] and isinstance(error.kind, ValidationErrorKind.AnyOf)
            reason = f"must be {_TYPES}, or a list of these" if about_type else cure(error)
            if error.instance_path[-1:] == ["pattern"] and isinstance(error.kind, ValidationErrorKind.Format):
                reason = "the validator's engine can't compile this; write it another way"
            yield Refusal(where, "type" if about_type else str(error.kind.name), reason)


def _discriminator(schema: dict[str, Json], at: Path) -> Iterator[Refusal]:
    """What is wrong with the shape of a discriminator, which is no keyword of JSON Schema."""
    if "discriminator" not in schema:
        return
    one, where = schema["discriminator"], (*at, "discriminator")
    if not isinstance(one, dict) or not isinstance(one.get("propertyName"), str):
        yield Refusal(pointer(*where), "discriminator", "must be an object whose `propertyName` names the property")
        return
    mapping = one.get("mapping", {})
    if not isinstance(mapping, dict) or not all(isinstance(name, str) for name in mapping.values()):
        reason = "must be an object of texts: by each value of the property the schema that it stands for"
        yield Refusal(pointer(*where, "mapping"), "mapping", reason)


def schema_refusals(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield the keywords of valid schemas that would be lost."""
    pointers = schema_pointers(document)
    read = {
        id(resolved(document, data))
        for _, schema in events(document)
        for data in data_schemas(document, schema)
        if is_json_data(document, data)
    }
    for at, schema in every_schema(document):
        reference = schema.get("$ref")
        if isinstance(reference, str) and not (is_component(reference) or unquote(reference) in pointers):
            yield Refusal(pointer(*at, "$ref"), "$ref", f"{reference} is no schema{suggestion(reference, pointers)}")
        yield from _schema(document, schema, at)
        if "contentSchema" in schema and id(schema) not in read:
            yield Note(pointer(*at, "contentSchema"), "contentSchema", "describes the text within, which is not read")


def _alone(schema: dict[str, Json]) -> Json:
    """A schema without references, and without patterns that are none (`patterns.py`)."""
    kept = {key: value for key, value in schema.items() if key not in _OF_OPENAPI}
    if isinstance(kept.get("pattern"), str) and pattern_error(kept["pattern"]):
        del kept["pattern"]
    if isinstance(kept.get("patternProperties"), dict):
        named = kept["patternProperties"]
        kept["patternProperties"] = {key: named[key] for key in named if not pattern_error(key)}
    return kept


def _schema(document: dict[str, Json], schema: dict[str, Json], at: Path) -> Iterator[Refusal]:
    for key in schema:
        if key in _ELSEWHERE:
            yield Refusal(pointer(*at, key), key, "refers in a way that no pointer says; write a `$ref` to a component")
        elif key not in KNOWN and not key.startswith("x-"):
            yield Refusal(pointer(*at, key), key, f"is no keyword that is enforced{suggestion(key, KNOWN)}")
    yield from _idle_words(document, schema, at)
    yield from _format(document, schema, at)
    if "discriminator" in schema and not schema.keys() & {"oneOf", "anyOf"}:
        reason = "has nothing to choose from: here is no oneOf and no anyOf, and no component extends this one by allOf"
        yield Note(pointer(*at, "discriminator"), "discriminator", reason)
    if "defaultMapping" in schema.get("discriminator", {}):
        reason = "a schema for values that name none is not chosen; give that alternative a value in `mapping`"
        yield Refusal(pointer(*at, "discriminator", "defaultMapping"), "defaultMapping", reason)
    names = document.get("components", {}).get("schemas", {})
    for value, name in schema.get("discriminator", {}).get("mapping", {}).items():
        if name.removeprefix(_COMPONENT) not in names:
            where = pointer(*at, "discriminator", "mapping", value)
            meant = suggestion(name, [*names, *(_COMPONENT + one for one in names)])
            yield Refusal(where, "mapping", f"{name} is no component schema{meant}")


def _idle_words(document: dict[str, Json], schema: dict[str, Json], at: Path) -> Iterator[Refusal]:
    """Notes of keywords that say nothing of a value here."""
    if "nullable" in schema and not document["openapi"].startswith("3.0."):
        null = "null" in allowed_types(document, schema)
        done = "null is accepted all the same" if null else 'null is refused, and accepted with "null" among the types'
        yield Note(pointer(*at, "nullable"), "nullable", f"is of OpenAPI 3.0 and says nothing in later ones; {done}")
    if (dialect := schema.get("$schema", DIALECTS[0])) not in DIALECTS:
        yield Refusal(pointer(*at, "$schema"), "$schema", f"{dialect} is not the dialect of OpenAPI 3.1")
    for key in ("$id", "$dynamicAnchor"):
        if key in schema:
            yield Note(pointer(*at, key), key, "changes no reference here: all are pointers into the document")


def _format(document: dict[str, Json], schema: dict[str, Json], at: Path) -> Iterator[Refusal]:
    name = schema.get("format")
    if name is None:
        return
    where, allowed = pointer(*at, "format"), allowed_types(document, schema)
    if name not in FORMATS:
        meant = suggestion(name, FORMATS) or "; a `pattern` is"
        yield Note(where, "format", f"{name} is no format that is enforced{meant}")
    elif name in STRING_FORMATS and "string" not in allowed:
        yield Note(where, "format", f"{name} is a format of strings, and this is none, so that nothing is enforced")
    elif name in NUMBER_FORMATS and not allowed & {"integer", "number"}:
        yield Note(where, "format", f"{name} is a format of numbers, and this is none, so that nothing is enforced")
