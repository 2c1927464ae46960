"""FR-038: operations that the generator can't honour it refuses, by JSON pointer and keyword; others it does not."""

from pathlib import Path

import pytest

from contracts.codegen.refusals.refuse import refusals
from contracts.document.load import load
from tests.contracts.codegen.documents import OK, answering, document, operation, query, taking, written
from tests.contracts.codegen.refusing import ANSWER, PARAMETER, PATH_ID, Json, at_x, refused

CASES: dict[str, tuple[Json, str, str]] = {
    "deepObject": (at_x(query({"type": "string"}, style="deepObject")), f"{PARAMETER}/style", "deepObject"),
    "matrix": (
        document({"/x/{id}": {"get": operation(parameters=[{**PATH_ID, "style": "matrix"}])}}),
        "/paths/~1x~1{id}/get/parameters/0/style",
        "matrix",
    ),
    "object behind a reference": (
        at_x(query({"$ref": "#/components/schemas/O"}), schemas={"O": {"properties": {"a": {}}}}),
        "/components/schemas/O",
        "object",
    ),
    "array in array": (
        at_x(query({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})),
        f"{PARAMETER}/schema/items",
        "array",
    ),
    "parameter of another media type": (
        at_x(operation(parameters=[{"name": "q", "in": "query", "content": {"text/csv": {"schema": {}}}}])),
        f"{PARAMETER}/content",
        "content",
    ),
    "parameter twice": (
        at_x(
            operation(
                parameters=[
                    {"name": "X-A", "in": "header", "schema": {"type": "string"}},
                    {"name": "x-a", "in": "header", "schema": {"type": "integer"}},
                ]
            )
        ),
        "/paths/~1x/get/parameters",
        "parameters",
    ),
    "undeclared path parameter": (
        document({"/x/{id}": {"get": operation()}}),
        "/paths/~1x~1{id}/get/parameters",
        "parameters",
    ),
    "unknown security scheme": (at_x(operation(security=[{"key": []}])), "/paths/~1x/get/security/0/key", "security"),
    "one path twice": (
        document(
            {
                "/x/{id}": {"get": operation(parameters=[PATH_ID])},
                "/x/{no}": {"get": operation(parameters=[{**PATH_ID, "name": "no"}])},
            }
        ),
        "/paths/~1x~1{no}",
        "paths",
    ),
    "no responses": (at_x({"tags": ["things"]}), "/paths/~1x/get", "responses"),
    "interim response": (
        at_x(operation(responses={**OK, "100": {"description": "Go on."}})),
        f"{ANSWER}/100",
        "responses",
    ),
    "parameter that no header can be": (
        at_x(operation(parameters=[{"name": "X A", "in": "header", "schema": {"type": "string"}}])),
        f"{PARAMETER}/name",
        "name",
    ),
    "header of the connection": (
        at_x(
            operation(
                responses={"200": {"description": "", "headers": {"Content-Length": {"schema": {"type": "integer"}}}}}
            )
        ),
        f"{ANSWER}/200/headers/Content-Length",
        "headers",
    ),
    "brace without a partner": (document({"/x/{id": {"get": operation()}}), "/paths/~1x~1{id", "paths"),
    "query in a path": (document({"/x?y=1": {"get": operation()}}), "/paths/~1x?y=1", "paths"),
    "percent-encoded path": (document({"/caf%C3%A9": {"get": operation()}}), "/paths/~1caf%C3%A9", "paths"),
    "one segment's name twice": (
        document({"/x/{id}/{id}": {"get": operation(parameters=[PATH_ID])}}),
        "/paths/~1x~1{id}~1{id}",
        "paths",
    ),
    "shared by two operations": (
        document(
            {
                "/x": {
                    "parameters": [{"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "string"}}],
                    "get": operation(),
                    "put": operation(),
                }
            }
        ),
        "/paths/~1x/parameters/0/style",
        "deepObject",
    ),
    "trace": (document({"/x": {"trace": {"responses": OK}}}), "/paths/~1x/trace", "trace"),
}


@pytest.mark.parametrize(("content", "pointer", "keyword"), CASES.values(), ids=CASES.keys())
def test_is_refused_by_pointer(tmp_path: Path, content: Json, pointer: str, keyword: str) -> None:
    assert refused(tmp_path, content) == [(pointer, keyword)]


HONOURED: dict[str, Json] = {
    "untagged": at_x({"responses": OK}),
    "nullable in 3.0": at_x(taking({"type": "string", "nullable": True}), version="3.0.3"),
    "several JSON types of body": at_x(
        operation(
            requestBody={
                "content": {"application/json": {"schema": {}}, "application/merge-patch+json": {"schema": {}}}
            }
        )
    ),
    "reference into a schema": at_x(
        query({"$ref": "#/components/schemas/A/properties/b"}),
        schemas={"A": {"type": "object", "properties": {"b": {"type": "string"}}}},
    ),
    "path hidden by its own tag": document(
        {"/x/{id}": {"get": operation(parameters=[PATH_ID])}, "/x/mine": {"get": operation()}}
    ),
    "JSON in a parameter": at_x(
        operation(
            parameters=[{"name": "q", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}]
        )
    ),
    "any media type of an answer": at_x(
        operation(
            responses={
                "200": {
                    "description": "",
                    "content": {"application/json": {}, "text/csv": {}, "application/zip": {}, "image/*": {}},
                }
            }
        )
    ),
    "server-sent events": at_x(
        answering(
            {"type": "object", "properties": {"data": {"type": "string"}, "id": {"type": "string"}}},
            media_type="text/event-stream",
        )
    ),
    "a property of any name": at_x(taking({"type": "object", "properties": {"nullable": {}, "$ref": {}, "x": True}})),
}


@pytest.mark.parametrize("content", HONOURED.values(), ids=HONOURED.keys())
def test_is_not_refused(tmp_path: Path, content: Json) -> None:
    assert refusals(load(written(tmp_path, content))) == []
