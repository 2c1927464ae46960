"""FR-025: what is wrong is told in a sentence that a person understands."""

import pytest

from contracts.runtime.json_types import JsonObject, JsonValue
from contracts.runtime.schemas import MOST_PARTS, Schema
from contracts.runtime.sentences import MOST_VIOLATIONS, pointer_of, violations

DAY: dict[str, JsonValue] = {"type": "string", "format": "date"}
CODE: dict[str, JsonValue] = {"type": "string", "pattern": "^[A-Z]{3}$"}
THING: dict[str, JsonValue] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"maxLength": 3}}},
    "required": ["name"],
    "additionalProperties": False,
}
TOLD: list[tuple[JsonObject, JsonValue, list[str]]] = [
    ({"type": "integer"}, "x", ["The body must be an integer."]),
    ({"type": ["integer", "null"]}, "x", ["The body must be an integer or null."]),
    ({"enum": ["a", "b", ""]}, "x", ['The body must be one of a, b, "".']),
    ({"const": 1}, 2, ["The body must be 1."]),
    ({"minimum": 1}, 0, ["The body must be at least 1."]),
    ({"exclusiveMaximum": 1}, 1, ["The body must be less than 1."]),
    ({"multipleOf": 2}, 3, ["The body must be a multiple of 2."]),
    ({"minLength": 1}, "", ["The body must have at least 1 character."]),
    ({"maxItems": 2}, [1, 2, 3], ["The body must have at most 2 items."]),
    ({"maxProperties": 1}, {"a": 1, "b": 2}, ["The body must have at most 1 property."]),
    ({"uniqueItems": True}, [1, 1], ["The body must not have the same item twice."]),
    (DAY, "tomorrow", ["The body must be a date such as 2026-03-01."]),
    (CODE, "x", ["The body must match the pattern ^[A-Z]{3}$."]),
    ({**CODE, "maxLength": 3}, "four", ["The body must have at most 3 characters."]),
    (THING, {}, ["name is required."]),
    (THING, {"name": "a", "nmae": "b"}, ["nmae is not a known property."]),
    (THING, {"name": "a", "tags": ["long one"]}, ["tags[0] must have at most 3 characters."]),
    (THING, {"name": 1, "tags": 2}, ["name must be a string.", "tags must be an array."]),
    ({"anyOf": [DAY, {"type": "null"}]}, "x", ["The body must be a date such as 2026-03-01 or null."]),
    ({"oneOf": [CODE, {"type": "null"}]}, "x", ["The body must match the pattern ^[A-Z]{3}$ or must be null."]),
    ({"anyOf": [{"type": "null"}, CODE]}, "x", ["The body must match the pattern ^[A-Z]{3}$ or must be null."]),
    ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, "x", ["The body must be an integer or null."]),
    (
        {"anyOf": [{"type": ["integer", "null"]}, {"type": ["array", "null"]}]},
        "x",
        ["The body must be an integer or an array or null."],
    ),
    ({**CODE, "x-pattern-says": "must be three capitals"}, "x", ["The body must be three capitals."]),
    ({"pattern": "^a..b$"}, "x", ["The body must match the pattern ^a..b$."]),
    ({"anyOf": [{"maxLength": 1}, {"maxLength": 1}]}, "ab", ["The body must have at most 1 character."]),
    ({"anyOf": [{"type": "null"}, False]}, 1, ["The body matches none of the forms that are allowed."]),
    ({"anyOf": [THING, {"type": "null"}]}, {"name": 1}, ["name must be a string."]),
    ({"oneOf": [{}, {}]}, 1, ["The body matches more than one of the forms, and must match exactly one."]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "sentences"), TOLD, ids=lambda part: str(part)[:60])
def test_what_is_wrong(schema: JsonObject, value: JsonValue, sentences: list[str]) -> None:
    assert [violation.message for violation in violations(Schema(schema, {}), value, "body", None)] == sentences


def test_a_parameter_is_called_by_its_name() -> None:
    schema = Schema({"type": "array", "items": {"maxLength": 3}}, {})
    (told,) = violations(schema, ["one", "three"], "query", "tag")
    assert (told.message, told.name) == ("The parameter tag (item 1) must have at most 3 characters.", "tag")
    assert told.pointer is None


MANY: list[tuple[JsonValue, int]] = [
    ([0] * 99, 99),
    ([0] * 500, MOST_VIOLATIONS),
    ([0] * (MOST_PARTS + 1), 1),
    ([[[0] * 600], [0] * 600], 1),
    ({str(number): 0 for number in range(500)}, MOST_VIOLATIONS),
    ({str(number): 0 for number in range(MOST_PARTS + 1)}, 1),
    (["x" for _ in range(10 * MOST_PARTS)], 0),
]


@pytest.mark.parametrize(("value", "told"), MANY, ids=lambda part: str(part)[:9])
def test_more_mistakes_than_anybody_reads_are_not_all_told(value: JsonValue, told: int) -> None:
    """CWE-400: finding them all would take a thousand times as long as judging."""
    strings: JsonObject = {"items": {"type": "string"}, "properties": {"a": {}}, "additionalProperties": False}
    assert len(violations(Schema(strings, {}), value, "body", None)) == told


def test_pointers_are_fragments() -> None:
    """RFC 6901, section 6."""
    assert pointer_of(["a/b", "m~n", 0, "50%", "é ü", "a:b"]) == "#/a~1b/m~0n/0/50%25/%C3%A9%20%C3%BC/a:b"
