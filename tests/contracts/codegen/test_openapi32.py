"""FR-038: documents of OpenAPI 3.2 are read; what of it is not honoured is refused by its name."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load, read
from tests.contracts.codegen.documents import OK, document, operation, taking, written
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate

Json = Any
COUNT = {"type": "integer", "maximum": 9}
KIND = {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}}
DOCUMENT: Json = {
    **document(
        {
            "/things": {
                "query": taking({"$ref": "#/components/schemas/Filter"}),
                "additionalOperations": {"COPY": taking(COUNT), "LINK": operation()},
            },
            "/others": {"$ref": "#/components/pathItems/Others"},
            "/media": {
                "post": operation(
                    requestBody={
                        "required": True,
                        "content": {"application/json": {"$ref": "#/components/mediaTypes/Count"}},
                    }
                )
            },
        },
        version="3.2.0",
    ),
    "$self": "https://a.example/openapi.yaml",
    "tags": [
        {"name": "all", "summary": "All", "kind": "nav"},
        {"name": "things", "summary": "Things", "parent": "all", "kind": "nav"},
    ],
    "components": {
        "schemas": {"Filter": {"type": "object", "properties": {"n": COUNT}, "xml": {"nodeType": "element"}}},
        "mediaTypes": {
            "Count": {"schema": COUNT, "examples": {"one": {"dataValue": 1, "serializedValue": "1"}}},
        },
        "pathItems": {"Others": {"additionalOperations": {"PURGE": {**operation(), "tags": ["others"]}}}},
        "securitySchemes": {
            "device": {
                "type": "oauth2",
                "oauth2MetadataUrl": "https://a.example/metadata",
                "flows": {
                    "deviceAuthorization": {
                        "deviceAuthorizationUrl": "https://a.example/device",
                        "tokenUrl": "https://a.example/token",
                        "scopes": {},
                    }
                },
            }
        },
    },
}


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Any]]:
    folder = shared_folder(tmp_path_factory, "openapi32")
    generate(folder, {"openapi32": DOCUMENT})
    with GeneratedServer(folder, "openapi32"):
        routers = [importlib.import_module(f"openapi32.routers.{tag}") for tag in ("things", "others")]
        yield {(one.method, one.path): one for router in routers for one in router.OPERATIONS}


def test_methods_are_served(operations: dict[tuple[str, str], Any]) -> None:
    """`query` and those of `additionalOperations`, with pointers into the document as it is published."""
    assert {key: one.pointer for key, one in operations.items()} == {
        ("QUERY", "/things"): "#/paths/~1things/query",
        ("COPY", "/things"): "#/paths/~1things/additionalOperations/COPY",
        ("LINK", "/things"): "#/paths/~1things/additionalOperations/LINK",
        ("PURGE", "/others"): "#/components/pathItems/Others/additionalOperations/PURGE",
        ("POST", "/media"): "#/paths/~1media/post",
    }
    assert set(operations["QUERY", "/things"].allow) == {"QUERY", "COPY", "LINK"}


def test_bodies_are_typed(operations: dict[tuple[str, str], Any]) -> None:
    """Those of a method of 3.2, and of a media type that is a component."""
    models = importlib.import_module("openapi32.models")
    assert operations["QUERY", "/things"].body.media == {"application/json": models.Filter}
    assert operations["POST", "/media"].body.media == {"application/json": models.PostMediaBody}
    assert operations["COPY", "/things"].body.media == {"application/json": models.CopyThingsBody}


def test_notes(tmp_path: Path) -> None:
    found = inspect(load(written(tmp_path, DOCUMENT)))
    assert found.refusals == []
    assert [(one.pointer, one.keyword) for one in found.notes] == [("/$self", "$self")]


REFUSED: dict[str, tuple[Json, str, str]] = {
    "the whole query": (
        {"get": operation(parameters=[{"name": "q", "in": "querystring", "content": {"application/json": {}}}])},
        "get/parameters/0/in",
        "querystring",
    ),
    "a default of a discriminator": (
        {
            "post": taking(
                {"oneOf": [KIND], "discriminator": {"propertyName": "k", "defaultMapping": "#/components/schemas/A"}}
            )
        },
        "post/requestBody/content/application~1json/schema/discriminator/defaultMapping",
        "defaultMapping",
    ),
    "a cookie as it is": (
        {"get": operation(parameters=[{"name": "c", "in": "cookie", "style": "cookie", "schema": {"type": "string"}}])},
        "get/parameters/0/style",
        "cookie",
    ),
    "a method in small letters": (
        {"additionalOperations": {"copy": {"responses": OK}}},
        "additionalOperations/copy",
        "additionalOperations",
    ),
    "a tunnel": (
        {"additionalOperations": {"CONNECT": {"responses": OK}}},
        "additionalOperations/CONNECT",
        "additionalOperations",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_by_name(tmp_path: Path, name: str) -> None:
    item, where, keyword = REFUSED[name]
    content = document({"/x": item}, version="3.2.0", schemas={"A": KIND})
    found = inspect(load(written(tmp_path, content)))
    assert [(one.pointer, one.keyword) for one in found.refusals] == [(f"/paths/~1x/{where}", keyword)]


def test_is_no_word_of_an_older_version(tmp_path: Path) -> None:
    content = document({"/x": {"query": operation()}})
    found = inspect(read(written(tmp_path, content)))
    reason = "OpenAPI has no query here; it is a word of OpenAPI 3.2"
    assert [(one.pointer, one.reason) for one in found.refusals] == [("/paths/~1x/query", reason)]
