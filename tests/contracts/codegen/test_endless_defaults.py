"""FR-038: a default that would be filled in within itself without end is left out, and all keeps its type."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.plan.normalise import plan
from contracts.codegen.proof.endless_defaults import without_endless_defaults
from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from tests.contracts.codegen.documents import document, taking, written
from tests.contracts.codegen.generating import codegen

Json = Any
NOTE = "is not filled in where the property is left out, since it would be filled in within itself without end"


def _ref(name: str, **more: Json) -> Json:
    return {"allOf": [{"$ref": f"#/components/schemas/{name}"}], **more}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


A = _ref("A", default={})
ENDLESS: dict[str, tuple[dict[str, Json], list[str]]] = {
    "of itself": ({"A": _object(a=A)}, ["A/properties/a"]),
    "of two": ({"A": _object(b=_ref("B", default={})), "B": _object(a=A)}, ["B/properties/a"]),
    "in a list": ({"A": _object(a={"type": "array", "items": _ref("A"), "default": [{}]})}, ["A/properties/a"]),
    "in a map": (
        {"A": _object(a={"type": "object", "additionalProperties": _ref("A"), "default": {"x": {}}})},
        ["A/properties/a"],
    ),
    "within a value": ({"A": _object(b=_ref("B", default={"a": {}})), "B": _object(a=_ref("A"))}, ["A/properties/b"]),
    "of a parent": (
        {"A": {"allOf": [_ref("B"), _object(n={"type": "integer"})]}, "B": _object(a=A)},
        ["B/properties/a"],
    ),
    "beside one that ends": (
        {"A": _object(a=A, c=_ref("C", default={})), "C": _object(n={"default": 1})},
        ["A/properties/a"],
    ),
    "that ends": ({"A": _object(c=_ref("C", default={})), "C": _object(a=_ref("A"))}, []),
    "of a list without items": ({"A": _object(a={"type": "array", "items": _ref("A"), "default": []})}, []),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_default_is_left_out(tmp_path: Path, name: str) -> None:
    """The note tells where, and nothing else changes."""
    schemas, left_out = ENDLESS[name]
    paths = {"/x": {"post": taking({"$ref": "#/components/schemas/A"})}}
    planned = plan(inspect(load(written(tmp_path, document(paths, schemas=schemas)))).standard)
    before = deepcopy(planned.models)
    notes = without_endless_defaults(planned)
    assert [(one.pointer, one.reason) for one in notes] == [
        (f"/components/schemas/{pointer}/default", NOTE) for pointer in left_out
    ]
    for pointer in left_out:
        model, _, member = pointer.split("/")
        del before["components"]["schemas"][model]["properties"][member]["default"]
    assert planned.models == before


def test_the_cycle_keeps_its_types(tmp_path: Path) -> None:
    """As Kubernetes has it in JSONSchemaProps; and the note is said."""
    contract = written(tmp_path, document({"/x": {"post": taking(_ref("A"))}}, schemas=ENDLESS["of two"][0]))
    finished = codegen("--contract", contract, "--out", tmp_path / "made")
    assert (finished.returncode, finished.stderr.count("note: ")) == (0, 1), finished.stderr
    assert f"schemas/B/properties/a/default: note: default: {NOTE}" in finished.stderr
    models = (tmp_path / "made/models.py").read_text()
    assert "    a: A | MISSING = MISSING" in models
    assert "    b: Annotated[B, Field(validate_default=True)] = cast(Any, {})" in models
