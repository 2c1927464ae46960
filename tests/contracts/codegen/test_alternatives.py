"""FR-460: of a union whose alternatives are told apart by a member, what is wrong is told of the one that was meant."""

import pytest

from contracts.runtime.json_types import JsonObject, JsonValue
from contracts.runtime.schemas import Schema
from contracts.runtime.sentences import violations

TEXT: JsonValue = {"type": "string"}
NULL: JsonValue = {"type": "null"}


def _named(value: str) -> dict[str, JsonValue]:
    return {"allOf": [PET, {"required": ["kind"], "properties": {"kind": {"enum": [value]}}}]}


PET: dict[str, JsonValue] = {"type": "object", "required": ["name"], "properties": {"name": TEXT, "kind": TEXT}}
CONST: list[JsonValue] = [
    {"type": "object", "required": ["t"], "properties": {"t": {"const": value}, "n": {"type": kind}}}
    for value, kind in (("a", "integer"), ("b", "string"))
]
PETS: dict[str, JsonValue] = {"oneOf": [_named("cat"), _named("dog"), NULL]}
TOLD: list[tuple[JsonObject, JsonValue, list[tuple[str, str, str]]]] = [
    (PETS, {"kind": "cow", "name": "a"}, [("#/kind", "enum", "kind must be one of cat, dog.")]),
    (PETS, {"kind": 5, "name": "a"}, [("#/kind", "enum", "kind must be one of cat, dog.")]),
    (PETS, {"name": "a"}, [("#/kind", "required", "kind is required.")]),
    (PETS, {"kind": "dog"}, [("#/name", "required", "name is required.")]),
    (PETS, {"kind": "dog", "name": 1}, [("#/name", "type", "name must be a string.")]),
    (PETS, 5, [("#", "oneOf", "The body must be an object or null.")]),
    ({"anyOf": CONST}, {"t": "c"}, [("#/t", "enum", "t must be one of a, b.")]),
    ({"anyOf": CONST}, {"t": "b", "n": 1}, [("#/n", "type", "n must be a string.")]),
    ({"anyOf": [PET, NULL]}, {}, [("#/name", "required", "name is required.")]),
    (
        {"properties": {"pet": PETS}},
        {"pet": {"kind": "cow"}},
        [("#/pet/kind", "enum", "pet.kind must be one of cat, dog.")],
    ),
    ({"items": PETS}, [{"kind": "cow"}], [("#/0/kind", "enum", "[0].kind must be one of cat, dog.")]),
    (
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {},
        [("#", "anyOf", "The body matches none of the forms that are allowed.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "told"), TOLD, ids=lambda part: str(part)[:60])
def test_what_is_wrong(schema: JsonObject, value: JsonValue, told: list[tuple[str, str, str]]) -> None:
    found = violations(Schema(schema, {}), value, "body", None)
    assert [(one.pointer, one.keyword, one.message) for one in found] == told
