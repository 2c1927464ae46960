"""FR-038: a default with which the schema would forbid a value is not filled in, and is noted."""

from typing import Any

import pytest

from contracts.document.refusal import Note
from tests.contracts.codegen.lossless.batch import Example, Generated

Json = Any
_WITH: Json = {"type": "string", "default": "x"}
_PLAIN: Json = {"type": "string"}
LEFT_OUT: dict[str, tuple[Json, list[Json]]] = {
    "oneOf": (
        {
            "type": "object",
            "properties": {"a": _WITH, "b": _PLAIN},
            "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        },
        [{"b": "y"}],
    ),
    "an alternative of others": (
        {
            "oneOf": [
                {"type": "object", "properties": {"a": _WITH, "c": _PLAIN}},
                {"type": "object", "required": ["a"], "properties": {"a": _PLAIN}},
            ]
        },
        [{}, {"c": "y"}],
    ),
    "dependentRequired": (
        {"type": "object", "properties": {"a": _WITH, "b": _PLAIN}, "dependentRequired": {"a": ["b"]}},
        [{}, {"b": "y"}],
    ),
    "dependentSchemas": (
        {"type": "object", "properties": {"a": _WITH}, "dependentSchemas": {"a": {"required": ["b"]}}},
        [{}, {"b": 1}],
    ),
    "dependentSchemas of a type": (
        {
            "type": "object",
            "properties": {"a": _WITH, "b": {}},
            "dependentSchemas": {"a": {"properties": {"b": {"type": "integer"}}}},
        },
        [{"b": "text"}, {"b": 1}],
    ),
    "maxProperties": (
        {"type": "object", "properties": {"a": _WITH, "b": _PLAIN, "c": _PLAIN}, "maxProperties": 2},
        [{"b": "y", "c": "z"}, {"d": 1, "e": 2}],
    ),
    "maxProperties of few": (
        {
            "type": "object",
            "properties": {"a": _WITH, "b": _PLAIN, "c": _PLAIN},
            "maxProperties": 2,
            "additionalProperties": False,
        },
        [{"b": "y", "c": "z"}],
    ),
    "maxProperties within": (
        {"type": "object", "properties": {"n": {"type": "object", "properties": {"a": _WITH}, "maxProperties": 1}}},
        [{"c": "x", "n": {"c": False}}],
    ),
    "maxProperties beside names that need another": (
        {
            "type": "object",
            "properties": {"a": _WITH},
            "maxProperties": 2,
            "dependentRequired": {"b": ["k"], "c": ["k"]},
        },
        [{"d": 1, "e": 2}],
    ),
    "maxProperties of one": ({"properties": {"a": _WITH}, "maxProperties": 1}, [{"b": 0}, {"a": "y"}]),
    "then": (
        {
            "type": "object",
            "properties": {"a": _WITH},
            "if": {"required": ["a"], "properties": {"a": {"const": "x"}}},
            "then": {"required": ["b"]},
        },
        [{}, {"b": 1}],
    ),
    "else": (
        {
            "type": "object",
            "properties": {"a": _WITH},
            "if": {"not": {"required": ["a"]}},
            "then": True,
            "else": {"required": ["b"]},
        },
        [{}],
    ),
    "propertyNames": ({"type": "object", "properties": {"a": _WITH}, "propertyNames": {"minLength": 2}}, [{}]),
    "not": ({"type": "object", "properties": {"a": _WITH}, "not": {"required": ["a"]}}, [{}]),
    "patternProperties": (
        {"type": "object", "properties": {"a": _WITH}, "patternProperties": {"a": {"maxLength": 0}}},
        [{}],
    ),
    "a parent's": ({"allOf": [{"$ref": "#/components/schemas/Parent"}, {"maxProperties": 1}]}, [{"b": "y"}]),
    "within a list": (
        {
            "type": "array",
            "items": {"type": "object", "properties": {"a": _WITH, "b": _PLAIN}, "dependentRequired": {"a": ["b"]}},
        },
        [[{}, {"b": "y"}]],
    ),
}
FILLED_IN: dict[str, Json] = {
    "alone": {"type": "object", "properties": {"a": _WITH}},
    "dependentRequired of another": {"type": "object", "properties": {"a": _WITH}, "dependentRequired": {"b": ["a"]}},
    "if that it meets": {
        "type": "object",
        "properties": {"a": _WITH, "b": _PLAIN},
        "if": {"properties": {"a": {"const": "x"}}},
        "then": {"properties": {"b": {"maxLength": 3}}},
    },
    "as many as there are": {
        "type": "object",
        "properties": {"a": _WITH, "b": _PLAIN},
        "maxProperties": 2,
        "additionalProperties": False,
    },
}
_PARENT = {"Parent": {"type": "object", "properties": {"a": _WITH, "b": _PLAIN}}}


@pytest.fixture(scope="module")
def left_out() -> Generated:
    return Generated([Example(_PARENT, schema) for schema, _ in LEFT_OUT.values()])


@pytest.fixture(scope="module")
def filled_in() -> Generated:
    return Generated([Example({}, schema) for schema in FILLED_IN.values()])


@pytest.mark.parametrize("name", LEFT_OUT)
def test_default_that_the_schema_would_forbid_is_not_filled_in(left_out: Generated, name: str) -> None:
    """FR-038: what is left out stays left out, and the value is one that its schema allows."""
    index, (_, values) = [*LEFT_OUT].index(name), LEFT_OUT[name]
    assert all(left_out.accepts(index, value) for value in values)
    assert [left_out.back(index, value) for value in values] == values


def test_default_that_is_not_filled_in_is_noted(left_out: Generated) -> None:
    """FR-038: by its pointer, and that its schema would forbid some of the values."""
    assert all(isinstance(one, Note) and one.keyword == "default" for one in left_out.notes)
    within = {
        "an alternative of others": "oneOf/0/",
        "within a list": "items/",
        "maxProperties within": "properties/n/",
    }
    schemas = [
        f"/paths/~1{index}/post/responses/200/content/application~1json/schema/{within.get(name, '')}"
        for index, name in enumerate(LEFT_OUT)
        if name != "a parent's"
    ]
    assert [*LEFT_OUT][-2] == "a parent's"
    schemas.append(f"/components/schemas/E{len(LEFT_OUT) - 2}Parent/")
    assert sorted(one.pointer for one in left_out.notes) == sorted(f"{at}properties/a/default" for at in schemas)


@pytest.mark.parametrize("name", FILLED_IN)
def test_default_is_filled_in_where_the_schema_allows_it(filled_in: Generated, name: str) -> None:
    assert filled_in.back([*FILLED_IN].index(name), {}) == {"a": "x"}
    assert filled_in.notes == []
