"""Messages beyond one JSON body: callbacks and webhooks, streams, raw bytes, parts of forms, OpenAPI 3.2."""

from typing import Any

import pytest

from contracts.diff import Level
from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import document

Json = Any
DONE: Json = {"204": {"description": "Done."}}


def _body(schema: Json, media_type: str = "application/json", key: str = "schema") -> Json:
    return {"content": {media_type: {key: schema}}}


def _text(**keywords: Json) -> Json:
    return {"type": "object", "properties": {"a": {"type": "string", **keywords}}}


def _webhook(request: Json) -> Json:
    return document({"responses": DONE}) | {"webhooks": {"made": {"post": {"responses": DONE, **request}}}}


def _callback(request: Json) -> Json:
    item = {"{$request.body#/url}": {"post": {"responses": DONE, **request}}}
    return document({"responses": DONE, "callbacks": {"made": item}})


def _header(required: bool, **schema: Json) -> Json:
    return {"parameters": [{"name": "X-Thing", "in": "header", "required": required, "schema": schema}]}


# Each with the level there and back: a server may send less, and a client may answer more.
DIRECTED: dict[str, tuple[Json, Json, Level, Level]] = {
    "what is sent is shorter": (
        {"requestBody": _body(_text())},
        {"requestBody": _body(_text(maxLength=9))},
        Level.SAFE,
        Level.BREAKING,
    ),
    "what is answered is shorter": (
        {"responses": {"200": {"description": "", **_body(_text())}}},
        {"responses": {"200": {"description": "", **_body(_text(maxLength=9))}}},
        Level.BREAKING,
        Level.SAFE,
    ),
    "another answer is taken": (
        {"responses": DONE},
        {"responses": {**DONE, "202": {"description": "Later."}}},
        Level.SAFE,
        Level.BREAKING,
    ),
    "a header is always sent": (
        _header(False, type="string"),
        _header(True, type="string"),
        Level.SAFE,
        Level.BREAKING,
    ),
    "a header is sent": ({}, _header(True, type="string"), Level.SAFE, Level.BREAKING),
    "a header is a number": (
        _header(True, type="string"),
        _header(True, type="integer"),
        Level.SAFE,
        Level.BREAKING,
    ),
}


@pytest.mark.parametrize("build", [_webhook, _callback])
@pytest.mark.parametrize(("old", "new", "there", "back"), DIRECTED.values(), ids=DIRECTED)
def test_server_is_the_one_that_asks(build: Any, old: Json, new: Json, there: Level, back: Level) -> None:
    """FR-407: in a request of the server the directions are the other way round."""
    assert [one.level for one in compare(build(old), build(new))] == [there]
    assert [one.level for one in compare(build(new), build(old))] == [back]
    assert compare(build(new), build(new)) == []


def test_sentence_says_what_changed() -> None:
    """FR-407: one change for all of a webhook, with the pointer and the words of the worst."""
    old, new = (_webhook({"requestBody": _body(_text(**more))}) for more in ({"maxLength": 9}, {}))
    (change,) = compare(old, new)
    assert change.rule == "webhook-changed"
    assert change.sentence.startswith("The webhook made changed: `a` in the body of ")
    assert change.pointer == "/webhooks/made/post/requestBody/content/application~1json/schema/properties/a/maxLength"


def _stream(media_type: str, key: str, schema: Json) -> Json:
    version = "3.2.0" if key == "itemSchema" else "3.1.0"
    return document({"responses": {"200": {"description": "All.", **_body(schema, media_type, key)}}}, version=version)


_SEQUENCES = ["text/event-stream", "application/jsonl", "application/x-jsonlines", "application/json-seq"]


@pytest.mark.parametrize("media_type", [*_SEQUENCES, "application/ndjson; charset=utf-8", "application/geo+json-seq"])
def test_items_of_streams(media_type: str) -> None:
    """FR-406: the `schema` of 3.1 is the `itemSchema` of 3.2, and so are the items of an array of it."""
    ways = [_stream(media_type, "schema", _text()), _stream(media_type, "itemSchema", _text())]
    ways.append(_stream(media_type, "schema", {"type": "array", "items": _text()}))
    for old in ways:
        assert all(compare(old, new) == [] for new in ways)
        (change,) = compare(old, _stream(media_type, "itemSchema", _text(maxLength=9)))
        assert (change.rule, change.level) == ("response-property-max-length-set", Level.SAFE)
        (change,) = compare(_stream(media_type, "itemSchema", _text(maxLength=9)), old)
        assert (change.rule, change.level) == ("response-property-max-length-removed", Level.BREAKING)


@pytest.mark.parametrize(
    "media_type", ["application/octet-stream", "image/png", "*/*", "text/csv", "application/x-own"]
)
def test_raw_bytes_are_the_same_in_every_version(media_type: str) -> None:
    """FR-406: OpenAPI 3.0 says `format: binary`, 3.1 nothing."""
    old = document({"requestBody": _body({"type": "string", "format": "binary"}, media_type), "responses": DONE})
    new = document({"requestBody": {"content": {media_type: {}}}, "responses": DONE})
    assert compare(old, new) == []
    assert compare(new, old) == []


@pytest.mark.parametrize(
    ("named", "included"),
    [
        ("application/vnd.a+json", "application/*+json"),
        ("application/*+json", "application/*"),
        ("image/png", "image/*"),
        ("text/csv; header=present", "text/csv"),
        ("text/csv; header=present", "*/*"),
    ],
)
def test_a_range_includes_what_it_names(named: str, included: str) -> None:
    """FR-370: a request that may be of any of a range may still be what it was; the other way round it may not."""
    old, new = (document({"requestBody": _body(_text(), name), "responses": DONE}) for name in (named, included))
    assert [change.rule for change in compare(old, new)] == ["request-body-media-type-added"]
    assert "request-body-media-type-removed" in [change.rule for change in compare(new, old)]


def test_the_narrowest_range_is_what_is_compared() -> None:
    """FR-370: as the server reads a body by the most specific name."""
    old = document({"requestBody": _body(_text(), "application/vnd.a+json"), "responses": DONE})
    wide = {"*/*": {}, "application/*": {}, "application/*+json": {"schema": _text(maxLength=9)}}
    new = document({"requestBody": {"content": wide}, "responses": DONE})
    assert "request-property-max-length-set" in [change.rule for change in compare(old, new)]


@pytest.mark.parametrize("pair", [("iban", None), (None, "iban"), ("iban", "own"), ("password", "iban")])
def test_a_format_that_nobody_knows_is_a_word(pair: tuple[str | None, str | None]) -> None:
    """FR-151: nobody enforces it; one that is known in its place is enforced."""
    keywords = [{} if name is None else {"format": name} for name in pair]
    old, new = (document({"requestBody": _body(_text(**words)), "responses": DONE}) for words in keywords)
    (change,) = compare(old, new)
    assert (change.rule, change.level) == ("request-property-format-hint-changed", Level.SAFE)
    known = document({"requestBody": _body(_text(format="date")), "responses": DONE})
    assert [change.level for change in compare(old, known)] == [Level.BREAKING]
    assert [change.level for change in compare(known, old)] == [Level.SAFE]


@pytest.mark.parametrize(("encoding", "changes"), [({"a": {"contentType": "Text/CSV"}}, 0), ({"a": {}}, 1), ({}, 1)])
def test_case_of_a_part_is_no_change(encoding: Json, changes: int) -> None:
    """FR-406: a media type is case-insensitive in a form too."""
    documents = []
    for parts in ({"a": {"contentType": "text/csv"}}, encoding):
        body = {"content": {"multipart/form-data": {"schema": _text(), "encoding": parts}}}
        documents.append(document({"requestBody": body, "responses": DONE}))
    assert len(compare(*documents)) == changes


@pytest.mark.parametrize("where", ["query", "additionalOperations"])
def test_methods_of_3_2(where: str) -> None:
    """FR-406: an operation of another method is added, compared and removed like any."""
    plain = document({"responses": DONE}, version="3.2.0")

    def with_operation(**keywords: Json) -> Json:
        operation = {"responses": DONE, "requestBody": _body(_text(**keywords))}
        item = {where: operation} if where == "query" else {where: {"COPY": operation}}
        return plain | {"paths": {"/things": {"post": {"responses": DONE}, **item}}}

    old, new = with_operation(), with_operation(maxLength=1)
    assert {one.rule for one in compare(plain, old)} >= {"operation-added"}
    assert {one.rule for one in compare(old, plain)} >= {"operation-removed-without-deprecation"}
    (change,) = compare(old, new)
    method = "QUERY" if where == "query" else "COPY"
    assert (change.rule, change.operation) == ("request-property-max-length-set", f"{method} /things")
