"""FR-390: what a server has nothing to enforce for is a note at the end of the run, and the document generates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load, read
from contracts.document.refusal import Refused
from tests.contracts.codegen.documents import OK, answering, document, operation, query, taking, written
from tests.contracts.codegen.generating import codegen, shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, Outcome, generate

Json = Any
SENT = "are requests that a server sends, so nothing is served for them; their schemas become models"
IDLE = "changes no reference here: all are pointers into the document"
BODY = "requestBody/content/application~1json/schema"
EVENT = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
SENDING = {"requestBody": {"content": {"application/json": {"schema": EVENT}}}, "responses": OK}
NULL = {"type": "null"}
UNREAD = "is a text in a field of another type, so it is not filled in: where it is left out, the field is MISSING"
CASES: dict[str, tuple[Json, str, str, str]] = {
    "an unknown format": (
        query({"type": "string", "format": "iso-country-code"}),
        "parameters/0/schema/format",
        "format",
        "iso-country-code is no format that is enforced; a `pattern` is",
    ),
    "an unknown format like a known one": (
        query({"type": "string", "format": "datetime"}),
        "parameters/0/schema/format",
        "format",
        "datetime is no format that is enforced; did you mean date-time?",
    ),
    "a format of strings": (
        query({"type": "integer", "format": "date"}),
        "parameters/0/schema/format",
        "format",
        "date is a format of strings, and this is none, so that nothing is enforced",
    ),
    "a format of numbers": (
        query({"type": "string", "format": "int64"}),
        "parameters/0/schema/format",
        "format",
        "int64 is a format of numbers, and this is none, so that nothing is enforced",
    ),
    "an empty value": (
        query({"type": "string"}, allowEmptyValue=True),
        "parameters/0/allowEmptyValue",
        "allowEmptyValue",
        "says nothing beside the schema: an empty value is accepted where the schema accepts it",
    ),
    "nullable": (
        taking({"type": "string", "nullable": True}),
        f"{BODY}/nullable",
        "nullable",
        'is of OpenAPI 3.0 and says nothing in later ones; null is refused, and accepted with "null" among the types',
    ),
    "nullable where null is": (
        taking({"type": ["string", "null"], "nullable": True}),
        f"{BODY}/nullable",
        "nullable",
        "is of OpenAPI 3.0 and says nothing in later ones; null is accepted all the same",
    ),
    "a default of a date": (
        taking({"type": "object", "properties": {"d": {"type": "string", "format": "date", "default": "2026-03-01"}}}),
        f"{BODY}/properties/d/default",
        "default",
        UNREAD,
    ),
    "a default of a date or null": (
        taking(
            {
                "type": "object",
                "properties": {"d": {"anyOf": [{"type": "string", "format": "date"}, NULL], "default": "2026-03-01"}},
            }
        ),
        f"{BODY}/properties/d/default",
        "default",
        UNREAD,
    ),
    "a default of an item": (
        taking({"type": "array", "items": {"type": "object", "default": {}, "required": ["a"]}}),
        f"{BODY}/items/default",
        "default",
        "is not filled in: nothing says where items are left out",
    ),
    "a callback": (
        operation(callbacks={"done": {"{$request.query.url}": {"post": SENDING}}}),
        "callbacks/done",
        "callbacks",
        SENT,
    ),
    "an identifier": (taking({"$id": "https://a.example/b", "type": "integer"}), f"{BODY}/$id", "$id", IDLE),
    "a dynamic anchor": (
        taking({"$dynamicAnchor": "node", "type": "integer"}),
        f"{BODY}/$dynamicAnchor",
        "$dynamicAnchor",
        IDLE,
    ),
    "a schema of what a text holds": (
        taking({"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "integer"}}),
        f"{BODY}/contentSchema",
        "contentSchema",
        "describes the text within, which is not read",
    ),
    "a response without a description": (
        operation(responses={"200": {}}),
        "responses/200",
        "openapi",
        "has no description",
    ),
    "a description that is none": (
        operation(description=None),
        "description",
        "openapi",
        "must be a text, and is null",
    ),
}


def at(name: str) -> str:
    return "/" + "-".join(name.split())


@pytest.mark.parametrize("name", CASES)
def test_is_noted_by_pointer(tmp_path: Path, name: str) -> None:
    get, where, keyword, reason = CASES[name]
    found = inspect(load(written(tmp_path, document({"/x": {"get": get}}))))
    assert found.refusals == []
    assert [(one.pointer, one.keyword, one.reason) for one in found.notes] == [
        (f"/paths/~1x/get/{where}", keyword, reason)
    ]


SILENT: dict[str, Json] = {
    "anchors and definitions": taking(
        {"$anchor": "a", "$comment": "A.", "$schema": "https://json-schema.org/draft/2020-12/schema"}
    ),
    "extensions": {**operation(), "x-any": {"$ref": "#/nowhere"}, "x-max-bytes": 1},
    "examples": taking({"type": "integer", "example": "x", "examples": [{"$ref": "#/nowhere"}]}),
    "an encoding": taking({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
    "a binary text": taking({"type": "string", "format": "binary"}),
}


@pytest.mark.parametrize("name", SILENT)
def test_says_nothing_at_all(tmp_path: Path, name: str) -> None:
    found = inspect(load(written(tmp_path, document({"/x": {"get": SILENT[name]}}))))
    assert (found.refusals, found.notes) == ([], [])


def whole() -> Json:
    """All cases in one document, with what else is noted of whole documents."""
    paths: Json = {at(name): {"post": {**get, "tags": ["things"]}} for name, (get, *_) in CASES.items()}
    paths["/shared"] = {"$ref": "#/components/pathItems/Shared"}
    paths["/twice"] = {"get": operation(operationId="twice"), "put": operation(operationId="Twice")}
    paths["/defined"] = {"post": taking({"$ref": "#/components/schemas/Outer/$defs/inner"})}
    made = document(paths, webhooks={"thingMade": {"post": SENDING}})
    made["components"] = {
        "pathItems": {"Shared": {"get": query({"type": "integer"}), "summary": "Shared."}},
        "schemas": {
            "Outer": {
                "type": "object",
                "properties": {"n": {"$ref": "#/components/schemas/Outer/$defs/inner"}},
                "$defs": {"inner": {"type": "integer", "maximum": 9}},
            }
        },
    }
    made["info"] = {}
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "notes")
    generate(folder, {"noted": whole()})
    with GeneratedServer(folder, "noted") as running:
        yield running


def send(server: GeneratedServer, path: str, body: bytes | None = None) -> Outcome:
    headers = (("Content-Type", b"application/json"),) if body is not None else ()
    return server.send("things", Wire(path, headers, body))


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"{at('an unknown format')}?q=x", None, 200),
        (f"{at('a format of strings')}?q=3", None, 200),
        (f"{at('a format of strings')}?q=2026-01-01", None, 422),
        (f"{at('a format of numbers')}?q=x", None, 200),
        (f"{at('an empty value')}?q=", None, 200),
        (at("nullable"), b"null", 422),
        (at("nullable"), b'"x"', 200),
        (at("nullable where null is"), b"null", 200),
        (at("an identifier"), b"1", 200),
        (at("an identifier"), b'"x"', 422),
        (at("a schema of what a text holds"), b'"x"', 200),
        ("/defined", b"9", 200),
        ("/defined", b"10", 422),
    ],
)
def test_what_is_noted_is_served(server: GeneratedServer, path: str, body: bytes | None, status: int) -> None:
    assert send(server, path, body).status == status


def test_bodies_that_a_server_sends_are_models(server: GeneratedServer) -> None:
    """FR-391: those of webhooks and callbacks, named after them."""
    models = __import__("noted.models", fromlist=["ThingMadeBody"])
    assert models.ThingMadeBody(id=1).id == 1
    assert models.DoneBody(id=2).id == 2
    del server


def test_path_item_by_reference_is_served_where_it_is_named(server: GeneratedServer) -> None:
    routers = __import__("noted.routers.things", fromlist=["OPERATIONS"])
    made = {(one.method, one.path): one.id for one in routers.OPERATIONS}
    assert made[("GET", "/shared")] == "get_shared"
    assert (made[("GET", "/twice")], made[("PUT", "/twice")]) == ("twice", "put_twice")
    del server


def test_notes_of_whole_documents(tmp_path: Path) -> None:
    """Of words that are missing, of names that are taken, and of what stands behind a reference where it stands."""
    content = whole()
    content["components"]["pathItems"]["Shared"]["get"]["parameters"][0]["allowEmptyValue"] = True
    found = inspect(load(written(tmp_path, content)))
    told = {(one.pointer, one.keyword): one.reason for one in found.notes}
    assert found.refusals == []
    assert told["/info", "openapi"] == "has no version"
    assert told["/webhooks/thingMade", "webhooks"] == SENT
    assert (
        told["/paths/~1twice/put", "operationId"] == "another operation has the same name; this one is called put_twice"
    )
    assert ("/components/pathItems/Shared/get/parameters/0/allowEmptyValue", "allowEmptyValue") in told


VERSIONS = {"3.1": "3.1.0", '"3.1"': "3.1.0", "3.0": "3.0.0", "3.2": "3.2.0", "3.1.1": "3.1.1"}


@pytest.mark.parametrize("written_", VERSIONS)
def test_version_without_quotes(tmp_path: Path, written_: str) -> None:
    """FR-392: in YAML 3.1 is a number."""
    file = tmp_path / "contract.yaml"
    file.write_text(f"openapi: {written_}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n")
    assert load(file)["openapi"] == VERSIONS[written_]


def test_reference_by_an_anchor_says_the_pointer(tmp_path: Path) -> None:
    content = document({"/x": {"get": taking({"$ref": "#point"})}}, schemas={"Point": {"$anchor": "point"}})
    with pytest.raises(Refused) as raised:
        load(written(tmp_path, content))
    assert [one.reason for one in raised.value.refusals] == [
        "#point refers by the name of an anchor; write #/components/schemas/Point"
    ]


def test_every_refusal_comes_in_one_run(tmp_path: Path) -> None:
    """FR-393: of the structure, of references, of schemas and of the rest; what follows from one alone is not told."""
    shared = {"Broken": {"type": "strin"}, "Odd": {"minLenght": 1}}
    content = document(
        {
            "/a": {"get": operation(operationID="a"), "post": taking({"$ref": "#/components/schemas/Nowhere"})},
            "/b": {"get": answering({"$ref": "#/components/schemas/Broken"}), "trace": {"responses": OK}},
            "/c": {
                "get": query({"type": "integer", "default": "x"}),
                "put": taking({"$ref": "#/components/schemas/Odd"}),
            },
            "/d/{id}": {"get": operation(parameters=[{"in": "path", "name": "id", "required": True}])},
        },
        schemas=shared,
    )
    found = inspect(read(written(tmp_path, content)))
    assert {(one.pointer, one.keyword) for one in found.refusals} == {
        ("/paths/~1a/get/operationID", "openapi"),
        (f"/paths/~1a/post/{BODY}", "$ref"),
        ("/components/schemas/Broken/type", "type"),
        ("/paths/~1b/trace", "trace"),
        ("/paths/~1c/get/parameters/0/schema/default", "default"),
        ("/components/schemas/Odd/minLenght", "minLenght"),
        ("/paths/~1d~1{id}/get/parameters/0", "parameter"),
    }


def test_report_is_grouped_by_cause(tmp_path: Path) -> None:
    """FR-394: with a count and each place; notes are last, and told apart."""
    odd = query({"type": "string", "format": "odd"})
    paths = {f"/{name}": {"get": odd} for name in "abcdefg"}
    file = written(
        tmp_path, document({**paths, "/x": {"trace": {"responses": OK}}, "/y": {"trace": {"responses": OK}}})
    )
    refused = codegen("--contract", file, "--out", tmp_path / "out")
    assert refused.returncode == 1
    where = "/get/parameters/0/schema/format"
    noted = ["note: format: odd is no format that is enforced; a `pattern` is (7 places)"]
    assert refused.stderr.splitlines() == [
        "trace: TRACE gives a client its own headers back; not served (2 places)",
        f"  {file}:1 #/paths/~1x/trace",
        f"  {file}:1 #/paths/~1y/trace",
        *noted,
        *(f"  {file}:1 #/paths/~1{name}{where}" for name in "abcdefg"),
    ]
    written(tmp_path, document(paths))
    checked = codegen("--contract", file, "--out", tmp_path / "out", "--check-only")
    assert (checked.returncode, (tmp_path / "out").exists()) == (0, False)
    assert checked.stderr.splitlines() == [*noted, *(f"  {file}:1 #/paths/~1{name}{where}" for name in "abcdefg")]
    made = codegen("--contract", file, "--out", tmp_path / "out")
    assert made.returncode == 0
    assert made.stderr.splitlines() == [
        *noted,
        *(f"  {file}:1 #/paths/~1{name}{where}" for name in "abcde"),
        "  … and 2 more: --check-only lists them",
    ]
