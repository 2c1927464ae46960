"""FR-042: files that are no document, and references that lead nowhere, are refused in a line."""

from copy import deepcopy
from pathlib import Path

import pytest

from contracts.document.lines import Lines
from contracts.document.load import load
from contracts.document.refusal import Refused
from tests.contracts.codegen.documents import document, operation, written
from tests.contracts.codegen.refusing import (
    ANSWER,
    Json,
    at_x,
)

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
