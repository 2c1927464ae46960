"""Kinds of schemas that a generator of models reads otherwise than JSON Schema, each with siblings."""

from typing import Any

from tests.contracts.codegen.lossless.strategies import COMPONENT

Json = Any
Kind = tuple[Json, list[Json], list[Json]]


def ref(name: str) -> Json:
    return {"$ref": COMPONENT + name}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
WORDS = {"description": "Words."}
COMPONENTS: dict[str, Json] = {
    "Enum": {"type": "string", "enum": ["a", "b"]},
    "Choice": {"oneOf": [{"type": "string", "enum": ["auto"]}, {**_object(name=TEXT), "required": ["name"]}]},
    "Kinds": {"type": "integer", "oneOf": [{"title": "A", "const": 1}, {"title": "B", "const": 2}]},
    "MaybeObject": {"type": ["object", "null"], "properties": {"x": TEXT}},
    "Base": _object(id=TEXT, kind=TEXT),
    "Middle": {"allOf": [ref("Base"), _object(name=TEXT)]},
    "Numbered": {**_object(kind=TEXT, x=WHOLE), "required": ["kind", "x"], "additionalProperties": False},
    "Alias": {"allOf": [ref("Middle")]},
    "AliasOfAlias": ref("Alias"),
    "Map": {"type": "object", "additionalProperties": TEXT},
    "ShortNames": {"type": "object", "propertyNames": {"maxLength": 4}},
    "Node": {**_object(value=WHOLE, next={"allOf": [ref("Node"), WORDS]}), "additionalProperties": False},
    "Open": {"properties": {"a": WHOLE}},
    "First": {**_object(first=TEXT), "required": ["first"]},
    "Second": {**_object(second=TEXT), "required": ["second"]},
    "Nothing": {"type": "object", "oneOf": [{"type": "array"}]},
    "NothingOfMembers": {**_object(a=WHOLE), "anyOf": [{"type": "string"}, {"type": ["array", "null"]}]},
}
_CONDITION = {
    **_object(k=TEXT),
    "if": {"properties": {"k": {"const": "x"}}, "required": ["k"]},
    "then": {"required": ["extra"], "properties": {"extra": WHOLE}},
}
_MOMENT, _DAY = {"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}
_NAMES = ("nº", "no", "µm", "model_config", "copy", "json", "__init__", "self", "class", "_p", "$ref", "Any", "", "é")

KINDS: dict[str, Kind] = {
    "words beside a reference": ({"allOf": [ref("Enum"), WORDS]}, ["a"], ["c"]),
    "a number alone": ({"type": "number"}, [1.5, 1, 2**60 + 1], ["1", None]),
    "properties beside a reference": (
        {**ref("Base"), **_object(y=TEXT), "required": ["y"]},
        [{"y": "a"}, {"y": "a", "further": 1}],
        [{}, {"y": 1}],
    ),
    "an object of alternatives without a type": (
        {
            "type": "object",
            "oneOf": [
                {"properties": {"k": {"const": "a"}, "v": WHOLE}, "required": ["k"]},
                {"properties": {"k": {"const": "b"}, "w": TEXT}, "required": ["k"]},
            ],
        },
        [{"k": "a", "v": 1}, {"k": "b", "w": "x", "further": 1}],
        [{}, {"k": "c"}, {"k": "a", "v": "x"}],
    ),
    "a type beside a reference": ({"allOf": [ref("Enum"), {"type": "string", **WORDS}]}, ["b"], [1]),
    "a reference beside an enum": ({"type": "integer", "enum": [2], "allOf": [ref("Kinds")]}, [2], [1]),
    "a constraint beside a reference": ({"allOf": [ref("Enum"), {"maxLength": 1}]}, ["a"], ["c"]),
    "a string or an object": ({"allOf": [ref("Choice"), WORDS]}, ["auto", {"name": "x"}], ["x", {}]),
    "null beside a reference": ({"anyOf": [{"allOf": [ref("Enum"), WORDS]}, {"type": "null"}]}, ["a", None], [1]),
    "a nullable parent alone": ({"allOf": [ref("MaybeObject"), WORDS]}, [None, {"x": "s"}], [1]),
    "a nullable parent": (
        {"allOf": [ref("MaybeObject"), {"properties": {"y": WHOLE}}]},
        [None, {"x": "s", "y": 1}],
        [],
    ),
    "an alias as a parent": (
        {"allOf": [ref("Alias"), _object(own=TEXT)]},
        [{"id": "i", "name": "n", "own": "o"}],
        [{"id": 1}],
    ),
    "an alias of an alias": (
        {"allOf": [ref("AliasOfAlias"), _object(name=TEXT, own=TEXT)]},
        [{"id": "i", "kind": "k", "name": "n", "own": "o"}],
        [{"name": 1}],
    ),
    "a parent and its own parent": ({"allOf": [ref("Base"), ref("Middle")]}, [{"id": "i", "name": "n"}], [{"id": 1}]),
    "a parent without a type": ({"allOf": [ref("Open"), _object(b=TEXT)]}, [{"a": 1, "b": "b"}], [1, {"a": "x"}]),
    "required without properties": (
        {**_object(x=TEXT), "required": ["x", "y"]},
        [{"x": "a", "y": {"z": 1}}],
        [{"x": "a"}],
    ),
    "required of an untyped object": ({"type": "object", "required": ["y"]}, [{"y": 1, "z": [2]}], [{}]),
    "members that nobody declares": (_object(x=TEXT), [{"x": "a", "y": {"z": 1}}], [{"x": 1}]),
    "an object of anything": ({"type": "object"}, [{"a": 1}, {}], [1]),
    "members of any name in allOf": (
        {"allOf": [ref("Base"), {"type": "object", "additionalProperties": TEXT}]},
        [{"id": "i", "colour": "red"}],
        [{"colour": 1}],
    ),
    "members of any name by reference": ({"allOf": [ref("Base"), ref("Map")]}, [{"id": "i", "x": "y"}], [{"x": 1}]),
    "members by pattern": (
        {**_object(a=TEXT), "patternProperties": {"^x-": WHOLE}, "additionalProperties": False},
        [{"a": "b", "x-y": 1}],
        [{"b": 1}],
    ),
    "nested allOf": (
        {"allOf": [_object(b=_object(b1=WHOLE)), _object(b=_object(b2=WHOLE))]},
        [{"b": {"b1": 1, "b2": 2}}],
        [{"b": {"b2": "x"}}],
    ),
    "an override of a parent's object": (
        {"allOf": [ref("Node"), _object(next=_object(value=WHOLE))]},
        [{"value": 1, "next": {"value": 2, "next": {"value": 3}}}],
        [{"next": {"value": "x"}}],
    ),
    "then": (_CONDITION, [{"k": "x", "extra": 1}, {"k": "y", "extra": "any"}, {}], [{"k": "x"}]),
    "dependentSchemas": (
        {**_object(a=TEXT), "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": WHOLE}}}},
        [{"a": "a", "b": 1}, {"b": "any"}],
        [{"a": "a"}],
    ),
    "a branch beside properties": (
        {**_object(a=TEXT), "anyOf": [{"required": ["a"]}, {"required": ["b"], "properties": {"b": WHOLE}}]},
        [{"a": "a", "b": "any"}, {"b": 1}, {"a": "a", "b": 2}],
        [{}, {"b": "x"}],
    ),
    "a union beside properties": (
        {**_object(id=WHOLE), "oneOf": [ref("First"), ref("Second")]},
        [{"id": 1, "first": "a"}, {"id": 2, "second": "b"}],
        [{"id": 1}, {"first": "a", "second": "b"}],
    ),
    "a discriminator of what may be null": (
        {"oneOf": [ref("MaybeObject"), ref("First")], "discriminator": {"propertyName": "kind"}},
        [None],
        [1, {"x": "a"}, {"first": "a"}],
    ),
    "null below additionalProperties": (
        {"type": "object", "additionalProperties": {"type": ["object", "null"], "properties": {"a": WHOLE}}},
        [{"x": None, "y": {"a": 1}}],
        [{"x": 1}],
    ),
    "both of anyOf": ({"anyOf": [ref("First"), ref("Second")]}, [{"first": "a", "second": "b"}, {"second": "b"}], [{}]),
    "both of anyOf in place": (
        {"anyOf": [COMPONENTS["First"], COMPONENTS["Second"]]},
        [{"first": "a", "second": "b"}, {"first": "a", "second": 1}],
        [{}],
    ),
    "names": (_object(**dict.fromkeys(_NAMES, WHOLE)), [dict.fromkeys(_NAMES, 1), {"nº": 1, "no": 2}], [{"nº": "x"}]),
    "a reference in an enum": ({"enum": [{"$ref": "x"}, 1]}, [{"$ref": "x"}, 1], [2]),
    "a reference in a const": (_object(a={"const": {"$ref": "#/nowhere"}}), [{"a": {"$ref": "#/nowhere"}}], [{"a": 1}]),
    "large integers": (
        _object(a=WHOLE, b={}),
        [{"a": 2**64 + 1, "b": -(2**70)}, {"a": 1e25}, {"a": 1.0}],
        [{"a": 1.5}],
    ),
    "large bounds": ({"type": ["integer", "null"], "maximum": 2**64}, [2**64, None], [2**64 + 1]),
    "integers in unions": (
        {"anyOf": [WHOLE, TEXT, {"type": "array", "items": WHOLE}]},
        [2**70, "1", [1e20]],
        [1.5, None],
    ),
    "a class of a pattern": ({"type": "string", "pattern": "^[a&&b]+$"}, ["a&b"], ["c"]),
    "a bracket in a pattern": ({"type": "string", "pattern": "^[^[]+$"}, ["a"], ["["]),
    "a large repetition": ({"type": "string", "pattern": r"^([\w ]{1,250}){1,9}$"}, ["abc d"], [""]),
    "a type that is never written out": (
        {"allOf": [ref("Node"), ref("Node")]},
        [{"value": 1, "next": {"value": 2}}],
        [1],
    ),
    **{
        f"items chosen by a discriminator, of {name}": (
            {
                "type": "array",
                "items": {
                    "oneOf": [ref(name), ref("Numbered")],
                    "discriminator": {
                        "propertyName": "kind",
                        "mapping": {"open": ref(name)["$ref"], "numbered": ref("Numbered")["$ref"]},
                    },
                },
            },
            [[{"kind": "open", "more": "x"}, {"kind": "numbered", "x": 2}], []],
            [[{"more": "x"}], [{"kind": "other"}]],
        )
        for name in ("Map", "ShortNames")
    },
    **{
        f"members that another alternative has as {name}, in {key}": (
            {key: [_object(a=ref(name), b=WHOLE), {**_object(c=WHOLE), "required": ["c"]}]},
            [{"a": {"x": 1, "y": {}}, "c": 1}, {"a": {}, "c": 1, "b": 2}, {"b": 1}],
            [{"a": {"x": 1}}],
        )
        for name in ("Nothing", "NothingOfMembers")
        for key in ("oneOf", "anyOf")
    },
    **{
        f"anything beside {name} that a discriminator selects": (
            _object(
                a={
                    "oneOf": [
                        {"anyOf": [ref(name)], "discriminator": {"propertyName": "type"}},
                        {"minProperties": 1},
                        {"enum": [100]},
                    ]
                }
            ),
            [{"a": {"b": {"c": 2**31}}}, {"a": {"a": 1, "b": False}}, {"a": "x"}],
            [{"a": {}}, {"a": 100}],
        )
        for name in ("Nothing", "NothingOfMembers")
    },
    **{
        f"a text like {kind['type']}, in {key}": (
            {key: [{**_object(a=kind, at=at, n=WHOLE), "required": ["a"]}, _object(a=TEXT, at=at, n=WHOLE)]},
            [{"a": text, "at": day, "n": number} for text in texts for number in (1, 1.0)],
            [{"a": [], "at": day}],
        )
        for kind, texts in (
            (WHOLE, ["1", "1.0", " 2 "]),
            ({"type": "number"}, ["1", "1e3"]),
            ({"type": "boolean"}, ["true", "1", "off"]),
        )
        for key in ("oneOf", "anyOf")
        for at, day in ((_MOMENT, "2024-02-29T10:00:00Z"), (_DAY, "2024-02-29"))
    },
    "true beside what a property is": (
        {"allOf": [_object(a={"const": {"b": 1}}, c=WHOLE), _object(a=True, c=True)]},
        [{"a": {"b": 1}, "c": 1}],
        [{"a": {"b": 2}}],
    ),
    "true beside what items are": (
        {"allOf": [{"type": "array", "items": TEXT}, {"type": "array", "items": True}]},
        [["a"]],
        [[1]],
    ),
    "false beside what a property is": (
        {"allOf": [_object(a=WHOLE), _object(a=False, b=WHOLE)]},
        [{"b": 1}],
        [{"a": 1}],
    ),
    "an array behind allOf": (
        {"allOf": [{"type": "array", "items": _object(a=WHOLE)}, {"items": _object(b=WHOLE)}]},
        [[{"a": 1, "b": 2}], []],
        [[{"a": 1, "b": "x"}]],
    ),
}
_WORDS_BESIDE_NULL = {"allOf": [ref("Enum"), {"type": "string", "nullable": True, **WORDS}], "deprecated": True}
OLD_KINDS: dict[str, Kind] = {
    "nullable beside a oneOf with null": (
        {"nullable": True, "oneOf": [ref("Enum"), {"enum": [""]}, {"enum": [None]}]},
        ["a", "", None],
        ["c"],
    ),
    "nullable beside a oneOf without": ({"nullable": True, "oneOf": [ref("Enum"), WHOLE]}, ["a", 1, None], [1.5]),
    "nullable beside allOf": ({"nullable": True, "allOf": [ref("Enum")]}, ["a", None], ["c"]),
    "nullable in allOf": (_WORDS_BESIDE_NULL, ["a"], [None]),
    "a nullable object": ({"allOf": [ref("Old"), WORDS]}, [None, {"x": "s"}], [1]),
    "read-only beside nullable": (
        _object(a=TEXT, b={"nullable": True, "readOnly": True, "allOf": [ref("Enum")]}),
        [{"a": "a"}],
        [{"a": 1, "b": "a"}, {"a": None}],
    ),
}
OLD_COMPONENTS: dict[str, Json] = {
    "Enum": COMPONENTS["Enum"],
    "Old": {"type": "object", "nullable": True, "properties": {"x": TEXT}},
}

OVERLAPPING: dict[str, Kind] = {
    f"a {name} beside a string, in {key}": (
        _object(a={key: [{"type": "string", "format": name}, {"type": "string", **more}]}),
        [{"a": value} for value in values],
        [{"a": 1}],
    )
    for key, more in (("anyOf", {}), ("oneOf", {"maxLength": 32, "pattern": "^[^T]*$"}))
    for name, values in (
        ("uuid", ["123e4567e89b42d3a456426614174000", "123e4567-e89b-42d3-a456-426614174000"]),
        ("time", ["10:00", "x"]),
        ("date-time", ["2024-02-29 10:00", "2024-02-29T10:00:00Z"]),
    )
}
"""Texts that Pydantic takes for a value of the format, and only another alternative allows."""
