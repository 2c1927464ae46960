"""FR-042: what is refused of a document's structure is told where it is, with what to write in its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.lines import Lines
from contracts.document.load import read, read_text
from contracts.document.refusal import Refused
from contracts.document.report import report
from tests.contracts.codegen.documents import OK, document, operation, query, written

Json = Any
SCHEMA, GET, PARAMETER = "/components/schemas/A", "/paths/~1x/get", "/paths/~1x/get/parameters/0"


def _schema(schema: Json) -> Json:
    return document({}, schemas={"A": schema})


def _at_x(one: Json) -> Json:
    return document({"/x": {"get": one}})


def _status(status: str) -> Json:
    return _at_x(operation(responses={status: {"description": "Done."}}))


def _parameter(**words: Json) -> Json:
    return _at_x(operation(parameters=[{"name": "q", "in": "query", **words}]))


_MUST_BE = "must be an object, and is"
_NEITHER = "has neither `schema` nor `content`; give it a schema, as `type: string`"
_BOTH = "has both `schema` and `content`; keep one of the two"
_HEADER = {"schema": {"type": "string"}, "content": {"application/json": {}}}
_NO_STATUS = "is no status; write a status as 200, a range as 2XX, or default"
_ONE = {"oneOf": [{"type": "object"}]}
_NO_NAME = "has no `propertyName`: name the property that tells the alternatives apart, or leave the discriminator out"
CASES: dict[str, tuple[Json, str, str]] = {
    "a reference that is a number": (
        _schema({"items": {"$ref": 1}}),
        f"{SCHEMA}/items/$ref",
        "must be a text such as '#/components/schemas/Name', and is a number",
    ),
    "a reference that is null": (
        _schema({"$ref": None}),
        f"{SCHEMA}/$ref",
        "must be a text such as '#/components/schemas/Name', and is null",
    ),
    "a reference of a parameter": (
        _at_x(operation(parameters=[{"$ref": 1}])),
        f"{PARAMETER}/$ref",
        "must be a text, and is a number",
    ),
    "components that are a list": (document({}) | {"components": []}, "/components", f"{_MUST_BE} a list"),
    "components that are a text": (document({}) | {"components": "x"}, "/components", f"{_MUST_BE} a text"),
    "a section that is a list": (
        document({}) | {"components": {"schemas": []}},
        "/components/schemas",
        f"{_MUST_BE} a list",
    ),
    "a section that is a number": (
        document({}) | {"components": {"responses": 1}},
        "/components/responses",
        f"{_MUST_BE} a number",
    ),
    "paths that are a list": (document([]), "/paths", f"{_MUST_BE} a list"),
    "security that is a number": (document({}, security=1), "/security", "must be a list, and is a number"),
    "an operation that is null": (document({"/x": {"get": None}}), GET, f"{_MUST_BE} null"),
    "a parameter of no schema": (_parameter(), PARAMETER, _NEITHER),
    "a parameter of two": (_parameter(schema={}, content={"application/json": {}}), PARAMETER, _BOTH),
    "a header of no schema": (
        _at_x(operation(responses={"200": {"description": "", "headers": {"A": {}}}})),
        f"{GET}/responses/200/headers/A",
        _NEITHER,
    ),
    "a header of two": (
        _at_x(operation(responses={"200": {"description": "", "headers": {"A": _HEADER}}})),
        f"{GET}/responses/200/headers/A",
        _BOTH,
    ),
    "a range in small letters": (_status("2xx"), f"{GET}/responses/2xx", "2xx is no status; write 2XX"),
    "half a range": (_status("20x"), f"{GET}/responses/20x", f"20x {_NO_STATUS}"),
    "a status beyond 599": (_status("600"), f"{GET}/responses/600", f"600 {_NO_STATUS}"),
    "a status in words": (_status("ok"), f"{GET}/responses/ok", f"ok {_NO_STATUS}"),
    "a path without a slash": (
        document({"x": {"get": operation()}}),
        "/paths/x",
        "a path begins with a slash; write /x",
    ),
    "a multiple of nothing": (_schema({"multipleOf": 0}), f"{SCHEMA}/multipleOf", "must be more than 0"),
    "a length below zero": (_schema({"minLength": -1}), f"{SCHEMA}/minLength", "must be at least 0"),
    "a name required twice": (
        _schema({"required": ["a", "a"]}),
        f"{SCHEMA}/required",
        "has a value twice; keep one of the two",
    ),
    "a style of the path in a query": (
        _at_x(query({"type": "string"}, style="matrix")),
        f"{PARAMETER}/style",
        "must be form, spaceDelimited, pipeDelimited or deepObject",
    ),
    "a style of the path": (
        document(
            {
                "/x/{id}": {
                    "get": operation(
                        parameters=[{"name": "id", "in": "path", "required": True, "style": "label", "schema": {}}]
                    )
                }
            }
        ),
        "/paths/~1x~1{id}/get/parameters/0/style",
        "a path parameter is read in the style simple; write that",
    ),
    "an empty discriminator": (_schema({**_ONE, "discriminator": {}}), f"{SCHEMA}/discriminator", _NO_NAME),
    "an empty discriminator of a parent": (
        _schema({"type": "object", "discriminator": {}}),
        f"{SCHEMA}/discriminator",
        _NO_NAME,
    ),
    "a discriminator that is a text": (
        _schema({**_ONE, "discriminator": "kind"}),
        f"{SCHEMA}/discriminator",
        f"{_MUST_BE} a text",
    ),
    "a mapping that is a list": (
        _schema({**_ONE, "discriminator": {"propertyName": "a", "mapping": []}}),
        f"{SCHEMA}/discriminator/mapping",
        f"{_MUST_BE} a list",
    ),
    "a mapping to a number": (
        _schema({**_ONE, "discriminator": {"propertyName": "a", "mapping": {"x": 1}}}),
        f"{SCHEMA}/discriminator/mapping/x",
        "must be a text, and is a number",
    ),
    "headers of the only shared response that are a list": (
        document({"/x": {"get": operation(responses={**OK, "404": {"$ref": "#/components/responses/Gone"}})}})
        | {"components": {"responses": {"Gone": {"description": "Gone.", "headers": []}}}},
        "/components/responses/Gone/headers",
        f"{_MUST_BE} a list",
    ),
    "a word that OpenAPI has not": (
        _at_x(operation(frobnicate=1)),
        f"{GET}/frobnicate",
        "OpenAPI has no frobnicate here; leave it out, or call it x-frobnicate",
    ),
}


@pytest.mark.parametrize(("given", "pointer", "sentence"), CASES.values(), ids=CASES)
def test_sentence_says_the_cure(given: Json, pointer: str, sentence: str) -> None:
    """One sentence for one mistake, and none of what follows from it."""
    found = inspect(read_text(json.dumps(given))).refusals
    assert [(one.pointer, one.reason) for one in found] == [(pointer, sentence)]


def test_sentence_says_the_line(tmp_path: Path) -> None:
    """Where in the file, too."""
    file = tmp_path / "api.yaml"
    file.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /x:\n    get:\n      responses:\n        20x: {}\n"
    )
    lines = list(report(inspect(read(file)).refusals, Lines.of_file(file, file.name)))
    assert lines == [f"api.yaml:7 #/paths/~1x/get/responses/20x: responses: 20x {_NO_STATUS}"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"swagger": "2.0"},
            "it is Swagger 2.0; convert it first, with `npx swagger2openapi FILE --outfile openapi.json`",
        ),
        (
            {"swagger": 2.0},
            "it is Swagger 2.0; convert it first, with `npx swagger2openapi FILE --outfile openapi.json`",
        ),
        ({"asyncapi": "2.6.0"}, "it is AsyncAPI, which describes messages and no HTTP"),
        ({"title": "x"}, "it has no version in `openapi`; begin it with `openapi: 3.1.0`"),
        ([], "it has no version in `openapi`; begin it with `openapi: 3.1.0`"),
    ],
    ids=str,
)
def test_what_is_no_openapi_is_told(given: Json, sentence: str) -> None:
    """Swagger's own documents are converted by its tools."""
    with pytest.raises(Refused) as error:
        read_text(json.dumps(given))
    assert [one.reason for one in error.value.refusals] == [f"is not an OpenAPI document: {sentence}"]


def test_servers_with_a_path_are_noted(tmp_path: Path) -> None:
    """Routes begin where the paths of the document do; what stands before them in a URL is said."""
    prefixed = [
        {"url": "/"},
        {"url": "https://a.example"},
        {"url": "https://a.example/v1/"},
        {"url": "https://a.example/{base}", "variables": {"base": {"default": "v2"}}},
        {"url": "http://[broken/"},
    ]
    other = [{"url": "/"}]
    paths = {"/x": {"get": operation(servers=other), "servers": other}, "/y": {"get": operation(servers=[])}}
    inspection = inspect(read(written(tmp_path, document(paths, servers=prefixed))))
    assert inspection.refusals == []
    mount = (
        "is no part of the routes: mount them with `include_router(…, prefix='{}')`, or behind a proxy that takes it "
        "away"
    )
    own = "a server of its own says nothing here: it is served where all is"
    assert [(one.pointer, one.reason) for one in inspection.notes] == [
        ("/servers/2/url", f"/v1 {mount.format('/v1')}"),
        ("/servers/3/url", f"/v2 {mount.format('/v2')}"),
        ("/paths/~1x/servers", own),
        ("/paths/~1x/get/servers", own),
    ]
