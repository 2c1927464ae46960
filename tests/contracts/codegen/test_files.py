"""FR-038: a document may refer to files beside it; they are brought into it, and refusals name the file that errs."""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.lines import Lines
from contracts.document.load import load, read
from contracts.document.refusal import Refused
from contracts.document.report import report
from tests.contracts.codegen.documents import document
from tests.contracts.codegen.generating import codegen

Json = Any
ROOT = """\
openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things: { $ref: paths/things.yaml }
  /things/{id}:
    get:
      parameters: [{ $ref: 'common.yaml#/parameters/Id' }]
      responses:
        '200': { $ref: 'common.yaml#/components/responses/Done' }
components:
  schemas: { $ref: schemas/index.yaml }
"""
FILES = {
    "paths/things.yaml": """\
post:
  requestBody:
    required: true
    content:
      application/json:
        schema: { $ref: '../openapi.yaml#/components/schemas/Thing' }
  responses:
    '200': { $ref: '../common.yaml#/components/responses/Done' }
""",
    "schemas/index.yaml": """\
Thing: { $ref: thing.yaml }
Tag:
  type: object
  properties:
    name: { type: string }
""",
    "schemas/thing.yaml": """\
type: object
required: [name]
properties:
  name: { type: string }
  parent: { $ref: thing.yaml }
  tag: { $ref: 'index.yaml#/Tag' }
  kind: { $ref: '#/$defs/Kind' }
  literal: { enum: [{ $ref: nowhere.yaml }] }
$defs:
  Kind: { type: string, enum: [a, b] }
""",
    "common.yaml": """\
parameters:
  Id: { name: id, in: path, required: true, schema: { type: integer } }
components:
  responses:
    Done:
      description: Done.
      content:
        application/json:
          schema: { $ref: schemas/thing.yaml }
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"openapi.yaml": ROOT, **FILES}.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "openapi.yaml"


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root.parent / name).read_text(encoding="utf-8")
    assert old in text
    (root.parent / name).write_text(text.replace(old, new), encoding="utf-8")


def told(root: Path) -> list[str]:
    try:
        found = inspect(read(root))
    except Refused as refused:
        return list(report(refused.refusals, Lines.of_file(root, root.name)))
    return list(report([*found.refusals, *found.notes], Lines.of_file(root, root.name)))


def test_parts_become_components(root: Path) -> None:
    """Each once, of its own name; a component that only refers to a file is that part."""
    bundled = load(root)
    thing = {"$ref": "#/components/schemas/Thing"}
    assert bundled["components"]["schemas"].keys() == {"Thing", "Tag", "Kind"}
    assert bundled["components"]["schemas"]["Thing"]["properties"] == {
        "name": {"type": "string"},
        "parent": thing,
        "tag": {"$ref": "#/components/schemas/Tag"},
        "kind": {"$ref": "#/components/schemas/Kind"},
        "literal": {"enum": [{"$ref": "nowhere.yaml"}]},
    }
    post = bundled["paths"]["/things"]["post"]
    assert post["requestBody"]["content"]["application/json"]["schema"] == thing
    assert post["responses"]["200"] == {"$ref": "#/components/responses/Done"}
    assert bundled["components"]["responses"]["Done"]["content"]["application/json"]["schema"] == thing
    assert bundled["paths"]["/things/{id}"]["get"]["parameters"] == [{"$ref": "#/components/parameters/Id"}]
    assert told(root) == []


def test_package_has_the_whole_document(root: Path, tmp_path: Path) -> None:
    made = codegen("--contract", root, "--out", tmp_path / "out")
    assert (made.returncode, made.stderr) == (0, "")
    whole = json.loads((tmp_path / "out" / "contract" / "openapi.json").read_bytes())
    assert whole == load(root) == load(tmp_path / "out" / "contract" / "openapi.yaml")


PLACES = {
    "a component": (
        "schemas/thing.yaml",
        "name: { type: string }",
        "name: { minLenght: 1 }",
        "schemas/thing.yaml:4 #/properties/name/minLenght: minLenght: is no keyword that is enforced; did you mean "
        "minLength?",
    ),
    "what a file defines": (
        "schemas/thing.yaml",
        "enum: [a, b]",
        "format: odd",
        "schemas/thing.yaml:10 #/$defs/Kind/format: note: format: odd is no format that is enforced; a `pattern` is",
    ),
    "a path item": (
        "paths/things.yaml",
        "post:\n",
        "post:\n  operationID: x\n",
        "paths/things.yaml:2 #/post/operationID: openapi: OpenAPI has no operationID here; did you mean operationId?",
    ),
    "a map of components": (
        "schemas/index.yaml",
        "name: { type: string }",
        "name: { type: strin }",
        "schemas/index.yaml:5 #/Tag/properties/name/type: type: must be one of array, boolean, integer, null, number, "
        "object and string, or a list of these",
    ),
    "a file that is not there": (
        "common.yaml",
        "schemas/thing.yaml",
        "schemas/thign.yaml",
        "openapi.yaml:10 #/components/responses/Done/content/application~1json/schema: $ref: schemas/thign.yaml can't "
        "be read: No such file or directory",
    ),
    "a file that is no YAML": (
        "schemas/index.yaml",
        "Tag:",
        "Tag: [",
        "openapi.yaml:11 #/components/schemas: $ref: schemas/index.yaml can't be read: schemas/index.yaml:4: column "
        "13: did not find expected ',' or ']'",
    ),
    "a pointer into nowhere": (
        "openapi.yaml",
        "#/parameters/Id",
        "#/parameters/No",
        "openapi.yaml:7 #/paths/~1things~1{id}/get/parameters/0: $ref: common.yaml#/parameters/No leads nowhere in "
        "that file",
    ),
    "outside": (
        "openapi.yaml",
        "paths/things.yaml",
        "../things.yaml",
        "openapi.yaml:4 #/paths/~1things: $ref: ../things.yaml leaves the folder of the document",
    ),
    "a URL": (
        "openapi.yaml",
        "paths/things.yaml",
        "https://a.example/things.yaml",
        "openapi.yaml:4 #/paths/~1things: $ref: https://a.example/things.yaml is a URL, and nothing is fetched; keep "
        "the part in the document, or in a file beside it",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "line"), PLACES.values(), ids=PLACES)
def test_refusal_names_the_file(root: Path, name: str, old: str, new: str, line: str) -> None:
    change(root, name, old, new)
    found = told(root)
    assert any(one.startswith(line) for one in found), found


def test_mapping_of_a_discriminator(root: Path) -> None:
    """Its values are references too."""
    content = document(
        {}, schemas={"U": {"oneOf": [{"$ref": "schemas/thing.yaml"}], "discriminator": {"propertyName": "name"}}}
    )
    content["components"]["schemas"]["U"]["discriminator"]["mapping"] = {"t": "schemas/thing.yaml", "u": "U"}
    root.write_text(json.dumps(content))
    schemas = load(root)["components"]["schemas"]
    assert schemas["U"]["oneOf"] == [{"$ref": "#/components/schemas/thing"}]
    assert schemas["U"]["discriminator"]["mapping"] == {"t": "#/components/schemas/thing", "u": "U"}
