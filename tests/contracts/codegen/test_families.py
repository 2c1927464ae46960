"""FR-460: a discriminator on a parent chooses among the components that extend it; FR-425: parts of segments."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from contracts.document.standard import standard
from tests.contracts.codegen.documents import document, operation, taking, written
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, Outcome, generate
from tests.contracts.codegen.verdicts.values import plain

Json = Any
_COMPONENT = "#/components/schemas/"


def _ref(name: str) -> Json:
    return {"$ref": _COMPONENT + name}


def _child(parent: str, member: str) -> Json:
    return {
        "allOf": [_ref(parent), {"type": "object", "required": [member], "properties": {member: {"type": "integer"}}}]
    }


SCHEMAS: Json = {
    "Pet": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "name": {"type": "string"}},
        "discriminator": {"propertyName": "kind", "mapping": {"dog": f"{_COMPONENT}Dog", "hound": "Dog"}},
    },
    "Cat": _child("Pet", "lives"),
    "Dog": _child("Pet", "size"),
    "Puppy": _child("Dog", "weeks"),
    "Shape": {
        "type": "object",
        "properties": {"form": {"type": "string"}},
        "discriminator": {"propertyName": "form", "mapping": {"any": "Shape"}},
    },
    "Circle": _child("Shape", "radius"),
    "Alone": {"type": "object", "properties": {"k": {"type": "string"}}, "discriminator": {"propertyName": "k"}},
}


def _in_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "integer"}}


PATHS: Json = {
    "/pet": {"post": taking(_ref("Pet"))},
    "/pets": {"post": taking({"type": "array", "items": _ref("Pet")})},
    "/dog": {"post": taking(_ref("Dog"))},
    "/shape": {"post": taking(_ref("Shape"))},
    "/alone": {"post": taking(_ref("Alone"))},
    "/name": {"post": taking(_ref("Pet/properties/name"))},
    "/file/{id}.json": {"post": operation(parameters=[_in_path("id")])},
    "/range/{low}-{high}": {"post": operation(parameters=[_in_path("low"), _in_path("high")])},
    "/v{major}/{id}": {"post": operation(parameters=[_in_path("major"), _in_path("id"), _in_path("other")])},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "families")
    generate(folder, {"families": document(PATHS, schemas=SCHEMAS)})
    with GeneratedServer(folder, "families") as running:
        yield running


def send(server: GeneratedServer, path: str, body: bytes | None = None) -> Outcome:
    headers = (("Content-Type", b"application/json"),) if body is not None else ()
    return server.send("things", Wire(path, headers, body))


BODIES = [
    ("/pet", {"kind": "Cat", "lives": 9, "name": "x"}, True),
    ("/pet", {"kind": "dog", "size": 1}, True),
    ("/pet", {"kind": "hound", "size": 1}, True),
    ("/pet", {"kind": "Puppy", "size": 1, "weeks": 2}, True),
    ("/pet", {"kind": "Puppy", "size": 1}, False),
    ("/pet", {"kind": "Dog", "size": 1}, False),
    ("/pet", {"kind": "Cat"}, False),
    ("/pet", {"kind": "Cat", "lives": 9, "name": 1}, False),
    ("/pet", {"kind": "fish"}, False),
    ("/pet", {"lives": 9}, False),
    ("/pets", [{"kind": "dog", "size": 1}, {"kind": "Cat", "lives": 1}], True),
    ("/pets", [{"kind": "dog", "lives": 1}], False),
    ("/dog", {"kind": "anything", "size": 1}, True),
    ("/dog", {"kind": "dog"}, False),
    ("/shape", {"form": "any"}, True),
    ("/shape", {"form": "Circle", "radius": 1}, True),
    ("/shape", {"form": "Circle"}, False),
    ("/alone", {"k": "whatever"}, True),
    ("/name", "x", True),
    ("/name", 1, False),
]


@pytest.mark.parametrize(("path", "body", "accepted"), BODIES, ids=str)
def test_value_is_what_it_says_to_be(server: GeneratedServer, path: str, body: Json, accepted: bool) -> None:
    outcome = send(server, path, written_(body))
    assert outcome.status == (200 if accepted else 422)
    if accepted:
        assert outcome.reached is not None
        assert plain(outcome.reached["body"]) == body


def written_(body: Json) -> bytes:
    return json.dumps(body).encode()


SEGMENTS = [
    ("/file/3.json", 200, {"id": 3}),
    ("/file/x.json", 422, None),
    ("/file/3.xml", 404, None),
    ("/range/3-4", 200, {"low": 3, "high": 4}),
    ("/range/3-x", 422, None),
    ("/range/34", 404, None),
    ("/v2/5", 200, {"major": 2, "id": 5}),
]


@pytest.mark.parametrize(("path", "status", "given"), SEGMENTS)
def test_part_of_a_segment(server: GeneratedServer, path: str, status: int, given: Json) -> None:
    """FR-425: a parameter may be a part of a segment; one that the path lacks is left out, with a note."""
    outcome = send(server, path)
    assert (outcome.status, outcome.reached) == (status, given)


def test_notes_and_pointers(tmp_path: Path) -> None:
    """What all children share is told where the parent stands."""
    schemas = {**SCHEMAS, "Pet": {**SCHEMAS["Pet"], "maximun": 1}}
    found = inspect(load(written(tmp_path, document(PATHS, schemas=schemas))))
    assert [(one.pointer, one.keyword) for one in found.refusals] == [("/components/schemas/Pet/maximun", "maximun")]
    assert [(one.pointer, one.keyword) for one in found.notes] == [
        ("/components/schemas/Alone/discriminator", "discriminator"),
        ("/paths/~1v{major}~1{id}/post/parameters/2/name", "name"),
    ]


def test_document_without_a_family_is_not_copied() -> None:
    plain_ = document({}, schemas={"A": {"type": "object"}})
    assert standard(plain_).moved == {}
    assert standard(plain_).document["components"] == plain_["components"]


REFUSED = {
    "/x/{a}{b}": "nothing parts two templated parts of a segment",
    "/x?y={a}": "a query or a fragment is no part of a path; declare what is behind the `?` as parameters `in: query`",
}


@pytest.mark.parametrize("path", REFUSED)
def test_path_that_is_refused(tmp_path: Path, path: str) -> None:
    names = [name for name in "ab" if f"{{{name}}}" in path]
    content = document({path: {"get": operation(parameters=[_in_path(name) for name in names])}})
    found = inspect(load(written(tmp_path, content)))
    assert [one.reason for one in found.refusals] == [REFUSED[path]]


def test_array_is_a_whole_segment(tmp_path: Path) -> None:
    listed = {"name": "ids", "in": "path", "required": True, "schema": {"type": "array", "items": {"type": "integer"}}}
    found = inspect(load(written(tmp_path, document({"/x/{ids}.json": {"get": operation(parameters=[listed])}}))))
    assert [one.reason for one in found.refusals] == ["{ids} is an array and no whole segment of the path"]
