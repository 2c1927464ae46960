"""FR-038: schemas that the generator can't honour it refuses, by JSON pointer and keyword."""

from pathlib import Path

import pytest

from tests.contracts.codegen.documents import operation, query, taking
from tests.contracts.codegen.refusing import BODY, PARAMETER, Json, at_x, refused

CASES: dict[str, tuple[Json, str, str]] = {
    "unknown keyword": (
        at_x(taking({"type": "object", "properties": {"a": {"minLenght": 1}}})),
        f"{BODY}/application~1json/schema/properties/a/minLenght",
        "minLenght",
    ),
    "a pattern of another dialect": (
        at_x(query({"type": "string", "pattern": r"\Aa\z"})),
        f"{PARAMETER}/schema/pattern",
        "pattern",
    ),
    "a name's pattern of another dialect": (
        at_x(taking({"type": "object", "patternProperties": {r"\<a": {}}})),
        f"{BODY}/application~1json/schema/patternProperties/\\<a",
        "patternProperties",
    ),
    "a mapping that an alternative contradicts": (
        at_x(
            taking(
                {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Cat"}},
                }
            ),
            schemas={"Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}},
        ),
        f"{BODY}/application~1json/schema/discriminator/mapping/dog",
        "mapping",
    ),
    "a body without a value": (
        at_x(taking({"allOf": [{"type": "string"}, {"type": "integer"}]})),
        f"{BODY}/application~1json/schema",
        "schema",
    ),
    "a parameter without a value": (
        at_x(query({"type": "string", "minLength": 3, "maxLength": 2})),
        f"{PARAMETER}/schema",
        "schema",
    ),
    "a required member without a value": (
        at_x(
            taking({"$ref": "#/components/schemas/A"}),
            schemas={"A": {"type": "object", "required": ["a"], "properties": {"a": {"not": {}}}}},
        ),
        "/components/schemas/A/properties/a",
        "required",
    ),
    "unreadable pattern": (
        at_x(query({"type": "string", "pattern": "["})),
        f"{PARAMETER}/schema/pattern",
        "pattern",
    ),
    "no type of JSON": (at_x(query({"type": "strin"})), f"{PARAMETER}/schema/type", "type"),
    "unknown in a mapping": (
        at_x(
            taking(
                {
                    "oneOf": [{"$ref": "#/components/schemas/A"}],
                    "discriminator": {"propertyName": "k", "mapping": {"b": "#/components/schemas/B"}},
                }
            ),
            schemas={"A": {"type": "object"}},
        ),
        f"{BODY}/application~1json/schema/discriminator/mapping/b",
        "mapping",
    ),
    "schema that only leads back to itself": (
        at_x(
            taking({}), schemas={"A": {"anyOf": [{"type": "string"}, {"allOf": [{"$ref": "#/components/schemas/A"}]}]}}
        ),
        "/components/schemas/A/anyOf/1/allOf/0",
        "$ref",
    ),
    "two schemas that lead to one another": (
        at_x(
            taking({}),
            schemas={
                "A": {"not": {"$ref": "#/components/schemas/B"}},
                "B": {"dependentSchemas": {"b": {"$ref": "#/components/schemas/A"}}},
            },
        ),
        "/components/schemas/B/dependentSchemas/b",
        "$ref",
    ),
    "default of another type": (
        at_x(query({"type": "integer", "default": "1"})),
        f"{PARAMETER}/schema/default",
        "default",
    ),
    "default that a reference refuses": (
        at_x(query({"$ref": "#/components/schemas/A", "default": 3}), schemas={"A": {"maximum": 2}}),
        f"{PARAMETER}/schema/default",
        "default",
    ),
    "default of a property that is named as a keyword is": (
        at_x(taking({"type": "object", "properties": {"items": {"type": "array", "default": None}}})),
        f"{BODY}/application~1json/schema/properties/items/default",
        "default",
    ),
    "default of a component that is named as a keyword is": (
        at_x(taking({}), schemas={"items": {"type": "integer", "default": "1"}}),
        "/components/schemas/items/default",
        "default",
    ),
    "other dialect": (
        at_x(operation(), jsonSchemaDialect="https://json-schema.org/draft/2019-09/schema"),
        "/jsonSchemaDialect",
        "jsonSchemaDialect",
    ),
    "dynamic reference": (
        at_x(taking({"$dynamicRef": "#node"})),
        f"{BODY}/application~1json/schema/$dynamicRef",
        "$dynamicRef",
    ),
    "other dialect of a schema": (
        at_x(taking({"$schema": "http://json-schema.org/draft-07/schema#"})),
        f"{BODY}/application~1json/schema/$schema",
        "$schema",
    ),
}


@pytest.mark.parametrize(("content", "pointer", "keyword"), CASES.values(), ids=CASES.keys())
def test_is_refused_by_pointer(tmp_path: Path, content: Json, pointer: str, keyword: str) -> None:
    assert refused(tmp_path, content) == [(pointer, keyword)]
