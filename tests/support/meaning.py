"""What an OpenAPI document means, apart from how it is written: references, order and equal ways to say the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema_rs import canonicalize

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Keywords that describe a value and allow or forbid none. `default` is compared by itself.
WORDS = ("title", "description", "example", "examples", "default", "deprecated", "discriminator")
STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}

Json = Any


def meaning(document: Mapping[str, Json]) -> dict[str, Json]:
    """Everything that the document promises, by a path that a person can read."""
    return dict(_Reader(document).facts())


def differences(left: Mapping[str, Json], right: Mapping[str, Json]) -> list[str]:
    """What the one promises and the other does not, or differently."""
    found = [f"only in the first: {key}" for key in sorted(left.keys() - right.keys())]
    found += [f"only in the second: {key}" for key in sorted(right.keys() - left.keys())]
    for key in sorted(left.keys() & right.keys()):
        if left[key] != right[key]:
            found.append(f"{key}: {_shown(left[key])} ≠ {_shown(right[key])}")
    return found


def _shown(value: object) -> object:
    return value.to_json_schema() if hasattr(value, "to_json_schema") else value


class _Reader:
    def __init__(self, document: Mapping[str, Json]) -> None:
        self._document = document

    def facts(self) -> Iterator[tuple[str, Json]]:
        for path, item in self._document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield from self._operation(f"{method.upper()} {path}", item[method], item.get("parameters", []))

    def _operation(self, name: str, operation: Json, shared: list[Json]) -> Iterator[tuple[str, Json]]:
        for key in ("operationId", "tags", "summary"):
            yield f"{name} {key}", operation.get(key)
        yield f"{name} description", (operation.get("description") or "").strip()
        yield f"{name} deprecated", bool(operation.get("deprecated"))
        yield f"{name} security", operation.get("security", self._document.get("security", []))
        parameters = {
            (found["in"], found["name"]): found
            for found in map(self._resolved, [*shared, *operation.get("parameters", [])])
        }
        for (place, parameter_name), parameter in parameters.items():
            yield from self._parameter(f"{name} {place} parameter {parameter_name}", place, parameter)
        if "requestBody" in operation:
            body = self._resolved(operation["requestBody"])
            yield f"{name} body required", bool(body.get("required"))
            yield from self._content(f"{name} body", body["content"], without_null=not body.get("required"))
        for status, response in operation["responses"].items():
            yield from self._response(f"{name} {status}", self._resolved(response))

    def _parameter(self, name: str, place: str, parameter: Json) -> Iterator[tuple[str, Json]]:
        yield f"{name} required", bool(parameter.get("required"))
        style = parameter.get("style", STYLES[place])
        yield f"{name} style", (style, parameter.get("explode", style == "form"))
        # What may be left out is None in Python, which FastAPI writes down as null; on the wire there is none.
        yield from self._schema(name, parameter["schema"], without_null=not parameter.get("required"))

    def _response(self, name: str, response: Json) -> Iterator[tuple[str, Json]]:
        yield f"{name} description", response["description"].strip()
        for header_name, header in response.get("headers", {}).items():
            header = self._resolved(header)
            yield f"{name} header {header_name} required", bool(header.get("required"))
            yield from self._schema(f"{name} header {header_name}", header["schema"])
        for link_name, link in response.get("links", {}).items():
            yield f"{name} link {link_name}", self._resolved(link)
        yield from self._content(name, response.get("content", {}))

    def _content(self, name: str, content: Json, *, without_null: bool = False) -> Iterator[tuple[str, Json]]:
        for media_type, media in content.items():
            yield from self._schema(f"{name} {media_type}", media["schema"], without_null=without_null)
            for example, value in media.get("examples", {}).items():
                yield f"{name} {media_type} example {example}", _without_nulls(self._resolved(value))
            if "example" in media:
                yield f"{name} {media_type} example", _without_nulls(media["example"])

    def _schema(self, name: str, schema: Json, *, without_null: bool = False) -> Iterator[tuple[str, Json]]:
        inlined = self._inlined(schema, ())
        if without_null:
            inlined = _without_null(inlined)
        yield f"{name} schema", canonicalize(_bare(inlined), validate_formats=True)
        for path, default in _defaults(inlined, ""):
            yield f"{name} default {path}", default

    def _resolved(self, value: Json) -> Json:
        while isinstance(value, Mapping) and "$ref" in value:
            target: Json = self._document
            for step in value["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            value = target
        return value

    def _inlined(self, value: Json, within: tuple[str, ...]) -> Json:
        if isinstance(value, list):
            return [self._inlined(part, within) for part in value]
        if not isinstance(value, Mapping):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str):
            if reference in within:
                raise AssertionError(f"{reference} is recursive, which this comparison does not handle")
            siblings = {key: part for key, part in value.items() if key not in ("$ref", *WORDS)}
            target = self._inlined(self._resolved({"$ref": reference}), (*within, reference))
            defaults = {key: value[key] for key in ("default",) if key in value}
            return {**target, **defaults} if not siblings else {"allOf": [target, self._inlined(siblings, within)]}
        return {key: self._inlined(part, within) for key, part in value.items()}


def _without_nulls(example: Json) -> Json:
    """The example as FastAPI is able to write it: it takes every null out of a derived document, at any depth."""
    if isinstance(example, Mapping):
        return {key: _without_nulls(part) for key, part in example.items() if part is not None}
    return [_without_nulls(part) for part in example] if isinstance(example, list) else example


def _without_null(schema: Json) -> Json:
    if isinstance(schema, Mapping) and "anyOf" in schema:
        others = [part for part in schema["anyOf"] if part != {"type": "null"}]
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        if len(others) == 1:
            return {**others[0], **rest}
        return {**rest, "anyOf": others}
    return schema


def _bare(schema: Json) -> Json:
    """The schema without its words. Names of properties are not keywords."""
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: {name: _bare(part) for name, part in value.items()}
        if key in ("properties", "patternProperties", "$defs") and isinstance(value, Mapping)
        else value
        if key in ("enum", "const", "required")
        else _bare(value)
        for key, value in schema.items()
        if key not in WORDS and not key.startswith("x-")
    }


def _defaults(schema: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(schema, Mapping):
        if "default" in schema:
            yield path or "/", schema["default"]
        for name, part in (schema.get("properties") or {}).items():
            yield from _defaults(part, f"{path}/{name}")
