"""FR-038, FR-363, FR-364: what the generator can't honour it refuses, by JSON pointer and keyword."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import refusals
from contracts.document.lines import Lines
from contracts.document.load import load
from contracts.document.refusal import Refused
from tests.contracts.codegen.documents import OK, answering, document, operation, query, taking, written

Json = Any
PARAMETER = "/paths/~1x/get/parameters/0"
BODY = "/paths/~1x/get/requestBody/content"
ANSWER = "/paths/~1x/get/responses"
PATH_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def at_x(get: Json, **more: Json) -> Json:
    return document({"/x": {"get": get}}, **more)


def header(schema: Json) -> Json:
    return operation(responses={"200": {"description": "Done.", "headers": {"X-A": {"schema": schema}}}})


FORM = "application/x-www-form-urlencoded"
AT_FORM = f"{BODY}/application~1x-www-form-urlencoded"


def encoded(encoding: Json, schema: Json | None = None) -> Json:
    properties = {"a": schema or {"type": "object"}}
    media = {"schema": {"type": "object", "properties": properties}, "encoding": encoding}
    return operation(requestBody={"content": {FORM: media}})


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
    "body of no media type's name": (at_x(taking({}, "json")), f"{BODY}/json", "json"),
    "body of a range without its own type": (at_x(taking({}, "*/xml")), f"{BODY}/*~1xml", "*/xml"),
    "form that is no object": (at_x(taking({"type": "string"}, FORM)), f"{AT_FORM}/schema", "type"),
    "multipart form that is no object": (
        at_x(taking({"type": "array", "items": {}}, "multipart/form-data")),
        f"{BODY}/multipart~1form-data/schema",
        "type",
    ),
    "deepObject of no object": (
        at_x(encoded({"a": {"style": "deepObject"}}, {"type": "string"})),
        f"{AT_FORM}/encoding/a/style",
        "deepObject",
    ),
    "style of an object in a form": (
        at_x(encoded({"a": {"explode": True}})),
        f"{AT_FORM}/encoding/a/explode",
        "explode",
    ),
    "answer of no media type": (at_x(answering({}, media_type="text")), f"{ANSWER}/200/content/text", "text"),
    "answer of one media type twice": (
        at_x(
            operation(
                responses={"200": {"description": "", "content": {"application/json": {}, "Application/JSON": {}}}}
            )
        ),
        f"{ANSWER}/200/content/Application~1JSON",
        "Application/JSON",
    ),
    "answer of an unknown charset": (
        at_x(answering({}, media_type="text/plain; charset=klingon")),
        f"{ANSWER}/200/content/text~1plain; charset=klingon",
        "charset",
    ),
    "JSON answer of another charset": (
        at_x(answering({}, media_type="application/json; charset=utf-16")),
        f"{ANSWER}/200/content/application~1json; charset=utf-16",
        "charset",
    ),
    "event with a field of its own": (
        at_x(
            answering(
                {"type": "object", "properties": {"data": {"type": "string"}, "task": {"type": "string"}}},
                media_type="text/event-stream",
            )
        ),
        f"{ANSWER}/200/content/text~1event-stream/schema",
        "schema",
    ),
    "event data of which nobody can tell whether it is JSON": (
        at_x(
            answering(
                {
                    "anyOf": [
                        {"properties": {"data": {"type": "string"}}},
                        {"properties": {"data": {"type": "string", "contentMediaType": "application/json"}}},
                    ]
                },
                media_type="text/event-stream",
            )
        ),
        f"{ANSWER}/200/content/text~1event-stream/schema",
        "schema",
    ),
    "body of a 204": (at_x(answering({}, status="204")), f"{ANSWER}/204/content", "content"),
    "header of several values": (
        at_x(header({"type": ["array", "null"], "items": {"type": "string"}})),
        f"{ANSWER}/200/headers/X-A/schema",
        "type",
    ),
    "unknown keyword": (
        at_x(taking({"type": "object", "properties": {"a": {"minLenght": 1}}})),
        f"{BODY}/application~1json/schema/properties/a/minLenght",
        "minLenght",
    ),
    "a pattern of another dialect": (
        at_x(query({"type": "string", "pattern": r"\Aa\z"})),
        f"{PARAMETER}/schema/pattern",
        "pattern",
    ),
    "a name's pattern of another dialect": (
        at_x(taking({"type": "object", "patternProperties": {r"\<a": {}}})),
        f"{BODY}/application~1json/schema/patternProperties/\\<a",
        "patternProperties",
    ),
    "a mapping that an alternative contradicts": (
        at_x(
            taking(
                {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Cat"}},
                }
            ),
            schemas={"Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}},
        ),
        f"{BODY}/application~1json/schema/discriminator/mapping/dog",
        "mapping",
    ),
    "a body without a value": (
        at_x(taking({"allOf": [{"type": "string"}, {"type": "integer"}]})),
        f"{BODY}/application~1json/schema",
        "schema",
    ),
    "a parameter without a value": (
        at_x(query({"type": "string", "minLength": 3, "maxLength": 2})),
        f"{PARAMETER}/schema",
        "schema",
    ),
    "a required member without a value": (
        at_x(
            taking({"$ref": "#/components/schemas/A"}),
            schemas={"A": {"type": "object", "required": ["a"], "properties": {"a": {"not": {}}}}},
        ),
        "/components/schemas/A/properties/a",
        "required",
    ),
    "unreadable pattern": (
        at_x(query({"type": "string", "pattern": "["})),
        f"{PARAMETER}/schema/pattern",
        "pattern",
    ),
    "no type of JSON": (at_x(query({"type": "strin"})), f"{PARAMETER}/schema/type", "type"),
    "unknown in a mapping": (
        at_x(
            taking(
                {
                    "oneOf": [{"$ref": "#/components/schemas/A"}],
                    "discriminator": {"propertyName": "k", "mapping": {"b": "#/components/schemas/B"}},
                }
            ),
            schemas={"A": {"type": "object"}},
        ),
        f"{BODY}/application~1json/schema/discriminator/mapping/b",
        "mapping",
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
    "schema that only leads back to itself": (
        at_x(
            taking({}), schemas={"A": {"anyOf": [{"type": "string"}, {"allOf": [{"$ref": "#/components/schemas/A"}]}]}}
        ),
        "/components/schemas/A/anyOf/1/allOf/0",
        "$ref",
    ),
    "two schemas that lead to one another": (
        at_x(
            taking({}),
            schemas={
                "A": {"not": {"$ref": "#/components/schemas/B"}},
                "B": {"dependentSchemas": {"b": {"$ref": "#/components/schemas/A"}}},
            },
        ),
        "/components/schemas/B/dependentSchemas/b",
        "$ref",
    ),
    "default of another type": (
        at_x(query({"type": "integer", "default": "1"})),
        f"{PARAMETER}/schema/default",
        "default",
    ),
    "default that a reference refuses": (
        at_x(query({"$ref": "#/components/schemas/A", "default": 3}), schemas={"A": {"maximum": 2}}),
        f"{PARAMETER}/schema/default",
        "default",
    ),
    "no responses": (at_x({"tags": ["things"]}), "/paths/~1x/get", "responses"),
    "interim response": (
        at_x(operation(responses={**OK, "100": {"description": "Go on."}})),
        f"{ANSWER}/100",
        "responses",
    ),
    "body of no media type": (
        at_x(operation(requestBody={"content": {}})),
        "/paths/~1x/get/requestBody/content",
        "content",
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
    "other dialect": (
        at_x(operation(), jsonSchemaDialect="https://json-schema.org/draft/2019-09/schema"),
        "/jsonSchemaDialect",
        "jsonSchemaDialect",
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
    "dynamic reference": (
        at_x(taking({"$dynamicRef": "#node"})),
        f"{BODY}/application~1json/schema/$dynamicRef",
        "$dynamicRef",
    ),
    "other dialect of a schema": (
        at_x(taking({"$schema": "http://json-schema.org/draft-07/schema#"})),
        f"{BODY}/application~1json/schema/$schema",
        "$schema",
    ),
    "trace": (document({"/x": {"trace": {"responses": OK}}}), "/paths/~1x/trace", "trace"),
}


@pytest.mark.parametrize(("content", "pointer", "keyword"), CASES.values(), ids=CASES.keys())
def test_is_refused_by_pointer(tmp_path: Path, content: Json, pointer: str, keyword: str) -> None:
    found = refusals(load(written(tmp_path, content)))
    assert [(refusal.pointer, refusal.keyword) for refusal in found] == [(pointer, keyword)]


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


BROKEN: dict[str, tuple[str, str, str]] = {
    "half a character": ('{"openapi": "3.1.0", "info": {"title": "\\ud800"}}', "/info/title", "syntax"),
    "empty": ("", "", "openapi"),
    "a word": ("hello", "", "openapi"),
    "YAML that does not end": ("a: [1, 2\n", "", "syntax"),
    "two documents": ("openapi: 3.1.0\n---\na: b\n", "", "syntax"),
    "a key twice": ("openapi: 3.1.0\nopenapi: 3.1.0\n", "", "syntax"),
    "a key twice, JSON": ('{"openapi": "3.1.0", "openapi": "3.1.0"}', "", "syntax"),
    "an object of Python's": ("openapi: 3.1.0\ninfo: !!python/object:os.system {}\n", "", "syntax"),
    "an alias of itself": ("&a [*a]", "/0", "syntax"),
    "not a number": ("openapi: 3.1.0\ninfo: {version: .nan}\n", "/info/version", "syntax"),
    "nested without end": ('{"a":' * 50_000, "", "syntax"),
    "Swagger 2": ('swagger: "2.0"\n', "", "openapi"),
    "OpenAPI 4": ('{"openapi": "4.0.0", "info": {"title": "", "version": ""}, "paths": {}}', "/openapi", "openapi"),
    "a version that is no version": ('{"openapi": true}', "", "openapi"),
    "paths is a list": (
        '{"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": []}',
        "/paths",
        "openapi",
    ),
}


@pytest.mark.parametrize(("text", "pointer", "keyword"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_file_gets_one_line(tmp_path: Path, text: str, pointer: str, keyword: str) -> None:
    path = tmp_path / "contract.yaml"
    path.write_text(text)
    with pytest.raises(Refused) as raised:
        load(path)
    assert [(refusal.pointer, refusal.keyword) for refusal in raised.value.refusals] == [(pointer, keyword)]
    assert "\n" not in raised.value.refusals[0].message(Lines.of_file(path))


REFERENCES = {
    "to nowhere": "#/components/schemas/Nope",
    "into another file": "other.yaml#/components/schemas/A",
    "to itself": "#/components/schemas/A",
}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
def test_broken_reference(tmp_path: Path, reference: str) -> None:
    path = written(tmp_path, document({}, schemas={"A": {"$ref": reference}}))
    with pytest.raises(Refused) as raised:
        load(path)
    assert [(found.pointer, found.keyword) for found in raised.value.refusals] == [("/components/schemas/A", "$ref")]


def test_broken_reference_in_a_default_response(tmp_path: Path) -> None:
    """ "default" is a word of schemas, and the name of a response."""
    content = at_x(operation(responses={"default": {"$ref": "#/components/responses/Nope"}}))
    with pytest.raises(Refused) as raised:
        load(written(tmp_path, content))
    assert [found.pointer for found in raised.value.refusals] == [f"{ANSWER}/default"]


SOMETHING: dict[str, Json] = {
    "schemas": {"A": {"type": "string", "description": "A."}},
    "headers": {"A": {"schema": {"type": "string"}}},
    "parameters": {"A": {"name": "a", "in": "query", "schema": {"type": "string"}}},
    "responses": {"A": {"description": "A."}},
    "requestBodies": {"A": {"content": {"application/json": {"schema": {}}}}},
}
PLACES: dict[str, tuple[Json, str]] = {
    "parameters": ({"parameters": [{}]}, "parameters/0"),
    "requestBodies": ({"requestBody": {}}, "requestBody"),
    "responses": ({"responses": {"200": {}}}, "responses/200"),
    "headers": ({"responses": {"200": {"description": "A.", "headers": {"A": {}}}}}, "responses/200/headers/A"),
}


@pytest.mark.parametrize("kind", SOMETHING)
@pytest.mark.parametrize("place", PLACES)
def test_reference_to_another_kind(tmp_path: Path, place: str, kind: str) -> None:
    """What is referred to must be what can stand there, or it would be taken for it."""
    parts, where = deepcopy(PLACES[place])
    content = at_x({**operation(), **parts})
    content["components"] = deepcopy(SOMETHING)
    *steps, last = where.split("/")
    at: Json = content["paths"]["/x"]["get"]
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = {"$ref": f"#/components/{kind}/A"}
    path = written(tmp_path, content)
    if kind == place:
        load(path)
        return
    with pytest.raises(Refused) as raised:
        load(path)
    assert [(found.pointer, found.keyword) for found in raised.value.refusals] == [(f"/paths/~1x/get/{where}", "$ref")]
