"""Reads the schema of a server-sent event, which a contract describes as it is parsed (OpenAPI 3.2, section 4.14.4).

`data` is a string, and what the JSON in it says is the string's `contentSchema`.
"""

from collections.abc import Iterator
from typing import Any

from contracts.document.keywords import is_method
from contracts.document.kinds import allowed_types
from contracts.document.walk import resolved, target
from contracts.runtime.media_types import media_type

Json = Any
FIELDS = frozenset({"data", "event", "id", "retry"})
COMBINED = ("allOf", "anyOf", "oneOf")


def item_schema(value: Json) -> Json:
    """The schema of each value of a sequence: `itemSchema`, or in OpenAPI 3.1 `schema`, whose array is that of all."""
    if "itemSchema" in value:
        return value["itemSchema"]
    schema = value.get("schema", {})
    is_list = isinstance(schema, dict) and schema.get("type") == "array" and isinstance(schema.get("items"), dict)
    return schema["items"] if is_list else schema


def events(document: dict[str, Json]) -> Iterator[tuple[dict[str, Json], Json]]:
    """The media type objects of event streams whose schema is one of events, each with this schema."""
    responses = [*document.get("components", {}).get("responses", {}).values()]
    for item in document.get("paths", {}).values():
        for key, operation in item.items():
            if is_method(key):
                responses += operation.get("responses", {}).values()
    for response in responses:
        for name, value in response.get("content", {}).items():
            media = media_type(name)
            is_events = media is not None and media.kind == "events"
            if is_events and "data" in fields(document, schema := item_schema(value)):
                yield value, schema


def fields(document: dict[str, Json], schema: Json) -> frozenset[str]:
    """The properties that the schema of an event names."""
    found = frozenset[str]()
    for part in _parts(document, schema, frozenset()):
        found |= part.get("properties", {}).keys()
    return found


def data_schemas(document: dict[str, Json], schema: Json) -> Iterator[Json]:
    """Every schema that an event has for its `data`."""
    for part in _parts(document, schema, frozenset()):
        if "data" in part.get("properties", {}):
            yield part["properties"]["data"]


def is_json_data(document: dict[str, Json], data: Json) -> bool:
    """Whether `data` is JSON: it says so, or it can't be a string."""
    if not isinstance(data, dict):
        return False
    media = media_type(str(resolved(document, data).get("contentMediaType", "")))
    return (media is not None and media.kind == "json") or "string" not in allowed_types(document, data)


def payload(document: dict[str, Json], data: Json) -> Json:
    """The schema of the value that the JSON of `data` stands for."""
    plain = resolved(document, data)
    return plain.get("contentSchema", {}) if "string" in allowed_types(document, data) else data


def _parts(document: dict[str, Json], schema: Json, seen: frozenset[str]) -> Iterator[dict[str, Json]]:
    """A schema and those that it is combined of."""
    if not isinstance(schema, dict):
        return
    yield schema
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        yield from _parts(document, target(document, reference), seen | {reference})
    for key in COMBINED:
        for part in schema.get(key, []):
            yield from _parts(document, part, seen)
