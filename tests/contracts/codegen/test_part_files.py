"""FR-425: a part of a multipart form is a file by whichever of its schemas says so, by a pattern or a condition too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from tests.contracts.codegen.bodies import FILE, MULTIPART, Taken, served
from tests.contracts.codegen.documents import document, operation, written
from tests.contracts.codegen.generating import generated, shared_folder

Json = Any
TEXT = {"type": "string"}
FILES = {"type": "array", "items": FILE}
IS_FILE: Json = {"properties": {"kind": {"const": "file"}}, "required": ["kind"]}
SCHEMAS: dict[str, Json] = {
    "patterns": {
        "type": "object",
        "properties": {"note": TEXT},
        "patternProperties": {r"^f\d$": {**FILE, "maxLength": 3}, "^many-": FILES},
        "additionalProperties": False,
    },
    "patterns-in-allOf": {"allOf": [{"type": "object"}, {"$ref": "#/components/schemas/Matching"}]},
    "then": {
        "type": "object",
        "properties": {"kind": TEXT},
        "if": IS_FILE,
        "then": {"properties": {"file": FILE}, "required": ["file"]},
        "else": {"properties": {"scan": FILE}},
    },
    "dependent": {
        "type": "object",
        "properties": {"kind": TEXT},
        "dependentSchemas": {"kind": {"properties": {"file": FILE}, "required": ["file"]}},
    },
    "oneOf": {"oneOf": [{**IS_FILE, "properties": {"file": FILE, **IS_FILE["properties"]}, "type": "object"}]},
    "others-in-allOf": {"type": "object", "allOf": [{"properties": {"note": TEXT}, "additionalProperties": FILE}]},
    "unevaluated": {"type": "object", "properties": {"note": TEXT}, "unevaluatedProperties": FILE},
    "words-around": {
        "type": "object",
        "properties": {
            "f": {"description": "F", "allOf": [{"$ref": "#/components/schemas/Bytes"}]},
            "fs": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/Bytes"}]}},
            "all": {"allOf": [{"$ref": "#/components/schemas/ManyBytes"}]},
        },
    },
    "said-twice": {"type": "object", "properties": {"f": FILE}, "allOf": [{"properties": {"f": {"description": "F"}}}]},
}


def _operation(schema: Json) -> Json:
    return operation(requestBody={"required": True, "content": {MULTIPART: {"schema": schema}}})


CONTRACT = document(
    {
        f"/{name}": {"post": {**_operation(schema), "operationId": name.replace("-", "_")}}
        for name, schema in SCHEMAS.items()
    },
    schemas={
        "Matching": {"type": "object", "patternProperties": {"^f": FILE}},
        "Bytes": FILE,
        "ManyBytes": {"type": "array", "items": {"$ref": "#/components/schemas/Bytes"}},
    },
)


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, taken: Taken) -> Iterator[httpx.Client]:
    folder = shared_folder(tmp_path_factory, "part_files")
    generated(folder, "part_files", written(folder, CONTRACT))
    with served("part_files", taken) as address, httpx.Client(base_url=address) as client:
        yield client


SENT = ("a.bin", b"\xff", "image/png")
TAKEN = ("a.bin", "image/png", b"\xff")
ACCEPTED: list[tuple[str, dict[str, Json], dict[str, str]]] = [
    ("patterns", {"f1": SENT}, {"note": "x"}),
    ("patterns", {"many-a": [SENT, SENT]}, {}),
    ("patterns-in-allOf", {"f": SENT}, {}),
    ("then", {"file": SENT}, {"kind": "file"}),
    ("then", {"scan": SENT}, {"kind": "x"}),
    ("dependent", {"file": SENT}, {"kind": "x"}),
    ("oneOf", {"file": SENT}, {"kind": "file"}),
    ("others-in-allOf", {"z": SENT}, {"note": "x"}),
    ("unevaluated", {"z": SENT}, {"note": "x"}),
    ("said-twice", {"f": SENT}, {}),
    ("words-around", {"f": SENT, "fs": [SENT, SENT], "all": [SENT]}, {}),
]
REJECTED: list[tuple[str, dict[str, Json], dict[str, str], str]] = [
    ("patterns", {"f1": ("a.bin", b"1234")}, {}, "maxLength"),
    ("patterns", {"f1": [SENT, SENT]}, {}, "type"),
    ("patterns", {"g": ("a.bin", b"x")}, {}, "additionalProperties"),
    ("then", {}, {"kind": "file"}, "required"),
    ("dependent", {}, {"kind": "x"}, "required"),
]


def _files(files: dict[str, Json]) -> list[tuple[str, Json]]:
    return [(name, one) for name, many in files.items() for one in (many if isinstance(many, list) else [many])]


@pytest.mark.parametrize(("name", "files", "texts"), ACCEPTED, ids=str)
def test_part_is_a_file(
    client: httpx.Client, taken: Taken, name: str, files: dict[str, Json], texts: dict[str, str]
) -> None:
    response = client.post(f"/{name}", files=_files(files), data=texts)
    assert (response.status_code, response.text) == (200, response.text)
    expected = {key: [TAKEN] * len(one) if isinstance(one, list) else TAKEN for key, one in files.items()}
    assert {**taken.body, **{key: taken.body[key] for key in files}} == {**texts, **expected}


@pytest.mark.parametrize(("name", "files", "texts", "keyword"), REJECTED, ids=str)
def test_part_is_rejected(
    client: httpx.Client, name: str, files: dict[str, Json], texts: dict[str, str], keyword: str
) -> None:
    response = client.post(f"/{name}", files=_files(files) or [("", (None, b""))], data=texts)
    assert response.status_code == 422
    assert [one[1] for one in response.json()][:1] == [keyword]


def test_part_that_is_a_file_or_a_text_is_refused(tmp_path: Path) -> None:
    schema = {"oneOf": [{"type": "object", "properties": {"f": part}} for part in (FILE, TEXT)]}
    found = inspect(load(written(tmp_path, document({"/x": {"post": _operation(schema)}}))))
    assert [(one.pointer, one.keyword) for one in found.refusals] == [
        ("/paths/~1x/post/requestBody/content/multipart~1form-data/schema", "format")
    ]
    assert "give these two names" in found.refusals[0].reason
