"""`$ref`, and what depends on the names of components: discriminators, recursion."""

from typing import Any

from tests.contracts.codegen.verdicts.cases import Case, case

_COMPONENT = "#/components/schemas/"
_PET = {"oneOf": [{"$ref": f"{_COMPONENT}MappedCat"}, {"$ref": f"{_COMPONENT}MappedDog"}]}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _COMPONENT + name}


def _named(kind: str, type_: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind", "value"],
        "properties": {"kind": {"type": "string"}, "value": {"type": type_}},
        "x-kind": kind,
    }


REFERENCES: tuple[Case, ...] = (
    case(
        "$ref",
        "to a scalar",
        _ref("ShortWord"),
        accept=["ab"],
        reject=["abcdef", "A"],
        components={"ShortWord": {"type": "string", "maxLength": 5, "pattern": "^[a-z]+$"}},
    ),
    case(
        "$ref",
        "to an enum",
        _ref("odd-colour"),
        accept=["red", "bl-ue"],
        reject=["x"],
        components={"odd-colour": {"type": "string", "enum": ["red", "bl-ue"]}},
    ),
    case(
        "$ref",
        "with siblings",
        {**_ref("Count"), "maximum": 5},
        accept=[1, 5],
        reject=[0, 6],
        components={"Count": {"type": "integer", "minimum": 1}},
    ),
    case(
        "$ref",
        "to a reference",
        _ref("CountAgain"),
        accept=[2],
        reject=[1, "x"],
        components={"CountAgain": _ref("CountOnce"), "CountOnce": {"type": "integer", "minimum": 2}},
    ),
    case(
        "$ref",
        "to an array",
        _ref("Words"),
        accept=[["a", "b"]],
        reject=[["a", "a"], ["A"]],
        components={
            "Words": {"type": "array", "items": _ref("Word"), "uniqueItems": True},
            "Word": {"type": "string", "pattern": "^[a-z]$"},
        },
    ),
    case(
        "$ref",
        "in items",
        {"type": "array", "items": _ref("Small")},
        accept=[[1, 2]],
        reject=[[1, 20], ["x"]],
        components={"Small": {"type": "integer", "maximum": 9}},
    ),
)

DEFINITIONS = tuple(
    case(
        word,
        "",
        {"$ref": f"{_COMPONENT}With{name}/{word}/small"},
        accept=[1, 9],
        reject=[10, "x"],
        meaning={"type": "integer", "maximum": 9},
        components={f"With{name}": {"type": "object", word: {"small": {"type": "integer", "maximum": 9}}}},
    )
    for word, name in (("$defs", "Defs"), ("definitions", "Definitions"))
)

OBJECT_REFERENCES: tuple[Case, ...] = (
    case(
        "$ref",
        "to itself",
        _ref("Tree"),
        accept=[{"name": "a"}, {"name": "a", "children": [{"name": "b", "children": []}]}],
        reject=[{}, {"name": "a", "children": [{}]}, {"name": "a", "children": [{"name": 1}]}],
        components={
            "Tree": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "children": {"type": "array", "items": _ref("Tree")}},
            }
        },
        where="bodies",
    ),
    case(
        "discriminator",
        "by mapping",
        {
            **_PET,
            "discriminator": {"propertyName": "kind", "mapping": {"cat": f"{_COMPONENT}MappedCat", "dog": "MappedDog"}},
        },
        accept=[{"kind": "cat", "value": 1}, {"kind": "dog", "value": "x"}],
        reject=[{"kind": "cat", "value": "x"}, {"kind": "dog", "value": 1}, {"kind": "cow", "value": 1}, {"value": 1}],
        components={"MappedCat": _named("cat", "integer"), "MappedDog": _named("dog", "string")},
        meaning={
            "oneOf": [
                {"required": ["kind", "value"], "properties": {"kind": {"const": "cat"}, "value": {"type": "integer"}}},
                {"required": ["kind", "value"], "properties": {"kind": {"const": "dog"}, "value": {"type": "string"}}},
            ],
            "type": "object",
        },
        where="bodies",
    ),
    case(
        "discriminator",
        "by name",
        {"oneOf": [_ref("Car"), _ref("Boat")], "discriminator": {"propertyName": "kind"}},
        accept=[{"kind": "Car", "value": 1}, {"kind": "Boat", "value": 1}],
        reject=[{"kind": "car", "value": 1}, {"kind": "Bike", "value": 1}, {"value": 1}, {"kind": "Boat"}],
        components={"Car": _named("Car", "integer"), "Boat": _named("Boat", "integer")},
        meaning={
            "type": "object",
            "required": ["kind", "value"],
            "properties": {"kind": {"enum": ["Car", "Boat"]}, "value": {"type": "integer"}},
        },
        where="bodies",
    ),
    case(
        "discriminator",
        "by constants",
        {"anyOf": [_ref("Circle"), _ref("Square")], "discriminator": {"propertyName": "kind"}},
        accept=[{"kind": "circle", "r": 1}, {"kind": "square", "a": 1}],
        reject=[{"kind": "circle", "a": 1}, {"kind": "Circle", "r": 1}, {"kind": "square"}],
        components={
            name: {
                "type": "object",
                "required": ["kind", side],
                "properties": {"kind": {"const": name.lower()}, side: {"type": "number"}},
            }
            for name, side in (("Circle", "r"), ("Square", "a"))
        },
        where="bodies",
    ),
)
