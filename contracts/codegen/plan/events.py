"""Server-sent events as the service yields them: an event whose `data` is the value that its JSON stands for.

A contract describes an event as it is parsed (OpenAPI 3.2, section 4.14.4): `data` is a string, and what the JSON in it
says is the string's `contentSchema`. That becomes the schema of `data` here, before any name or type is decided.
"""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from contracts.document.event_schemas import COMBINED, data_schemas, events, is_json_data, payload
from contracts.document.media_kinds import TEXT_DATA

Json = Any
_COMPONENT = "#/components/schemas/"


def with_payloads(document: dict[str, Json]) -> dict[str, Json]:
    """Return a copy whose events have the value of their JSON as `data`. A component keeps its name, but where it is
    used for something else too."""
    return _Payloads(deepcopy(document)).changed()


class _Payloads:
    def __init__(self, document: dict[str, Json]) -> None:
        self._document = document
        self._components = document.setdefault("components", {}).setdefault("schemas", {})
        self._names: dict[str, str] = {}
        self._made: dict[str, Json] = {}

    def changed(self) -> dict[str, Json]:
        found = list(events(self._document))
        all_used = Counter(_references(self._document))
        used = Counter(name for _, schema in found for name in self._names_of(schema, set()))
        for name in used:
            wanted = name if used[name] == all_used[_COMPONENT + name] else f"{name}Streamed"
            self._names[name] = wanted if wanted == name or wanted not in self._components else f"{wanted}_"
        for value, schema in found:
            datas = list(data_schemas(self._document, schema))
            value[TEXT_DATA] = not all(is_json_data(self._document, data) for data in datas)
            value["itemSchema"] = self._event(schema, relaxed=False)
        self._components.update(self._made)
        return self._document

    def _names_of(self, schema: Json, seen: set[str]) -> Iterator[str]:
        """The components that an event is made of, as often as it refers to them."""
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(_COMPONENT)
            yield name
            if name not in seen:
                seen.add(name)
                yield from self._names_of(self._components[name], seen)
        for key in COMBINED:
            for part in schema.get(key, []):
                yield from self._names_of(part, seen)

    def _event(self, schema: Json, *, relaxed: bool) -> Json:
        """The event with the payload of its `data`. It is `relaxed` where another part of it, which has to fit too, may
        say that `data` is JSON: that it is a string says nothing then."""
        if not isinstance(schema, dict):
            return schema
        copy = dict(schema)
        own = "data" in schema.get("properties", {})
        if own or "allOf" in schema or ("$ref" in schema and len(schema.keys() & {"$ref", *COMBINED}) > 1):
            relaxed |= any(is_json_data(self._document, data) for data in data_schemas(self._document, schema))
        for key in COMBINED:
            if key in schema:
                copy[key] = [self._event(part, relaxed=relaxed) for part in schema[key]]
        if own:
            copy["properties"] = {**schema["properties"], "data": self._data(schema["properties"]["data"], relaxed)}
        if "discriminator" in schema:
            mapping = schema["discriminator"].get("mapping", {})
            copy["discriminator"] = {
                **schema["discriminator"],
                "mapping": {k: self._new(v) for k, v in mapping.items()},
            }
        if "$ref" in schema and relaxed:
            target = self._event(self._components[copy.pop("$ref").removeprefix(_COMPONENT)], relaxed=True)
            return {**copy, "allOf": [*copy.get("allOf", []), target]} if copy else target
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(_COMPONENT)
            if self._names[name] not in self._made:
                self._made[self._names[name]] = {}
                self._made[self._names[name]] = self._event(self._components[name], relaxed=False)
            copy["$ref"] = self._new(schema["$ref"])
        return copy

    def _data(self, data: Json, relaxed: bool) -> Json:
        if is_json_data(self._document, data):
            return payload(self._document, data)
        is_any_text = isinstance(data, dict) and data.get("type") == "string"
        return {key: value for key, value in data.items() if key != "type"} if relaxed and is_any_text else data

    def _new(self, reference: str) -> str:
        name = reference.removeprefix(_COMPONENT)
        return _COMPONENT + self._names.get(name, name)


def _references(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from _references(part)
