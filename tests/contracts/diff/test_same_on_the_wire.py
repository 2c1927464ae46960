"""What is written in another way and means the same on the wire (RFC 9110), and lists where there was one value."""

from typing import Any

import pytest

from contracts.diff import Level
from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import document

STRING: dict[str, Any] = {"type": "string"}
JSON: dict[str, Any] = {"schema": {"type": "object"}}


def _scheme(called: str, scheme: dict[str, str]) -> dict[str, Any]:
    operation = {"security": [{called: []}], "responses": {"204": {"description": "Done."}}}
    return document(operation, {"securitySchemes": {called: scheme}})


def _content(media_type: str) -> dict[str, Any]:
    content = {"content": {media_type: JSON}}
    headers = {"X-Thing": {"content": {media_type: JSON}}}
    return document(
        {
            "parameters": [{"name": "p", "in": "query", "content": {media_type: JSON}}],
            "requestBody": content,
            "responses": {"200": {"description": "Done.", "headers": headers, **content}},
        }
    )


def _parameter(name: str, where: str) -> dict[str, Any]:
    parameter = {"name": name, "in": where, "schema": STRING}
    return document({"parameters": [parameter], "responses": {"204": {"description": "Done."}}})


SAME = {
    "bearer": (_scheme("a", {"type": "http", "scheme": "bearer"}), _scheme("a", {"type": "http", "scheme": "Bearer"})),
    "another name, and basic": (
        _scheme("a", {"type": "http", "scheme": "basic"}),
        _scheme("b", {"type": "http", "scheme": "BASIC"}),
    ),
    "a header's key": (
        _scheme("a", {"type": "apiKey", "in": "header", "name": "X-API-Key"}),
        _scheme("a", {"type": "apiKey", "in": "header", "name": "x-api-key"}),
    ),
    "a header's key of another name": (
        _scheme("a", {"type": "apiKey", "in": "header", "name": "X-API-Key"}),
        _scheme("b", {"type": "apiKey", "in": "header", "name": "x-api-key"}),
    ),
    "a header": (_parameter("X-Thing", "header"), _parameter("x-thing", "header")),
    "a media type": (_content("application/json"), _content("Application/JSON")),
    "charset of JSON": (_content("application/json"), _content('application/json; charset="UTF-8"')),
    "charset of a kind of JSON": (_content("application/vnd.a+json"), _content("application/vnd.a+json;charset=utf-8")),
}
DIFFERENT = {
    "a cookie's key": (
        _scheme("a", {"type": "apiKey", "in": "cookie", "name": "Key"}),
        _scheme("a", {"type": "apiKey", "in": "cookie", "name": "key"}),
    ),
    "a query's key": (
        _scheme("a", {"type": "apiKey", "in": "query", "name": "Key"}),
        _scheme("a", {"type": "apiKey", "in": "query", "name": "key"}),
    ),
    "a query parameter": (_parameter("Page", "query"), _parameter("page", "query")),
    "another charset": (_content("application/json"), _content("application/json; charset=latin1")),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_same_on_the_wire_is_no_change(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """FR-406: names of schemes, headers and media types are case-insensitive, and JSON is UTF-8 in any case."""
    assert compare(*pair) == []
    assert compare(*reversed(pair)) == []


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_different_on_the_wire_is_a_change(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """FR-406: names of cookies and of query parameters are case-sensitive."""
    assert compare(*pair) != []


def _list(**keywords: Any) -> dict[str, Any]:
    return {"type": "array", "items": STRING, **keywords}


NULL: dict[str, Any] = {"type": "null"}
LISTS: dict[str, tuple[dict[str, Any], Level]] = {
    "of any length": (_list(), Level.SAFE),
    "of at least one": (_list(minItems=1), Level.SAFE),
    "of at most one": (_list(maxItems=1), Level.SAFE),
    "or null": ({"anyOf": [_list(minItems=1), NULL]}, Level.SAFE),
    "or null, in one": (_list(type=["array", "null"]), Level.SAFE),
    "of at least two": (_list(minItems=2), Level.BREAKING),
    "of at least two, or null": ({"anyOf": [_list(minItems=2), NULL]}, Level.BREAKING),
    "of none": (_list(maxItems=0), Level.BREAKING),
    "of two of a kind": (_list(contains=STRING, minContains=2), Level.BREAKING),
    "of numbers": (_list(items={"type": "integer"}), Level.BREAKING),
}


@pytest.mark.parametrize("old", [STRING, {"anyOf": [STRING, NULL]}, {"type": ["string", "null"]}])
@pytest.mark.parametrize("name", LISTS)
def test_list_where_it_was_one_value(name: str, old: dict[str, Any]) -> None:
    """FR-151: `tag=a` is an exploded list of one, so a list that may have one item takes what was sent."""
    new, worst = LISTS[name]
    contracts = []
    for schema in (old, new):
        parameter = {"name": "p", "in": "query", "schema": schema}
        contracts.append(document({"parameters": [parameter], "responses": {"204": {"description": "Done."}}}))
    assert compare(*contracts)[0].level is worst
