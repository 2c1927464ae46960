"""Documents of which a part is invalid: the rest is compared, and what is left out is named."""

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.diff.command import run_diff
from contracts.diff.compare.contracts import compare_contracts
from contracts.diff.read.load import contract_of_text
from tests.support.document import CONTRACT

Json = Any
SOUND: Json = yaml.safe_load(
    """
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    parameters: [{ name: page, in: query, schema: { type: integer } }]
    post:
      operationId: make
      parameters: [{ name: tag, in: query, schema: { type: string } }]
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
      responses:
        '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
        '400': { description: Wrong., headers: { X-Thing: { schema: { type: string } } } }
  /others:
    get: { operationId: list_others, responses: { '200': { description: All. } } }
components:
  schemas:
    Thing: { type: object, properties: { name: { type: string, maxLength: 9 }, size: { type: integer } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
"""
)
POST = ("paths", "/things", "post")
# What is put where, and the pointer of the part that is left out.
BROKEN: dict[str, tuple[tuple[str | int, ...], Json, str]] = {
    "a type that there is not": (("components", "schemas", "Thing", "properties", "size"), {"type": "strng"}, "size"),
    "a length that is no number": (
        ("components", "schemas", "Thing", "properties", "size"),
        {"type": "string", "minLength": "x"},
        "size",
    ),
    "a schema that is a text": (("components", "schemas", "Thing", "properties", "size"), "integer", "size"),
    "a reference to nothing": (
        ("components", "schemas", "Thing", "properties", "size"),
        {"$ref": "#/components/schemas/Size"},
        "size",
    ),
    "a reference to a file that is not there": (
        ("components", "schemas", "Thing", "properties", "size"),
        {"$ref": "sizes.yaml#/Size"},
        "size",
    ),
    "required is no list": (("components", "schemas", "Thing", "required"), True, "Thing"),
    "a parameter without a place": ((*POST, "parameters", 0), {"name": "tag", "schema": {}}, "0"),
    "a parameter that refers to nothing": ((*POST, "parameters", 0), {"$ref": "#/components/parameters/Tag"}, "0"),
    "a body without content": ((*POST, "requestBody"), {"required": True}, "requestBody"),
    "a response without a description": ((*POST, "responses", "400"), {"content": {}}, "400"),
    "a response that refers to nothing": ((*POST, "responses", "400"), {"$ref": "#/nowhere"}, "400"),
    "a header that refers to nothing": ((*POST, "responses", "400", "headers", "X-Thing"), {"$ref": "#/a"}, "X-Thing"),
    "an operation that is a list": (POST, [], "post"),
    "a path that is a text": (("paths", "/things"), "none", "~1things"),
    "a scheme without a type": (("components", "securitySchemes", "key"), {"name": "X-Key"}, "key"),
}


def _put(document: Json, path: tuple[str | int, ...], value: Json) -> Json:
    copy = deepcopy(document)
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return copy


def _compared(old: Json, new: Json) -> tuple[list[str], list[str]]:
    contracts = [contract_of_text("x", yaml.safe_dump(one), lenient=True) for one in (old, new)]
    changes, *told = compare_contracts(*contracts)
    return [change.rule for change in changes], [*told[0], *told[1]]


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(("path", "value", "part"), BROKEN.values(), ids=BROKEN)
def test_rest_is_compared(path: tuple[str | int, ...], value: Json, part: str, back: bool) -> None:
    """FR-405: an invalid part is no change, and what else changed is told."""
    new = _put(_put(SOUND, path, value), ("paths", "/others", "get", "operationId"), "list_more")
    rules, told = _compared(*((new, SOUND) if back else (SOUND, new)))
    assert rules == ["operation-id-changed"]
    assert [one for one in told if one.split(": ")[0].endswith(f"/{part}")], told


def test_both_are_broken_alike() -> None:
    """FR-405: a document that is the same in both is no change, whatever is wrong with it."""
    for path, value, _ in BROKEN.values():
        broken = _put(SOUND, path, value)
        assert _compared(broken, broken)[0] == []


def test_what_is_left_out_is_told_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FR-405: with file, line and pointer, and the exit code is that of the rest."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(yaml.safe_dump(SOUND, sort_keys=False))
    path, value, _ = BROKEN["a type that there is not"]
    new.write_text(yaml.safe_dump(_put(SOUND, path, value), sort_keys=False))
    assert run_diff(old, new, None, "text") == 0
    captured = capsys.readouterr()
    assert captured.out == f"{old} and {new} mean the same.\n"
    (line,) = captured.err.splitlines()
    number = new.read_text().splitlines().index("        size:") + 1
    assert line.startswith(f"not compared: {new}:{number} #/components/schemas/Thing/properties/size: ")


JUNK: list[Json] = [None, True, -1, "x", [], {}, {"$ref": "#/nowhere"}, {"$ref": 1}, {"type": "strng"}, [{}], 10**30]
JUNK += [{"oneOf": [{"const": number} for number in range(70)]}, {"allOf": [{"$ref": "#"}]}, {"items": [{}]}]


def _paths(value: Json, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if at:
        yield at
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _paths(part, (*at, key))


@pytest.mark.parametrize("seed", range(8))
def test_every_pair_has_a_verdict(seed: int) -> None:
    """FR-400: our contract with any of its parts replaced by anything never ends in a traceback."""
    ours = contract_of_text("old", CONTRACT.read_text(encoding="utf-8"), lenient=True)
    draw = random.Random(seed)
    places = [path for path in _paths(ours.document) if len(path) > 1]
    broken = _put(ours.document, draw.choice(places), draw.choice(JUNK))
    theirs = contract_of_text("new", yaml.safe_dump(broken), lenient=True)
    for pair in ((ours, theirs), (theirs, ours)):
        changes, *_ = compare_contracts(*pair)
        assert all(change.sentence for change in changes)
    assert compare_contracts(theirs, theirs)[0] == []
