"""FR-038: schemas of shapes that nobody means are refused in a sentence with their pointer, and never end in a
traceback."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.__main__ import main
from contracts.codegen.plan.normalise import plan
from contracts.codegen.refusals.loops import MOST_IN_A_ROW
from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import read
from contracts.document.parse import MOST_LEVELS
from contracts.document.refusal import Refusal, Refused
from tests.contracts.codegen.documents import document, taking, written

Json = Any
REF = "#/components/schemas/"
PET: Json = {"type": "object", "properties": {"kind": {"type": "string"}}}


def _within(times: int, around: Callable[[Json], Json], inner: Json) -> Json:
    for _ in range(times):
        inner = around(inner)
    return inner


def _chain(count: int, around: Callable[[Json], Json] = lambda reference: reference) -> dict[str, Json]:
    links = {f"A{index}": around({"$ref": f"{REF}A{index + 1}"}) for index in range(count)}
    return {**links, f"A{count}": PET}


def _chosen(discriminator: Json) -> dict[str, Json]:
    return {"A": {"oneOf": [{"$ref": f"{REF}Pet"}], "discriminator": discriminator}, "Pet": PET}


REFUSED: dict[str, tuple[dict[str, Json], str, str]] = {
    "arrays in arrays": (
        {"A": _within(300, lambda one: {"type": "array", "items": one}, {"type": "string"})},
        "/components/schemas/A" + "/items" * (MOST_LEVELS - 2),
        "nesting",
    ),
    "objects in objects": (
        {"A": _within(60, lambda one: {"type": "object", "properties": {"a": one}}, PET)},
        "/components/schemas/A" + "/properties/a" * (MOST_LEVELS // 2 - 1),
        "nesting",
    ),
    "not of not": (
        {"A": _within(300, lambda one: {"not": one}, PET)},
        "/components/schemas/A" + "/not" * (MOST_LEVELS - 2),
        "nesting",
    ),
    "lists in a const": (
        {"A": {"const": _within(300, lambda one: [one], 1)}},
        "/components/schemas/A/const" + "/0" * (MOST_LEVELS - 3),
        "nesting",
    ),
    "lists in an example": (
        {"A": {"type": "object", "example": _within(300, lambda one: [one], 1)}},
        "/components/schemas/A/example" + "/0" * (MOST_LEVELS - 3),
        "nesting",
    ),
    "references in a row": (_chain(MOST_IN_A_ROW + 10), "/components/schemas/A10", "$ref"),
    "references that double": (
        _chain(16, lambda one: {"allOf": [one, one]}),
        "/components/schemas/A4",
        "$ref",
    ),
    "alternatives that double": (
        _chain(16, lambda one: {"anyOf": [one, one]}),
        "/components/schemas/A4",
        "$ref",
    ),
    "a discriminator that is a text": (_chosen("kind"), "/components/schemas/A/discriminator", "discriminator"),
    "a discriminator that is a list": (_chosen([]), "/components/schemas/A/discriminator", "discriminator"),
    "a discriminator that is null": (_chosen(None), "/components/schemas/A/discriminator", "discriminator"),
    "a discriminator of no property": (_chosen({}), "/components/schemas/A/discriminator", "discriminator"),
    "a discriminator of a number": (
        _chosen({"propertyName": 1}),
        "/components/schemas/A/discriminator",
        "discriminator",
    ),
    "a mapping that is a list": (
        _chosen({"propertyName": "kind", "mapping": []}),
        "/components/schemas/A/discriminator/mapping",
        "mapping",
    ),
    "a mapping to a number": (
        _chosen({"propertyName": "kind", "mapping": {"a": 1}}),
        "/components/schemas/A/discriminator/mapping/a",
        "mapping",
    ),
}
TAKEN: dict[str, dict[str, Json]] = {
    "arrays in arrays": {
        "A": _within(MOST_LEVELS - 4, lambda one: {"type": "array", "items": one}, {"type": "string"})
    },
    "references in a row": _chain(MOST_IN_A_ROW - 2),
    "references that double": _chain(6, lambda one: {"allOf": [one, one]}),
    "a name with a slash": {"A": {"$ref": f"{REF}a~1b~0c"}, "a/b~c": PET},
}


def _document(schemas: dict[str, Json], version: str) -> Json:
    name = "A" if "A" in schemas else "A0"
    return document({"/a": {"post": taking({"$ref": REF + name})}}, schemas=schemas, version=version)


@pytest.mark.parametrize("version", ["3.1.0", "3.0.3"])
@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_its_pointer(tmp_path: Path, name: str, version: str) -> None:
    schemas, pointer, keyword = REFUSED[name]
    told = _refusals(written(tmp_path, _document(schemas, version)))
    if version == "3.0.3" and "discriminator" in pointer:
        # The schema of OpenAPI 3.0 knows what a discriminator is, and tells of its part.
        assert told[0].pointer.startswith(pointer)
        return
    assert (told[0].pointer, told[0].keyword) == (pointer, keyword)


def _refusals(contract: Path) -> list[Refusal]:
    try:
        return inspect(read(contract)).refusals
    except Refused as error:
        return list(error.refusals)


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_within_the_bounds_is_taken(tmp_path: Path, name: str) -> None:
    found = inspect(read(written(tmp_path, _document(TAKEN[name], "3.1.0"))))
    assert found.refusals == []
    assert plan(found.standard).schemas


def test_the_command_tells_it_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line of the file, and what to do."""
    contract = written(tmp_path, _document(REFUSED["arrays in arrays"][0], "3.1.0"))
    monkeypatch.setattr(
        "sys.argv", ["codegen", "--check-only", "--contract", str(contract), "--out", f"{tmp_path}/out"]
    )
    assert main() == 1
    told = capsys.readouterr().err
    assert f"{contract.name}:" in told
    assert "name a part around it in `components`, and refer to that" in told
