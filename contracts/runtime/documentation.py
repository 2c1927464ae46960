"""What FastAPI is told of an operation so that the document it derives can be held against the contract."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from .json_types import JsonObject
from .operation import Operation
from .responses import SealedResponse

_JSON = "application/json"


def route_documentation(operation: Operation) -> dict[str, Any]:
    """The arguments of `add_api_route` that document a route.

    Models, headers, security and media types come from what the runtime enforces; only words, examples and links,
    which nobody enforces, come from the contract.
    """
    words: Any = _at(operation.document, operation.pointer)
    described = {str(status).upper(): response for status, response in words["responses"].items()}
    statuses = [int(declared) for declared in operation.responses if declared.isdigit()]
    extra = {key: value for key, value in words.items() if key.startswith("x-")}
    extra["security"] = [{scheme: list(scopes) for scheme, scopes in one.items()} for one in operation.security]
    if operation.body is not None:
        extra["requestBody"] = _words(operation.document, words["requestBody"])
    return {
        "operation_id": words.get("operationId", operation.id),
        "tags": words.get("tags", [operation.tag]),
        "summary": words.get("summary"),
        "description": words.get("description"),
        "deprecated": words.get("deprecated"),
        "status_code": next((status for status in sorted(statuses) if 200 <= status < 300), None),
        "response_model": None,
        "responses": {
            int(declared) if declared.isdigit() else declared: _response(
                sealed, _words(operation.document, described[declared.upper()])
            )
            for declared, sealed in operation.responses.items()
        },
        "openapi_extra": extra,
    }


def _response(sealed: type[SealedResponse], told: dict[str, Any]) -> dict[str, Any]:
    for header in sealed.headers:
        enforced = {"schema": header.schema, **({"required": True} if header.required else {})}
        told["headers"][header.name] = {**_only(told["headers"][header.name], "description"), **enforced}
    if sealed.media_type == _JSON:
        told["model"] = sealed.body_type
    elif sealed.media_type is not None:
        # FastAPI puts a model under the media type of the route, so any other is written out.
        schema = TypeAdapter(sealed.body_type).json_schema(mode="serialization")
        told["content"][sealed.media_type]["schema"] = _inlined(schema, schema.pop("$defs", {}), ())
    return told


def _words(document: JsonObject, value: Any) -> dict[str, Any]:
    """Of a body or a response: its words, links and extensions, the headers, and the examples of its content."""
    value = _resolved(document, value)
    told = {key: part for key, part in value.items() if key in ("description", "links") or key.startswith("x-")}
    told["headers"] = {name: _resolved(document, header) for name, header in value.get("headers", {}).items()}
    told["content"] = {
        media_type: {
            key: {name: _resolved(document, one) for name, one in part.items()} if key == "examples" else part
            for key, part in media.items()
            if key in ("example", "examples")
        }
        for media_type, media in value.get("content", {}).items()
    }
    return {key: part for key, part in told.items() if part or key == "description"}


def _only(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: value[key]} if key in value else {}


def _at(document: JsonObject, pointer: str) -> Any:
    value: Any = document
    for step in pointer.removeprefix("#/").split("/"):
        value = value[step.replace("~1", "/").replace("~0", "~")]
    return value


def _resolved(document: JsonObject, value: Any) -> Any:
    while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
        value = _at(document, value["$ref"])
    return value


def _inlined(schema: Any, definitions: dict[str, Any], within: tuple[str, ...]) -> Any:
    """The schema with its definitions in their places; a recursive one stays a reference."""
    if isinstance(schema, list):
        return [_inlined(part, definitions, within) for part in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    name = reference.removeprefix("#/$defs/") if isinstance(reference, str) else ""
    if name in definitions and name not in within:
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**_inlined(definitions[name], definitions, (*within, name)), **_inlined(rest, definitions, within)}
    return {key: _inlined(value, definitions, within) for key, value in schema.items()}


__all__ = ["route_documentation"]
