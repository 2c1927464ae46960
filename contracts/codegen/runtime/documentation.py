"""What FastAPI is told of an operation so that the document it derives can be held against the contract."""

from typing import Any

from pydantic import TypeAdapter

from .json_types import JsonValue
from .operation import Operation
from .responses import SealedResponse

_JSON = "application/json"


def route_documentation(operation: Operation) -> dict[str, Any]:
    """The arguments of `add_api_route` that document a route.

    Models, headers, security and media types come from what the runtime enforces; only words and examples, which
    nobody enforces, come from `Operation.documentation`.
    """
    told = operation.documentation
    words = told.get("responses")
    described = words if isinstance(words, dict) else {}
    statuses = [int(declared) for declared in operation.responses if declared.isdigit()]
    extra: dict[str, Any] = {
        key: value for key, value in told.items() if key not in ("summary", "description", "deprecated", "responses")
    }
    extra["security"] = [{scheme: list(scopes) for scheme, scopes in one.items()} for one in operation.security]
    return {
        "operation_id": operation.id,
        "tags": [operation.tag],
        "summary": told.get("summary"),
        "description": told.get("description"),
        "deprecated": told.get("deprecated"),
        "status_code": next((status for status in sorted(statuses) if 200 <= status < 300), None),
        "response_model": None,
        "responses": {
            int(declared) if declared.isdigit() else declared: _response(sealed, described.get(declared))
            for declared, sealed in operation.responses.items()
        },
        "openapi_extra": extra,
    }


def _response(sealed: type[SealedResponse], words: JsonValue) -> dict[str, Any]:
    told: dict[str, Any] = dict(words) if isinstance(words, dict) else {}
    told.setdefault("description", "")
    headers: dict[str, Any] = dict(told.get("headers", {}))
    for header in sealed.headers:
        headers[header.name] = {**headers.get(header.name, {}), "schema": header.schema}
        if header.required:
            headers[header.name]["required"] = True
    if headers:
        told["headers"] = headers
    if sealed.media_type == _JSON:
        told["model"] = sealed.body_type
    elif sealed.media_type is not None:
        # FastAPI puts a model under the media type of the route, so any other is written out.
        schema = TypeAdapter(sealed.body_type).json_schema(mode="serialization")
        content = told.setdefault("content", {}).setdefault(sealed.media_type, {})
        content["schema"] = _inlined(schema, schema.pop("$defs", {}), ())
    return told


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
