"""What OpenAPI 3.0 says otherwise than JSON Schema: `nullable`, and exclusive bounds that are booleans."""

from typing import Any

from tests.contracts.codegen.verdicts.cases import Case, case, in_body


def _old(
    keyword: str, detail: str, schema: Any, accept: list[Any], reject: list[Any], meaning: Any, **more: Any
) -> Case:
    return case(keyword, detail, schema, accept=accept, reject=reject, meaning=meaning, version="3.0.3", **more)


_NAME = {"name": {"type": "string"}}

OLD_WORDS: tuple[Case, ...] = (
    _old(
        "nullable",
        "integer",
        {"type": "integer", "nullable": True},
        [1, None],
        ["x", 1.5],
        {"type": ["integer", "null"]},
    ),
    _old(
        "nullable",
        "string",
        {"type": "string", "nullable": True, "minLength": 2},
        ["ab", in_body(None)],
        ["a", in_body(1)],
        {"type": ["string", "null"], "minLength": 2},
    ),
    _old("nullable", "false", {"type": "integer", "nullable": False}, [1], ["x", in_body(None)], {"type": "integer"}),
    _old(
        "nullable",
        "enum without null",
        {"type": "string", "nullable": True, "enum": ["a", "b"]},
        ["a"],
        ["c", in_body(None)],  # OpenAPI 3.0.3, proposal 2019-10-31: null must be among the values too
        {"enum": ["a", "b"]},
    ),
    _old(
        "nullable",
        "enum with null",
        {"type": "string", "nullable": True, "enum": ["a", None]},
        ["a", None],
        ["c"],
        {"enum": ["a", None]},
    ),
    _old(
        "nullable",
        "oneOf with null",
        {"nullable": True, "oneOf": [{"type": "string", "enum": ["a"]}, {"enum": [""]}, {"enum": [None]}]},
        ["a", "", None],
        ["c"],
        {"enum": ["a", "", None]},
    ),
    _old(
        "nullable",
        "items",
        {"type": "array", "items": {"type": "integer", "nullable": True}},
        [[1, None], [2]],
        [["x"]],
        {"type": "array", "items": {"type": ["integer", "null"]}},
    ),
    _old(
        "nullable",
        "property",
        {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "nullable": True}}},
        [{"name": None}, {"name": "x"}],
        [{}, {"name": 1}],
        {"type": "object", "required": ["name"], "properties": {"name": {"type": ["string", "null"]}}},
        where="bodies",
    ),
    _old(
        "nullable",
        "object by allOf",
        {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Named"}]},
        [{"name": "x"}, None],
        [{}, 1],
        {"type": ["object", "null"], "properties": _NAME, "required": ["name"]},
        components={"Named": {"type": "object", "required": ["name"], "properties": _NAME}},
        where="bodies",
    ),
    _old(
        "nullable",
        "beside a reference is ignored",
        {"nullable": True, "$ref": "#/components/schemas/NamedAlone"},
        [{"name": "x"}],
        [None, {}],
        {"type": "object", "properties": _NAME, "required": ["name"]},
        components={"NamedAlone": {"type": "object", "required": ["name"], "properties": _NAME}},
        where="bodies",
    ),
    _old(
        "exclusiveMinimum",
        "as a boolean",
        {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
        [2],
        [1, 0],
        {"type": "integer", "exclusiveMinimum": 1},
    ),
    _old(
        "exclusiveMaximum",
        "as a boolean",
        {"type": "number", "maximum": 1, "exclusiveMaximum": True},
        [0.5],
        [1, 1.5],
        {"type": "number", "exclusiveMaximum": 1},
    ),
    _old(
        "minimum",
        "with exclusiveMinimum false",
        {"type": "integer", "minimum": 1, "exclusiveMinimum": False},
        [1],
        [0],
        {"type": "integer", "minimum": 1},
    ),
)
