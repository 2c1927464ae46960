"""FR-038: what a server has nothing to enforce for is a note at the end of the run, and the document generates."""

from pathlib import Path

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from tests.contracts.codegen.documents import document, operation, taking, written
from tests.contracts.codegen.noted import CASES, SENT, Json, whole


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
