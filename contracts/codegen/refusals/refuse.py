"""Finds what the generator can't honour; specs/adr/0003 has the complete table."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.defaults import wrong_defaults
from contracts.codegen.refusals.headers import is_token, response_headers
from contracts.codegen.refusals.loops import endless_schemas
from contracts.codegen.refusals.paths import unreachable_paths
from contracts.codegen.refusals.schemas import invalid_schemas, schema_refusals
from contracts.document.announcements import announcement_refusals
from contracts.document.keywords import DEFAULT_STYLES, DIALECTS, METHODS, STYLES
from contracts.document.kinds import ALL_TYPES, allowed_types
from contracts.document.names import class_name, operation_name
from contracts.document.refusal import Refusal, pointer, suggestion
from contracts.document.walk import Path, definition, reference_path, resolved, subschemas, target

Json = Any
_JSON = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json")


def refusals(document: dict[str, Json]) -> list[Refusal]:
    """Return everything in the document that the generated code would lose or change."""
    invalid = [*invalid_schemas(document), *endless_schemas(document)]
    found = invalid or [*schema_refusals(document), *_Inspector(document).inspect()]
    # A part that several operations share is found with each of them.
    return list(dict.fromkeys(found or wrong_defaults(document)))


class _Inspector:
    def __init__(self, document: dict[str, Json]) -> None:
        self._document = document
        self._seen: set[str] = set()

    def inspect(self) -> Iterator[Refusal]:
        if self._document.get("webhooks"):
            yield Refusal("/webhooks", "webhooks", "a server can't serve them; keep them in a document of their own")
        if (dialect := self._document.get("jsonSchemaDialect", DIALECTS[0])) not in DIALECTS:
            yield Refusal("/jsonSchemaDialect", "jsonSchemaDialect", f"{dialect} is not the dialect of OpenAPI 3.1")
        yield from self._security(self._document.get("security", []), ("security",))
        yield from unreachable_paths(self._document)
        for path, item in self._document.get("paths", {}).items():
            at: Path = ("paths", path)
            if "$ref" in item:
                yield Refusal(pointer(*at), "$ref", "a path item by reference; write it in its place")
            if "trace" in item:
                yield Refusal(pointer(*at, "trace"), "trace", "TRACE gives a client its own headers back; not served")
            for method in METHODS:
                if method in item:
                    yield from self._operation(path, item[method], item.get("parameters", []), (*at, method))

    def _operation(self, path: str, operation: Json, shared: list[Json], at: Path) -> Iterator[Refusal]:
        name = operation_name(operation.get("operationId"), str(at[-1]), path)
        if class_name(name) in self._seen:
            yield Refusal(pointer(*at, "operationId"), "operationId", f"{name} is taken by another operation")
        self._seen.add(class_name(name))
        yield from self._security(operation.get("security", []), (*at, "security"))
        yield from announcement_refusals(self._document, operation, at)
        if operation.get("callbacks"):
            yield Refusal(pointer(*at, "callbacks"), "callbacks", "requests that the server makes are not generated")
        yield from self._names(operation.get("parameters", []), at)
        yield from self._placeholders(path, [*shared, *operation.get("parameters", [])], at)
        for index, parameter in enumerate(operation.get("parameters", [])):
            yield from self._parameter(parameter, path, (*at, "parameters", index))
        for index, parameter in enumerate(shared):
            yield from self._parameter(parameter, path, (*at[:-1], "parameters", index))
        if "requestBody" in operation:
            yield from self._body(operation["requestBody"], (*at, "requestBody"))
        if not operation.get("responses"):
            yield Refusal(pointer(*at), "responses", "an operation without responses could answer nothing")
        for status, response in operation.get("responses", {}).items():
            yield from self._response(status, response, (*at, "responses", status))

    def _security(self, requirements: list[Json], at: Path) -> Iterator[Refusal]:
        schemes = self._document.get("components", {}).get("securitySchemes", {})
        for index, requirement in enumerate(requirements):
            for name in requirement:
                if name not in schemes:
                    reason = f"{name} is no security scheme of the document{suggestion(name, schemes)}"
                    yield Refusal(pointer(*at, index, name), "security", reason)

    def _placeholders(self, path: str, given: list[Json], at: Path) -> Iterator[Refusal]:
        declared = {p["name"] for p in (resolved(self._document, part) for part in given) if p["in"] == "path"}
        named = re.findall(r"\{([^{}]*)\}", path)
        for name in named:
            if name not in declared:
                meant = suggestion(name, declared - set(named))
                reason = f"the path has {{{name}}}, which is not declared{meant}"
                yield Refusal(pointer(*at, "parameters"), "parameters", reason)

    def _names(self, given: list[Json], at: Path) -> Iterator[Refusal]:
        resolved_ = [resolved(self._document, parameter) for parameter in given]
        names = [(p["in"], p["name"].lower() if p["in"] == "header" else p["name"]) for p in resolved_]
        for place, name in sorted({one for one in names if names.count(one) > 1}):
            yield Refusal(pointer(*at, "parameters"), "parameters", f"the {place} parameter {name} is given twice")

    def _parameter(self, written: Json, path: str, used: Path) -> Iterator[Refusal]:
        """What is wrong with a parameter is told where it is written, but where it is used if the path is at odds."""
        at, parameter = definition(self._document, used, written)
        place, name = parameter["in"], parameter["name"]
        style = parameter.get("style", DEFAULT_STYLES[place])
        if style not in STYLES[place]:
            yield Refusal(pointer(*at, "style"), style, f"a {place} parameter of this style is not read")
            return
        if parameter.get("allowEmptyValue"):
            yield Refusal(pointer(*at, "allowEmptyValue"), "allowEmptyValue", "say it in the schema")
        if place in ("header", "cookie") and not is_token(name):
            yield Refusal(pointer(*at, "name"), "name", f"no {place} can have this name")
        named = (*at, "name") if at == used else used
        if place == "path" and f"{{{name}}}" not in path:
            meant = suggestion(name, re.findall(r"\{([^{}]*)\}", path))
            yield Refusal(pointer(*named), "name", f"the path has no {{{name}}}{meant}")
        elif place == "path" and f"{{{name}}}" not in path.split("/"):
            yield Refusal(pointer(*named), "name", f"{{{name}}} is not a whole segment of the path")
        if content := parameter.get("content"):
            if list(content) != ["application/json"]:
                yield Refusal(pointer(*at, "content"), "content", "only application/json is read from a parameter")
            return
        schema = parameter.get("schema", {})
        allowed = allowed_types(self._document, schema) - {"null"}
        if "array" in allowed and allowed not in ({"array"}, ALL_TYPES - {"null"}):
            yield Refusal(pointer(*at, "schema"), "type", "a parameter is either an array or it is not")
        yield from self._check_flat(schema, (*at, "schema"), within_array=False, seen=frozenset())

    def _check_flat(self, schema: Json, at: Path, *, within_array: bool, seen: frozenset[str]) -> Iterator[Refusal]:
        """Check that a parameter is a scalar or an array of scalars, because other values have several
        serializations."""
        if not isinstance(schema, dict):
            return
        if isinstance(reference := schema.get("$ref"), str):
            if reference not in seen:
                found = target(self._document, reference)
                yield from self._check_flat(
                    found, reference_path(reference), within_array=within_array, seen=seen | {reference}
                )
            return
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if "object" in types or "properties" in schema:
            yield Refusal(
                pointer(*at), "object", "an object in a parameter has no one way to be written; use `content`"
            )
        if "array" in types and within_array:
            yield Refusal(pointer(*at), "array", "an array within an array can't be written in a parameter")
        for steps, part in subschemas(schema):
            inside = within_array or steps[0] in ("items", "prefixItems", "contains")
            if steps[0] not in ("not", "if"):
                yield from self._check_flat(part, (*at, *steps), within_array=inside, seen=seen)

    def _body(self, written: Json, used: Path) -> Iterator[Refusal]:
        at, body = definition(self._document, used, written)
        limit = body.get("x-max-bytes", 1)
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
            yield Refusal(pointer(*at, "x-max-bytes"), "x-max-bytes", "must be a whole number of bytes")
        if not body["content"]:
            yield Refusal(pointer(*at, "content"), "content", "a body is of one media type at least")
        names = [media_type.lower() for media_type in body["content"]]
        for media_type, media in body["content"].items():
            where = (*at, "content", media_type)
            if not _JSON.fullmatch(media_type.lower()):
                yield Refusal(pointer(*where), media_type, "only JSON bodies are read")
            if names.count(media_type.lower()) > 1:
                yield Refusal(pointer(*where), media_type, "is given twice; the case of a media type says nothing")
            if "encoding" in media:
                yield Refusal(pointer(*where, "encoding"), "encoding", "belongs to forms, which are not read")

    def _response(self, status: str, written: Json, used: Path) -> Iterator[Refusal]:
        """What is wrong with a response is told where it is written, and what its status forbids where that stands."""
        at, response = definition(self._document, used, written)
        content = response.get("content", {})
        if status.startswith("1"):
            yield Refusal(pointer(*used), "responses", "an interim response is the protocol's to send")
        if content and status in ("204", "205", "304"):
            bodies = pointer(*used, "content") if at == used else pointer(*used)
            yield Refusal(bodies, "content", f"a response of status {status} has no body")
        if len(content) > 1:
            yield Refusal(pointer(*at, "content"), "content", "a response of several media types; declare one")
        for media_type in content:
            where = (*at, "content", media_type)
            if not _JSON.fullmatch(media_type.lower()):
                yield Refusal(pointer(*where), media_type, "only JSON bodies are written")
        yield from response_headers(self._document, response.get("headers", {}), (*at, "headers"))
