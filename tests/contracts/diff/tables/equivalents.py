"""Schemas that mean the same, in several forms. None of them is a change of another."""

from tests.contracts.diff.tables.pairs import Schema

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
A: Schema = {"type": "object", "properties": {"a": STRING}, "required": ["a"]}
B: Schema = {"type": "object", "properties": {"b": INTEGER}}
CAT: Schema = {"type": "object", "properties": {"kind": {"const": "cat"}}, "required": ["kind"]}
DOG: Schema = {"type": "object", "properties": {"kind": {"const": "dog"}}, "required": ["kind"]}

EQUIVALENTS: dict[str, list[Schema]] = {
    "nothing said": [{}, {"title": "Anything"}, {"allOf": [{}]}, {"minLength": 0}, {"anyOf": [{}, STRING]}, {"not": {"not": {}}}],
    "string": [STRING, {"type": ["string"]}, {"allOf": [STRING]}, {"anyOf": [STRING]}, {"oneOf": [STRING]}, STRING | {"minLength": 0}, STRING | {"pattern": ".*"}, STRING | {"description": "Words.", "example": "x"}, STRING | {"maximum": 9}, STRING | {"uniqueItems": False}],
    "string or null": [{"type": ["string", "null"]}, {"type": ["null", "string"]}, {"anyOf": [STRING, {"type": "null"}]}, {"oneOf": [{"type": "null"}, STRING]}, {"anyOf": [STRING, {"const": None}]}, {"anyOf": [STRING, {"enum": [None]}]}],
    "short string or null": [{"type": ["string", "null"], "maxLength": 9}, {"anyOf": [STRING | {"maxLength": 9}, {"type": "null"}]}, {"oneOf": [{"type": "null"}, {"allOf": [STRING, {"maxLength": 9}]}]}],
    "boolean": [{"type": "boolean"}, {"enum": [True, False]}, {"type": "boolean", "enum": [False, True]}, {"oneOf": [{"const": True}, {"const": False}]}],
    "one value": [{"const": "a"}, {"enum": ["a"]}, STRING | {"const": "a"}, STRING | {"enum": ["a"]}, {"enum": ["a", 1], "type": "string"}, {"allOf": [{"enum": ["a", "b"]}, {"enum": ["a", "c"]}]}],
    "values": [{"enum": ["a", "b"]}, {"enum": ["b", "a"]}, STRING | {"enum": ["a", "b"]}, {"oneOf": [{"const": "a"}, {"const": "b", "description": "B."}]}, {"anyOf": [{"enum": ["a"]}, {"enum": ["a", "b"]}]}, STRING | {"enum": ["a", "b"], "maxLength": 1}],
    "values or null": [{"enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a", None]}, {"anyOf": [{"const": "a"}, {"type": "null"}]}],
    "one and 1.0": [{"const": 1}, {"const": 1.0}, {"enum": [1]}],
    "integer": [INTEGER, {"type": "number", "multipleOf": 1}, INTEGER | {"multipleOf": 1}, {"type": ["integer"]}, {"allOf": [{"type": "number"}, INTEGER]}],
    "number": [{"type": "number"}, {"type": ["number", "integer"]}, {"anyOf": [INTEGER, {"type": "number"}]}],
    "from 1 to 9": [INTEGER | {"minimum": 1, "maximum": 9}, INTEGER | {"exclusiveMinimum": 0, "exclusiveMaximum": 10}, INTEGER | {"minimum": 0.5, "maximum": 9.9}, {"allOf": [INTEGER | {"minimum": 1}, {"maximum": 9}, {"maximum": 99}]}],
    "int32": [INTEGER | {"format": "int32"}, INTEGER | {"minimum": -(2**31), "maximum": 2**31 - 1}],
    "multiples": [INTEGER | {"multipleOf": 6}, {"allOf": [INTEGER | {"multipleOf": 2}, {"multipleOf": 3}]}, INTEGER | {"multipleOf": 6.0}],
    "array": [{"type": "array"}, {"type": "array", "items": {}}, {"type": "array", "items": True}, {"type": "array", "minItems": 0}, {"type": "array", "uniqueItems": False}, {"type": "array", "contains": STRING, "minContains": 0}],
    "pair": [{"type": "array", "prefixItems": [STRING, STRING], "items": STRING}, {"type": "array", "items": STRING}],
    "object": [{"type": "object"}, {"type": "object", "properties": {}}, {"type": "object", "required": []}, {"type": "object", "additionalProperties": True}, {"type": "object", "additionalProperties": {}}, {"type": "object", "minProperties": 0}, {"type": "object", "propertyNames": {}}, {"type": "object", "propertyNames": STRING}, {"type": "object", "patternProperties": {}}, {"type": "object", "dependentRequired": {}}],
    "two halves": [{"type": "object", "properties": {"a": STRING, "b": INTEGER}, "required": ["a"]}, {"allOf": [A, B]}, {"allOf": [B, A]}, A | {"allOf": [B]}, {"allOf": [{"allOf": [A]}, B]}, {"type": "object", "allOf": [{"properties": {"a": STRING}}, {"properties": {"b": INTEGER}}, {"required": ["a"]}]}],
    "closed": [A | {"additionalProperties": False}, A | {"unevaluatedProperties": False}, {"allOf": [A], "unevaluatedProperties": False}, A | {"properties": {"a": STRING, "b": False}, "additionalProperties": False}],
    "required twice": [A, A | {"required": ["a", "a"]}, {"allOf": [A, {"required": ["a"]}]}, A | {"minProperties": 1}],
    "cat or dog": [{"oneOf": [CAT, DOG]}, {"anyOf": [CAT, DOG]}, {"oneOf": [DOG, CAT]}, {"anyOf": [{"oneOf": [CAT]}, {"allOf": [DOG]}]}, {"type": "object", "oneOf": [CAT, DOG]}],
    "cat, dog or null": [{"oneOf": [CAT, DOG, {"type": "null"}]}, {"anyOf": [{"oneOf": [CAT, DOG]}, {"type": "null"}]}, {"type": ["object", "null"], "oneOf": [CAT, DOG, {"type": "null"}]}],
    "several types": [{"type": ["string", "integer"]}, {"anyOf": [STRING, INTEGER]}, {"oneOf": [INTEGER, STRING]}, {"type": ["integer", "string", "number"], "anyOf": [STRING, INTEGER]}],
    "by condition": [{"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"type": "object", "dependentRequired": {"a": ["b"]}}, {"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}],
    "not a string": [{"not": STRING}, {"type": ["null", "boolean", "number", "array", "object"]}],
}  # fmt: skip
