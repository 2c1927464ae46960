"""Parts of a document that move: no change is reported for it, and other changes keep their fingerprints."""

import copy
from pathlib import Path
from typing import Any

import pytest

from contracts.diff.compare.contracts import compare
from contracts.document.load import load

CONTRACT = load(Path(__file__).parents[3] / "contracts" / "openapi.yaml")
SHORT: dict[str, Any] = {"type": "string", "maxLength": 9}


def _document(schema: Any, version: str = "3.1.0", path: str = "/a/{id}", **components: Any) -> dict[str, Any]:
    name = path[path.index("{") + 1 : -1]
    identifier = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    body = {"content": {"application/json": {"schema": schema}}}
    responses = {"200": {"description": "Done.", **body}}
    operation = {"operationId": "do", "parameters": [identifier], "requestBody": body, "responses": responses}
    info = {"title": "Things", "version": "1.0.0"}
    return {"openapi": version, "info": info, "paths": {path: {"post": operation}}, "components": components}


def _tree(name: str, text: Any) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{name}"}
    return {name: {"type": "object", "properties": {"text": text, "kids": {"type": "array", "items": reference}}}}


WAYS = {
    "inline": _document(SHORT),
    "referred to": _document({"$ref": "#/components/schemas/Short"}, schemas={"Short": SHORT}),
    "renamed": _document({"$ref": "#/components/schemas/Brief"}, schemas={"Brief": SHORT}),
    "through another": _document(
        {"$ref": "#/components/schemas/A"}, schemas={"A": {"$ref": "#/components/schemas/B"}, "B": SHORT}
    ),
    "path parameter renamed": _document(SHORT, path="/a/{thing}"),
    "in OpenAPI 3.0": _document(SHORT, "3.0.3"),
}
OLD_WORDS = {
    "nullable": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "a nullable composition": ({"allOf": [SHORT], "nullable": True}, {"anyOf": [SHORT, {"type": "null"}]}),
    "an excluded bound": (
        {"type": "number", "minimum": 0, "exclusiveMinimum": True},
        {"type": "number", "exclusiveMinimum": 0},
    ),
}


@pytest.mark.parametrize("new", WAYS)
@pytest.mark.parametrize("old", WAYS)
def test_moved_is_unchanged(old: str, new: str) -> None:
    """FR-150: the place and the name of a schema have no meaning."""
    assert compare(WAYS[old], WAYS[new]) == []


@pytest.mark.parametrize(("old", "new"), OLD_WORDS.values(), ids=OLD_WORDS)
def test_old_words_are_the_new_ones(old: Any, new: Any) -> None:
    """FR-150: OpenAPI 3.0 and 3.1 have different keywords with the same meaning."""
    assert compare(_document(old, "3.0.3"), _document(new)) == []
    assert compare(_document(new), _document(old, "3.0.3")) == []


def test_loops_end() -> None:
    """FR-150, FR-151: recursive schemas are compared like others, whatever their names are."""
    old = _document({"$ref": "#/components/schemas/Tree"}, schemas=_tree("Tree", SHORT))
    same = _document({"$ref": "#/components/schemas/Node"}, schemas=_tree("Node", SHORT))
    other = _document({"$ref": "#/components/schemas/Node"}, schemas=_tree("Node", {"type": "string"}))
    assert compare(old, same) == []
    assert {one.rule: str(one.level) for one in compare(old, other)} == {
        "request-property-max-length-removed": "safe",
        "response-property-max-length-removed": "breaking",
    }


def test_fingerprint_outlives_moves() -> None:
    """FR-152: a change keeps its fingerprint wherever its schema is defined."""
    changed = {**SHORT, "maxLength": 8}
    inline = compare(WAYS["inline"], _document(changed))
    referred = compare(
        WAYS["referred to"], _document({"$ref": "#/components/schemas/Short"}, schemas={"Short": changed})
    )
    assert {one.fingerprint for one in inline} == {one.fingerprint for one in referred}
    assert {one.pointer for one in inline} != {one.pointer for one in referred}


def test_pointers_lead_somewhere() -> None:
    """FR-152: every pointer leads to a part of its document."""
    new = copy.deepcopy(CONTRACT)
    del new["components"]["schemas"]["Task"]["properties"]["version"]
    new["components"]["schemas"]["Priority"]["enum"].append("urgent")
    changes = compare(CONTRACT, new)
    assert changes
    for change in changes:
        value = CONTRACT if change.in_old else new
        for step in change.pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
