"""Arrays, objects, alternatives and conditions."""

from typing import Any

from tests.contracts.diff.tables.pairs import Does, Pair, Schema

ARRAY: Schema = {"type": "array"}
OBJECT: Schema = {"type": "object"}
STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}


def _object(*required: str, closed: Any = False, **properties: Any) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = [*required]
    return schema | ({"additionalProperties": False} if closed else {})


def _kind(kind: str, **more: Schema) -> Schema:
    return _object("kind", kind={"const": kind}, **more)


CAT, DOG, FISH = _kind("cat", lives=INTEGER), _kind("dog", bark=STRING), _kind("fish", fins=INTEGER)
IF_THEN: Schema = {"if": {"required": ["a"]}, "then": {"required": ["b"]}}

PAIRS = [
    # Arrays
    Pair("maxItems: set", ARRAY, {"maxItems": 9} | ARRAY, "max-items-set", "max-items-removed", Does.NARROW),
    Pair("maxItems: lower", {"maxItems": 9} | ARRAY, {"maxItems": 8} | ARRAY, "max-items-decreased", "max-items-increased", Does.NARROW),
    Pair("minItems: set", ARRAY, {"minItems": 1} | ARRAY, "min-items-increased", "min-items-decreased", Does.NARROW),
    Pair("uniqueItems", ARRAY, {"uniqueItems": True} | ARRAY, "unique-items-set", "unique-items-removed", Does.NARROW),
    Pair("items: set", ARRAY, {"items": STRING} | ARRAY, "items-added", "items-removed", Does.NARROW),
    Pair("items: another type", {"items": STRING} | ARRAY, {"items": INTEGER} | ARRAY, "type-changed", "type-changed", Does.BOTH, at="[]"),
    Pair("items: within items", {"items": {"items": STRING} | ARRAY} | ARRAY, {"items": {"items": {"maxLength": 1} | STRING} | ARRAY} | ARRAY, "max-length-set", "max-length-removed", Does.NARROW, at="[][]"),
    Pair("prefixItems: one more", {"prefixItems": [STRING]} | ARRAY, {"prefixItems": [STRING, STRING]} | ARRAY, "prefix-items-added", "prefix-items-removed", Does.NARROW),
    Pair("prefixItems: one more, and no others", {"prefixItems": [STRING], "items": False} | ARRAY, {"prefixItems": [STRING, STRING], "items": False} | ARRAY, "prefix-items-added", "prefix-items-removed", Does.WIDEN),
    Pair("prefixItems: another type", {"prefixItems": [STRING]} | ARRAY, {"prefixItems": [INTEGER]} | ARRAY, "type-changed", "type-changed", Does.BOTH, at="[0]"),
    Pair("contains: set", ARRAY, {"contains": STRING} | ARRAY, "contains-added", "contains-removed", Does.NARROW),
    Pair("contains: another", {"contains": STRING} | ARRAY, {"contains": INTEGER} | ARRAY, "contains-changed", "contains-changed", Does.BOTH),
    Pair("minContains", {"contains": STRING} | ARRAY, {"contains": STRING, "minContains": 2} | ARRAY, "min-contains-increased", "min-contains-decreased", Does.NARROW),
    Pair("maxContains", {"contains": STRING, "maxContains": 3} | ARRAY, {"contains": STRING, "maxContains": 2} | ARRAY, "max-contains-decreased", "max-contains-increased", Does.NARROW),
    Pair("unevaluatedItems", {"prefixItems": [STRING]} | ARRAY, {"prefixItems": [STRING], "unevaluatedItems": False} | ARRAY, "unevaluated-items-changed", "unevaluated-items-changed", Does.NARROW),
    # Objects
    Pair("property: optional, open", _object(a=STRING), _object(a=STRING, b=STRING), "added-optional", "removed", Does.NOTHING, Does.UNKNOWN, at="b"),
    Pair("property: optional, closed", _object(a=STRING, closed=True), _object(a=STRING, b=STRING, closed=True), "added-optional", "removed", Does.SAFE_OR_POSSIBLY, Does.BREAKING_OR_POSSIBLY, at="b"),
    Pair("property: required, open", _object(a=STRING), _object("b", a=STRING, b=STRING), "added-required", "removed-required", Does.NARROW, Does.POSSIBLY_OR_BREAKING, at="b"),
    Pair("property: required, closed", _object(a=STRING, closed=True), _object("b", a=STRING, b=STRING, closed=True), "added-required", "removed-required", Does.BREAKING_OR_POSSIBLY, Does.BOTH, at="b"),
    Pair("property: within a property", _object(a=_object(b=STRING)), _object(a=_object(b=INTEGER)), "type-changed", "type-changed", Does.BOTH, at="a.b"),
    Pair("property: became required", _object(a=STRING), _object("a", a=STRING), "became-required", "became-optional", Does.NARROW, at="a"),
    Pair("property: became required, with a default", _object(a={"default": "x"} | STRING), _object("a", a={"default": "x"} | STRING), "became-required", "became-optional", Does.NARROW, at="a"),
    Pair("property: deprecated", _object(a=STRING), _object(a={"deprecated": True} | STRING), "deprecated", "reactivated", Does.NOTHING, at="a"),
    Pair("property: deprecated until", _object(a=STRING), _object(a={"deprecated": True, "x-sunset": "2999-01-01"} | STRING), "deprecated-with-sunset", "reactivated", Does.NOTHING, at="a"),
    Pair("property: sunset", _object(a={"deprecated": True} | STRING), _object(a={"deprecated": True, "x-sunset": "2999-01-01"} | STRING), "sunset-added", "sunset-removed", Does.NOTHING, Does.UNKNOWN, at="a"),
    Pair("property: sunset moved", _object(a={"deprecated": True, "x-sunset": "2999-01-02"} | STRING), _object(a={"deprecated": True, "x-sunset": "2999-01-01"} | STRING), "sunset-earlier", "sunset-later", Does.UNKNOWN, Does.NOTHING, at="a"),
    Pair("property: no sunset", _object(a=STRING), _object(a={"deprecated": True, "x-sunset": "soon"} | STRING), "sunset-invalid", "reactivated", Does.BOTH, Does.NOTHING, at="a"),
    Pair("additionalProperties: forbidden", OBJECT, {"additionalProperties": False} | OBJECT, "additional-properties-forbidden", "additional-properties-allowed", Does.NARROW, Does.SAFE_OR_POSSIBLY),
    Pair("additionalProperties: a schema", OBJECT, {"additionalProperties": STRING} | OBJECT, "additional-properties-added", "additional-properties-removed", Does.NARROW),
    Pair("additionalProperties: another schema", {"additionalProperties": STRING} | OBJECT, {"additionalProperties": INTEGER} | OBJECT, "type-changed", "type-changed", Does.BOTH, at="*"),
    Pair("patternProperties", OBJECT, {"patternProperties": {"^x-": STRING}} | OBJECT, "pattern-property-added", "pattern-property-removed", Does.NARROW),
    Pair("patternProperties: another schema", {"patternProperties": {"^x-": STRING}} | OBJECT, {"patternProperties": {"^x-": INTEGER}} | OBJECT, "type-changed", "type-changed", Does.BOTH, at="/^x-/"),
    Pair("propertyNames", OBJECT, {"propertyNames": {"maxLength": 9}} | OBJECT, "property-names-added", "property-names-removed", Does.NARROW),
    Pair("propertyNames: shorter", {"propertyNames": {"maxLength": 9}} | OBJECT, {"propertyNames": {"maxLength": 8}} | OBJECT, "max-length-decreased", "max-length-increased", Does.NARROW, at="{names}"),
    Pair("maxProperties: set", OBJECT, {"maxProperties": 9} | OBJECT, "max-properties-set", "max-properties-removed", Does.NARROW),
    Pair("maxProperties: lower", {"maxProperties": 9} | OBJECT, {"maxProperties": 8} | OBJECT, "max-properties-decreased", "max-properties-increased", Does.NARROW),
    Pair("minProperties", OBJECT, {"minProperties": 1} | OBJECT, "min-properties-increased", "min-properties-decreased", Does.NARROW),
    Pair("dependentRequired", OBJECT, {"dependentRequired": {"a": ["b"]}} | OBJECT, "dependent-required-added", "dependent-required-removed", Does.NARROW),
    Pair("dependentSchemas", OBJECT, {"dependentSchemas": {"a": {"required": ["b"]}}} | OBJECT, "dependent-schema-added", "dependent-schema-removed", Does.NARROW),
    Pair("unevaluatedProperties", {"anyOf": [CAT, DOG], "unevaluatedProperties": True}, {"anyOf": [CAT, DOG], "unevaluatedProperties": STRING}, "unevaluated-properties-changed", "unevaluated-properties-changed", Does.NARROW, at="(0)"),
    # Alternatives
    Pair("anyOf: one more", {"anyOf": [CAT, DOG]}, {"anyOf": [CAT, DOG, FISH]}, "any-of-added", "any-of-removed", Does.WIDEN),
    Pair("oneOf: one more", {"oneOf": [CAT, DOG]}, {"oneOf": [FISH, DOG, CAT]}, "one-of-added", "one-of-removed", Does.WIDEN),
    Pair("anyOf: within one", {"anyOf": [CAT, DOG]}, {"anyOf": [_kind("cat", lives=STRING), DOG]}, "type-changed", "type-changed", Does.BOTH, at="(0).lives"),
    Pair("discriminator", {"oneOf": [CAT, DOG]}, {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind"}}, "discriminator-added", "discriminator-removed", Does.NOTHING, Does.UNKNOWN),
    Pair("discriminator: another property", {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "name"}}, {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind"}}, "discriminator-property-changed", "discriminator-property-changed", Does.UNKNOWN),
    Pair("oneOf: any instead of just one", {"oneOf": [{"pattern": "^(?!x)"} | STRING, {"pattern": "^(?!y)"} | STRING]}, {"anyOf": [{"pattern": "^(?!x)"} | STRING, {"pattern": "^(?!y)"} | STRING]}, "alternatives-changed", "alternatives-changed", Does.WIDEN),
    Pair("not: set", STRING, {"not": {"maxLength": 0}} | STRING, "not-added", "not-removed", Does.NARROW),
    Pair("not: another", {"not": {"pattern": "^(?!x)"}} | STRING, {"not": {"pattern": "^(?!y)"}} | STRING, "not-changed", "not-changed", Does.BOTH),
    Pair("if: set", OBJECT, IF_THEN | OBJECT, "condition-added", "condition-removed", Does.NARROW),
    Pair("if: another", IF_THEN | OBJECT, {"if": {"required": ["a"]}, "then": {"required": ["c"]}} | OBJECT, "condition-changed", "condition-changed", Does.BOTH),
]  # fmt: skip
