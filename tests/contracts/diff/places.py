"""Puts a schema into each place of a document that has one."""

from collections.abc import Callable
from typing import Any

from pydantic import JsonValue

Document = dict[str, JsonValue]
Build = Callable[[JsonValue], Document]


def document(operation: Any, components: Any = None, version: str = "3.1.0") -> Document:
    """A document of one operation."""
    return {
        "openapi": version,
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {"/things": {"post": operation}},
        "components": components or {},
    }


def _body(schema: JsonValue) -> dict[str, JsonValue]:
    return {"content": {"application/json": {"schema": schema}}}


def _request(schema: JsonValue) -> Document:
    return document({"operationId": "do", "requestBody": _body(schema), "responses": {"204": {"description": "Done."}}})


def _response(schema: JsonValue) -> Document:
    return document({"operationId": "do", "responses": {"200": {"description": "Done.", **_body(schema)}}})


def _parameter(schema: JsonValue) -> Document:
    parameter: JsonValue = {"name": "p", "in": "query", "content": {"application/json": {"schema": schema}}}
    return document({"operationId": "do", "parameters": [parameter], "responses": {"204": {"description": "Done."}}})


def _header(schema: JsonValue) -> Document:
    headers: JsonValue = {"X-Thing": {"content": {"application/json": {"schema": schema}}}}
    return document({"operationId": "do", "responses": {"204": {"description": "Done.", "headers": headers}}})


def _property(build: Build) -> Build:
    return lambda schema: build({"type": "object", "properties": {"p": schema}})


# The beginning of a rule's id, the direction, and what builds the document.
PLACES: dict[str, tuple[str, Build]] = {
    "request-body": ("request", _request),
    "request-property": ("request", _property(_request)),
    "request-parameter": ("request", _parameter),
    "request-parameter-property": ("request", _property(_parameter)),
    "response-body": ("response", _response),
    "response-property": ("response", _property(_response)),
    "response-header": ("response", _header),
    "response-header-property": ("response", _property(_header)),
}
