"""allOf, anyOf, oneOf, not, if/then/else: of scalars everywhere, of objects in bodies."""

from typing import Any

from tests.contracts.codegen.verdicts.cases import Case, case, in_body

_INTEGER = {"type": "integer"}
_CAT = {"type": "object", "required": ["meows"], "properties": {"meows": {"type": "boolean"}}}
_DOG = {"type": "object", "required": ["barks"], "properties": {"barks": {"type": "boolean"}}}


def _object(keyword: str, detail: str, accept: list[Any], reject: list[Any], /, **schema: Any) -> Case:
    return case(keyword, detail, schema, accept=accept, reject=reject, where="bodies")


COMBINATIONS: tuple[Case, ...] = (
    case(
        "oneOf",
        "exclusive",
        {"oneOf": [{**_INTEGER, "multipleOf": 3}, {**_INTEGER, "multipleOf": 5}]},
        accept=[3, 5, -9],
        reject=[15, 0, 1, "x"],
    ),
    case(
        "oneOf",
        "of types",
        {"oneOf": [{"type": "integer"}, {"type": "boolean"}, {"type": "string", "minLength": 6}]},
        accept=[1, True, "longer"],
        reject=["x", in_body(1.5), in_body(None)],
    ),
    case(
        "oneOf",
        "of constants",
        {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]},
        accept=["a", "b"],
        reject=["c", ""],
    ),
    case(
        "anyOf",
        "of bounds",
        {"type": "integer", "anyOf": [{"minimum": 10}, {"maximum": 0}, {"const": 5}]},
        accept=[10, 0, 5],
        reject=[1, 9],
    ),
    case(
        "anyOf",
        "of types",
        {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[a-z]+$"}]},
        accept=[1, "abc"],
        reject=[0, "A", in_body(None)],
    ),
    case("anyOf", "with null", {"anyOf": [{"type": "integer"}, {"type": "null"}]}, accept=[1, None], reject=["x", 1.5]),
    case(
        "allOf",
        "of bounds",
        {"allOf": [{**_INTEGER, "minimum": 1}, {"maximum": 5}]},
        accept=[1, 5],
        reject=[0, 6, "x"],
    ),
    case(
        "allOf",
        "of patterns",
        {"type": "string", "allOf": [{"pattern": "a"}, {"pattern": "b"}], "maxLength": 4},
        accept=["ab", "bca"],
        reject=["a", "b", "abbbb"],
    ),
    case(
        "not", "enum", {"type": "string", "not": {"enum": ["root", "admin"]}}, accept=["ada"], reject=["root", "admin"]
    ),
    case("not", "multipleOf", {**_INTEGER, "not": {"multipleOf": 2}}, accept=[1, 3], reject=[2, 0]),
    case(
        "if",
        "with then and else",
        {**_INTEGER, "if": {"minimum": 10}, "then": {"multipleOf": 10}, "else": {"maximum": 5}},
        accept=[10, 20, 5],
        reject=[11, 6, 9],
    ),
    case("then", "alone", {**_INTEGER, "if": {"minimum": 10}, "then": {"multipleOf": 10}}, accept=[10, 7], reject=[11]),
    case("else", "alone", {**_INTEGER, "if": {"minimum": 10}, "else": {"maximum": 5}}, accept=[11, 5], reject=[6]),
    case(
        "anyOf",
        "of arrays",
        {"type": "array", "items": {"type": "string"}, "anyOf": [{"minItems": 3}, {"contains": {"const": "x"}}]},
        accept=[["a", "b", "c"], ["x"]],
        reject=[["a"], ["a", "b"]],
    ),
    case(
        "not",
        "an item",
        {"type": "array", "items": {"type": "string", "not": {"const": "x"}}},
        accept=[["a", "b"]],
        reject=[["a", "x"]],
    ),
)

OBJECT_COMBINATIONS: tuple[Case, ...] = (
    _object(
        "oneOf",
        "of objects",
        [{"meows": True}, {"barks": False}],
        [{}, {"meows": True, "barks": True}, {"meows": 1}],
        oneOf=[_CAT, _DOG],
    ),
    _object(
        "anyOf", "of objects", [{"meows": True}, {"meows": True, "barks": True}], [{}, {"barks": 1}], anyOf=[_CAT, _DOG]
    ),
    _object(
        "allOf",
        "of objects",
        [{"meows": True, "barks": True}],
        [{"meows": True}, {"meows": True, "barks": 1}],
        allOf=[_CAT, _DOG],
    ),
    _object(
        "allOf",
        "with siblings",
        [{"meows": True, "name": "x"}],
        [{"meows": True}, {"name": "x"}, {"meows": True, "name": 1}],
        allOf=[_CAT],
        type="object",
        required=["name"],
        properties={"name": {"type": "string"}},
    ),
    _object("not", "required", [{}, {"b": 1}], [{"a": 1}], type="object", **{"not": {"required": ["a"]}}),
    _object(
        "not",
        "a type",
        ["x", {}, None],
        [1, 1.5],
        **{"not": {"type": "number"}},
    ),
    _object(
        "if",
        "of objects",
        [{"kind": "card", "number": "1"}, {"kind": "cash"}, {}],
        [{"kind": "card"}, {"kind": "card", "number": 1}],
        type="object",
        properties={"kind": {"type": "string"}, "number": {"type": "string"}},
        **{"if": {"required": ["kind"], "properties": {"kind": {"const": "card"}}}, "then": {"required": ["number"]}},
    ),
    _object(
        "anyOf",
        "of a scalar, an array and an object",
        [1, ["x"], {"a": 1}],
        ["x", [1], {"a": "x"}],
        anyOf=[
            {"type": "integer"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
        ],
    ),
    _object(
        "anyOf",
        "required one of two",
        [{"a": 1}, {"b": 1}, {"a": 1, "b": 2}],
        [{}, {"c": 1}, {"a": "x"}],
        type="object",
        properties={"a": {"type": "integer"}, "b": {"type": "integer"}},
        anyOf=[{"required": ["a"]}, {"required": ["b"]}],
    ),
    case(
        "oneOf",
        "of string and integer in text",
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        accept=[in_body("1"), in_body(1)],
        reject=[in_body(1.5), in_body(None)],
        where="bodies",
    ),
)
