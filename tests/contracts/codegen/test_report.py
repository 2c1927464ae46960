"""FR-038, FR-393: one run tells everything, by its cause."""

from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load, read
from contracts.document.refusal import Refused
from tests.contracts.codegen.documents import OK, answering, document, operation, query, taking, written
from tests.contracts.codegen.generating import codegen

Json = Any
BODY = "requestBody/content/application~1json/schema"
VERSIONS = {"3.1": "3.1.0", '"3.1"': "3.1.0", "3.0": "3.0.0", "3.2": "3.2.0", "3.1.1": "3.1.1"}


@pytest.mark.parametrize("written_", VERSIONS)
def test_version_without_quotes(tmp_path: Path, written_: str) -> None:
    """FR-038: in YAML 3.1 is a number."""
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
    """FR-393: with a count and each place; notes are last, and told apart."""
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
