"""Objects, in bodies: their properties, names and numbers."""

from typing import Any

from tests.contracts.codegen.verdicts.cases import Case, case

_A = {"a": {"type": "integer"}}
_NO_OBJECTS = [None, 1, "a", True, [], [{"a": 1}]]


def _object(keyword: str, detail: str, accept: list[Any], reject: list[Any], /, **schema: Any) -> Case:
    return case(keyword, detail, {"type": "object", **schema}, accept=accept, reject=reject, where="bodies")


OBJECTS: tuple[Case, ...] = (
    _object("type", "object", [{}, {"a": 1, "b": [None]}], _NO_OBJECTS),
    _object(
        "properties",
        "",
        [{"a": 1}, {}, {"a": 1, "other": "x"}],
        [{"a": "1"}, {"a": None}, {"a": True}, *_NO_OBJECTS],
        properties=_A,
    ),
    _object(
        "properties",
        "that are nullable",
        [{"a": None}, {"a": "x"}, {}],
        [{"a": 1}],
        properties={"a": {"type": ["string", "null"]}},
    ),
    _object(
        "properties",
        "of odd names",
        [{"class": 1, "a-b": 2, "self": 3, "model_config": 4, "$x": 5, "": 6, "é": 7, "_y": 8, "1": 9}, {}],
        [{name: "x"} for name in ("class", "a-b", "self", "model_config", "$x", "", "é", "_y", "1")],
        properties={n: {"type": "integer"} for n in ("class", "a-b", "self", "model_config", "$x", "", "é", "_y", "1")},
        additionalProperties=False,
    ),
    _object(
        "properties",
        "of names of methods",
        [{"json": 1, "copy": 2, "dict": 3, "schema": 4, "model_dump": 5, "body": 6}],
        [{"json": "x"}, {"copy": "x"}, {"model_dump": "x"}],
        properties={n: {"type": "integer"} for n in ("json", "copy", "dict", "schema", "model_dump", "body")},
    ),
    _object("properties", "forbidden", [{"a": 1}], [{"b": 1}], properties={**_A, "b": False}),
    _object("required", "", [{"a": 1}, {"a": 1, "b": 2}], [{}, {"b": 1}, {"A": 1}], properties=_A, required=["a"]),
    _object("required", "several", [{"a": 1, "b": None}], [{"a": 1}, {"b": 1}], properties=_A, required=["a", "b"]),
    _object(
        "required",
        "nullable",
        [{"a": None}, {"a": 1}],
        [{}],
        properties={"a": {"type": ["integer", "null"]}},
        required=["a"],
    ),
    _object(
        "required",
        "with default",
        [{"a": 1}],
        [{}],
        properties={"a": {"type": "integer", "default": 3}},
        required=["a"],
    ),
    _object(
        "additionalProperties",
        "false",
        [{}, {"a": 1}],
        [{"b": 1}, {"a": 1, "b": None}],
        properties=_A,
        additionalProperties=False,
    ),
    _object(
        "additionalProperties",
        "integers",
        [{}, {"b": 1}, {"a": "x", "b": 2}],
        [{"b": "x"}, {"b": None}, {"a": 1}],
        properties={"a": {"type": "string"}},
        additionalProperties={"type": "integer"},
    ),
    _object(
        "additionalProperties",
        "of a map",
        [{}, {"x y": 1}],
        [{"x": "1"}, {"x": 0}],
        additionalProperties={"type": "integer", "minimum": 1},
    ),
    _object(
        "additionalProperties", "true", [{"a": 1, "b": "x"}], [{"a": "x"}], properties=_A, additionalProperties=True
    ),
    _object(
        "additionalProperties",
        "objects",
        [{"x": {"a": 1}}],
        [{"x": {}}, {"x": {"a": "1"}}, {"x": 1}],
        additionalProperties={"type": "object", "properties": _A, "required": ["a"]},
    ),
    _object(
        "patternProperties",
        "",
        [{"x-a": 1}, {"y": "free"}, {}],
        [{"x-a": "1"}, {"y": 1, "x-b": None}],
        patternProperties={"^x-": {"type": "integer"}},
    ),
    _object(
        "patternProperties",
        "and no others",
        [{"x-a": 1}, {"a": 1, "x-b": 2}],
        [{"x-a": "1"}, {"y": 1}],
        properties=_A,
        patternProperties={"^x-": {"type": "integer"}},
        additionalProperties=False,
    ),
    _object("propertyNames", "", [{}, {"ab": 1}], [{"A": 1}, {"ab": 1, "": 2}], propertyNames={"pattern": "^[a-z]+$"}),
    _object("propertyNames", "by length", [{"ab": 1}], [{"abc": 1}], propertyNames={"maxLength": 2}, properties=_A),
    _object("minProperties", "", [{"a": 1}, {"b": 2}], [{}], minProperties=1, properties=_A),
    _object(
        "minProperties",
        "of a map",
        [{"a": 1, "b": 2}],
        [{}, {"a": 1}],
        minProperties=2,
        additionalProperties={"type": "integer"},
    ),
    _object("maxProperties", "", [{}, {"a": 1}], [{"a": 1, "b": 2}], maxProperties=1, properties=_A),
    _object(
        "dependentRequired",
        "",
        [{}, {"b": 1}, {"a": 1, "b": 1}],
        [{"a": 1}],
        properties={**_A, "b": {"type": "integer"}},
        dependentRequired={"a": ["b"]},
    ),
    _object(
        "dependentSchemas",
        "",
        [{"b": "x"}, {"a": 1, "b": 1}, {"a": 1}],
        [{"a": 1, "b": "x"}],
        properties=_A,
        dependentSchemas={"a": {"properties": {"b": {"type": "integer"}}}},
    ),
    _object(
        "unevaluatedProperties",
        "",
        [{"a": 1, "b": 1}, {}],
        [{"c": 1}, {"a": 1, "b": 1, "c": 1}],
        allOf=[{"type": "object", "properties": _A}, {"type": "object", "properties": {"b": {"type": "integer"}}}],
        unevaluatedProperties=False,
    ),
    _object(
        "unevaluatedProperties",
        "integers",
        [{"a": "x", "b": 1}],
        [{"b": "x"}],
        properties={"a": {"type": "string"}},
        unevaluatedProperties={"type": "integer"},
    ),
    _object(
        "default",
        "of properties",
        [{"a": 1}, {"a": 2, "b": "x"}],
        [{"b": 1}, {"a": "x"}],
        properties={"a": {"type": "integer"}, "b": {"type": "string", "default": "y"}},
    ),
    case(
        "properties",
        "without a type",
        {"properties": _A},
        accept=[{"a": 1}, 7, "x", []],
        reject=[{"a": "x"}],
        where="bodies",
    ),
    case(
        "type",
        "object or null",
        {"type": ["object", "null"], "properties": _A},
        accept=[None, {"a": 1}],
        reject=[1, {"a": "x"}],
        where="bodies",
    ),
    case(
        "properties",
        "of a reference without a type",
        {"$ref": "#/components/schemas/Sloppy"},
        accept=[{"a": 1}, {}, 7, None],
        reject=[{"a": "x"}],
        components={"Sloppy": {"description": "Says no type.", "properties": _A}},
        where="bodies",
    ),
    case(
        "type",
        "object or null of a reference",
        {"$ref": "#/components/schemas/MaybeThing"},
        accept=[{"a": 1}, None],
        reject=[{"a": "x"}, 1],
        components={"MaybeThing": {"type": ["object", "null"], "properties": _A}},
        where="bodies",
    ),
    case(
        "allOf",
        "of a reference without a type",
        {
            "allOf": [{"$ref": "#/components/schemas/SloppyBase"}],
            "type": "object",
            "properties": {"b": {"type": "string"}},
        },
        accept=[{"a": 1, "b": "x"}],
        reject=[{"a": "x"}, {"b": 1}, 7],
        components={"SloppyBase": {"properties": _A}},
        where="bodies",
    ),
    case("type", "anything", {}, accept=[None, 1, "x", [], {"a": [{}]}, 1.5, False], reject=[], where="bodies"),
    case("type", "nothing but by not", {"not": {}}, accept=[], reject=[None, 1, {}], where="bodies"),
)
