"""Types, listed values, numbers and strings."""

from tests.contracts.diff.tables.pairs import Does, Pair, Schema

INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
STRING: Schema = {"type": "string"}

PAIRS = [
    # Types
    Pair("type: one more", STRING, {"type": ["string", "object"]}, "type-widened", "type-narrowed", Does.WIDEN),
    Pair("type: number for integer", INTEGER, NUMBER, "type-widened", "type-narrowed", Does.WIDEN),
    Pair("type: another", {"type": "object"}, {"type": "array"}, "type-changed", "type-changed", Does.BOTH),
    Pair("type: none said", {}, {"type": ["object", "null"]}, "type-narrowed", "type-widened", Does.NARROW),
    Pair("type: by anyOf", STRING, {"anyOf": [STRING, {"type": "array"}]}, "type-widened", "type-narrowed", Does.WIDEN),
    Pair("null: allowed", STRING, {"type": ["string", "null"]}, "became-nullable", "became-not-nullable", Does.WIDEN),
    Pair("null: beside", STRING, {"oneOf": [STRING, {"type": "null"}]}, "became-nullable", "became-not-nullable", Does.WIDEN),
    Pair("null: listed", {"enum": ["a"]}, {"enum": ["a", None]}, "became-nullable", "became-not-nullable", Does.WIDEN),
    # Listed values
    Pair("enum: set", STRING, {"type": "string", "enum": ["a", "b"]}, "became-enum", "enum-removed", Does.NARROW),
    Pair("enum: one more", {"enum": ["a"]}, {"enum": ["a", "b"]}, "enum-value-added", "enum-value-removed", Does.WIDEN),
    Pair("enum: of numbers", {"enum": [1, 2]}, {"enum": [1]}, "enum-value-removed", "enum-value-added", Does.NARROW),
    Pair("enum: of anything", {"enum": [1, [2]]}, {"enum": [1]}, "enum-value-removed", "enum-value-added", Does.NARROW),
    Pair(
        "enum: by oneOf of const",
        {"oneOf": [{"const": "a"}, {"const": "b"}]},
        {"oneOf": [{"const": "a"}, {"const": "b"}, {"const": "c"}]},
        "enum-value-added",
        "enum-value-removed",
        Does.WIDEN,
    ),
    Pair("enum: true alone", {"type": "boolean"}, {"enum": [True]}, "const-added", "const-removed", Does.NARROW),
    Pair("const: set", STRING, {"const": "a"}, "const-added", "const-removed", Does.NARROW),
    Pair("const: another", {"const": "a"}, {"const": "b"}, "const-changed", "const-changed", Does.BOTH),
    Pair("const: one of several", {"enum": ["a", "b"]}, {"const": "a"}, "enum-value-removed", "enum-value-added", Does.NARROW),
    Pair(
        "enum: of what was not allowed",
        {"type": "string", "maxLength": 1},
        {"enum": ["a", "long"]},
        "became-enum",
        "enum-removed",
        Does.BOTH,
        Does.BOTH,
    ),
    # Numbers
    Pair("maximum: set", INTEGER, {"type": "integer", "maximum": 9}, "max-set", "max-removed", Does.NARROW),
    Pair("maximum: lower", {"maximum": 9} | INTEGER, {"maximum": 8} | INTEGER, "max-decreased", "max-increased", Does.NARROW),
    Pair("maximum: excluded", {"maximum": 9} | NUMBER, {"exclusiveMaximum": 9} | NUMBER, "max-decreased", "max-increased", Does.NARROW),
    Pair("exclusive maximum: set", NUMBER, {"exclusiveMaximum": 9} | NUMBER, "max-set", "max-removed", Does.NARROW),
    Pair("exclusive maximum: lower", {"exclusiveMaximum": 9} | NUMBER, {"exclusiveMaximum": 8.5} | NUMBER, "max-decreased", "max-increased", Does.NARROW),
    Pair("minimum: set", INTEGER, {"minimum": 0} | INTEGER, "min-set", "min-removed", Does.NARROW),
    Pair("minimum: higher", {"minimum": 0} | INTEGER, {"minimum": 1} | INTEGER, "min-increased", "min-decreased", Does.NARROW),
    Pair("exclusive minimum: set", NUMBER, {"exclusiveMinimum": 0} | NUMBER, "min-set", "min-removed", Does.NARROW),
    Pair("exclusive minimum: higher", {"exclusiveMinimum": 0} | NUMBER, {"exclusiveMinimum": 0.1} | NUMBER, "min-increased", "min-decreased", Does.NARROW),
    Pair("minimum: by allOf", {"allOf": [INTEGER, {"minimum": 0}]}, {"minimum": 1} | INTEGER, "min-increased", "min-decreased", Does.NARROW),
    Pair("bounds of a format: set", INTEGER, {"format": "int32"} | INTEGER, "format-added", "format-removed", Does.NARROW),
    Pair("bounds of a format: wider", {"format": "int32"} | INTEGER, {"format": "int64"} | INTEGER, "format-widened", "format-narrowed", Does.WIDEN),
    Pair("multipleOf: set", INTEGER, {"multipleOf": 5} | INTEGER, "multiple-of-set", "multiple-of-removed", Does.NARROW),
    Pair("multipleOf: of a multiple", {"multipleOf": 0.1} | NUMBER, {"multipleOf": 0.3} | NUMBER, "multiple-of-narrowed", "multiple-of-widened", Does.NARROW),
    Pair("multipleOf: another", {"multipleOf": 4} | INTEGER, {"multipleOf": 6} | INTEGER, "multiple-of-changed", "multiple-of-changed", Does.BOTH),
    # Strings
    Pair("maxLength: set", STRING, {"maxLength": 9} | STRING, "max-length-set", "max-length-removed", Does.NARROW),
    Pair("maxLength: lower", {"maxLength": 9} | STRING, {"maxLength": 8} | STRING, "max-length-decreased", "max-length-increased", Does.NARROW),
    Pair("minLength: set", STRING, {"minLength": 1} | STRING, "min-length-increased", "min-length-decreased", Does.NARROW),
    Pair("minLength: higher", {"minLength": 1} | STRING, {"minLength": 2} | STRING, "min-length-increased", "min-length-decreased", Does.NARROW),
    Pair("pattern: set", STRING, {"pattern": "^a"} | STRING, "pattern-added", "pattern-removed", Does.NARROW),
    Pair("pattern: another", {"pattern": "^(?!x)"} | STRING, {"pattern": "^(?!y)"} | STRING, "pattern-changed", "pattern-changed", Does.BOTH),
    Pair("format: set", STRING, {"format": "date"} | STRING, "format-added", "format-removed", Does.NARROW),
    Pair("format: another", {"format": "date"} | STRING, {"format": "date-time"} | STRING, "format-changed", "format-changed", Does.BOTH),
    Pair("format: wider", {"format": "uri"} | STRING, {"format": "uri-reference"} | STRING, "format-widened", "format-narrowed", Does.WIDEN),
    Pair("format: a hint", {"format": "password"} | STRING, STRING, "format-hint-changed", "format-hint-changed", Does.NOTHING),
    Pair("format: nobody knows it", STRING, {"format": "iban"} | STRING, "format-hint-changed", "format-hint-changed", Does.NOTHING),
    Pair("format: nobody knows one of them", {"format": "iban"} | STRING, {"format": "date"} | STRING, "format-added", "format-removed", Does.NARROW),
    Pair("format: nobody knows either", {"format": "iban"} | STRING, {"format": "own"} | STRING, "format-hint-changed", "format-hint-changed", Does.NOTHING),
    Pair("encoding of the content", {"contentEncoding": "base64"} | STRING, {"contentEncoding": "base32"} | STRING, "content-changed", "content-changed", Does.UNKNOWN),
    Pair("type of the content", {"contentMediaType": "text/csv"} | STRING, STRING, "content-changed", "content-changed", Does.UNKNOWN),
    # Beside
    Pair("default: told", INTEGER, {"default": 1} | INTEGER, "default-added", "default-removed", Does.NOTHING, Does.POSSIBLY_OR_SAFE),
    Pair("default: another", {"default": 1} | INTEGER, {"default": 2} | INTEGER, "default-changed", "default-changed", Does.POSSIBLY_OR_SAFE),
]  # fmt: skip
