"""Rewrites each schema as one that the model generator types without losing a value: `allOf` becomes one schema.

A model may allow more than its schema, since the validator has judged the value, but must hold all of it. Each member
of a conjunction allows at least what all of them do, so that one of them is enough where they can't be merged.
"""

import json
from collections.abc import Iterator
from typing import Any

from contracts.codegen.schemas.direction import Mark, is_other_direction, without_other_direction
from contracts.codegen.schemas.discriminators import selector
from contracts.codegen.schemas.members import WORDS, assertions, further, items, object_members, values, words
from contracts.codegen.schemas.typing_schemas import FORMATS_KEYWORD, TYPED_FORMATS
from contracts.document.kinds import ALL_TYPES, allowed_types
from contracts.document.walk import transform_children

Json = Any
_COMPONENT = "#/components/schemas/"
_UNIONS = ("oneOf", "anyOf")
_CONDITIONS = frozenset({"if", "then", "else", "dependentSchemas", "discriminator", *_UNIONS})
# Keywords by which a schema has a type of its own; others only restrict the values of another one.
_TYPING = frozenset(
    {"properties", "required", "additionalProperties", "patternProperties", "items", "prefixItems", "enum", "const"}
    | {"$ref", "then", "else", "dependentSchemas", FORMATS_KEYWORD, *_UNIONS}
)
# What a class says of its own beside its parents.
_OF_CLASSES = (
    frozenset({"type", "additionalProperties", "properties", "required", "minProperties", "maxProperties"}) | WORDS
)
_NOT_TYPED = frozenset({"not", "contains", "propertyNames", "if"})
_DEEPEST = 20  # of conjunctions within each other
_SIMPLE = frozenset({"string", "integer", "number", "boolean", "null"})


class Conjunctions:
    """The component schemas as they are typed in one direction, and the schemas that refer to them."""

    def __init__(self, components: dict[str, Json], mark: Mark) -> None:
        self._components = components
        self._document = {"components": {"schemas": components}}
        self._mark = mark
        self._found: dict[str, dict[str, Json]] = {}
        self._merging: list[str] = []

    def of(self, name: str) -> dict[str, Json]:
        """A component, merged at its top."""
        if name not in self._found:
            self._found[name] = self._merged(self._directed(self._components[name]))
        return self._found[name]

    def typed(self, schema: Json) -> Json:
        """A schema and all within."""
        return self._typed(self._directed(schema))

    def _directed(self, schema: Json) -> Json:
        return without_other_direction(schema, self._mark, self._components)

    def _typed(self, schema: Json) -> Json:
        if not isinstance(schema, dict):
            return schema
        key = json.dumps(schema, sort_keys=True)
        if "allOf" in schema and (key in self._merging or len(self._merging) > _DEEPEST):
            return {"type": _type(self._types(schema)), **words(schema)}  # of a type that has no end
        self._merging += [key] if "allOf" in schema else []
        try:
            merged = self._merged(schema)
            return transform_children(merged, self._child) if isinstance(merged, dict) else merged
        finally:
            if "allOf" in schema:
                self._merging.pop()

    def _child(self, keyword: str, schema: Json) -> Json:
        if keyword in _NOT_TYPED or not isinstance(schema, dict):
            return schema
        # What is left of an allOf are the parents of a class and what it says of its own.
        return transform_children(schema, self._child) if keyword == "allOf" else self._typed(schema)

    def _merged(self, schema: dict[str, Json]) -> dict[str, Json]:
        parts = [part for part in self._parts(schema) if part.keys() & _TYPING or part.get("format") in TYPED_FORMATS]
        types = self._types(schema)
        if "allOf" not in schema and "$ref" not in schema:
            return self._completed(schema)
        if len(parts) == 1 and "$ref" in parts[0]:
            return {**words(schema), **parts[0]}
        if "$ref" in schema and schema.keys() & _TYPING - {"$ref"}:
            # A reference beside other keywords is one more member (core, section 10.2.3).
            own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
            return self._merged({**own, "allOf": [{"$ref": schema["$ref"]}, *schema.get("allOf", [])]})
        if self._can_inherit(parts, types):
            return _class_part({**schema, "allOf": [_class_part(part) for part in schema["allOf"]]})
        flat = list(self._flat(schema))
        if any("properties" in part for part in flat) and "object" in types:
            return self._object(flat, types, words(schema))
        unions = [part for part in flat if part.keys() & {*_UNIONS}]
        if unions and not any(part.keys() & {"enum", "const"} for part in flat):
            key = next(key for key in _UNIONS if key in unions[0])
            return {**words(schema), **{k: v for k, v in unions[0].items() if k in (key, "discriminator")}}
        if not types:
            return words(schema)
        open_ = further(flat) if "object" in types else {}
        merged = {"type": _type(types), **assertions(flat), **open_, **items(flat), **values(flat), **words(schema)}
        return self._completed(merged)

    def _scalar(self, schema: dict[str, Json]) -> dict[str, Json]:
        """A scalar of which a union only tells the values, or restricts them."""
        plain = {key: value for key, value in schema.items() if key not in _UNIONS}
        told = [values(list(self._flat(one))) for key in _UNIONS for one in schema.get(key, [])]
        if all(told) and not plain.keys() & {"enum", "const"}:
            plain["enum"] = list({json.dumps(one): one for part in told for one in part["enum"]}.values())
        return plain

    def _completed(self, schema: dict[str, Json]) -> dict[str, Json]:
        """An object with all the members that it speaks of."""
        types = self._types(schema)
        if not types:
            return words(schema)  # no value is of it, but another alternative's may be tried as one
        if "type" in schema and types <= _SIMPLE and schema.keys() & {*_UNIONS}:
            return self._scalar(schema)
        if types == {"object"} and any(all(map(self._has_members, schema[key])) for key in schema.keys() & {*_UNIONS}):
            return self._object([schema], types, words(schema))
        if "type" in schema and "object" in types and "properties" not in schema:
            return (
                {**schema, "additionalProperties": {}}
                if further([schema], True)["additionalProperties"] is True
                else schema
            )
        if "properties" not in schema or "object" not in types:
            return schema
        if schema.keys() & _CONDITIONS:
            return self._object([schema], types, words(schema))
        return schema | object_members([schema], ())

    def _object(self, flat: list[dict[str, Json]], types: frozenset[str], said: dict[str, Json]) -> dict[str, Json]:
        plain = [{key: value for key, value in part.items() if key not in _CONDITIONS} for part in flat]
        hidden = {name for part in flat for name, one in part.get("properties", {}).items() if self._is_other(one)}
        plain = [_without(part, hidden) for part in plain] if hidden else plain
        for part in flat:
            for key in _UNIONS:
                if types == {"object"} and key in part and all(map(self._has_members, part[key])):
                    return {**said, key: [self._alternative(one, part, plain) for one in part[key]]}
        named = dict.fromkeys(name for part in flat for name in self._named(part))
        type_ = {} if types == ALL_TYPES else {"type": _type(types)}
        return {**type_, **assertions(plain), **object_members(plain, named), **said}

    def _alternative(self, one: Json, union: dict[str, Json], beside: list[dict[str, Json]]) -> Json:
        """An alternative of a union with what stands beside the union."""
        chosen = selector(one, union["discriminator"], self._components) if "discriminator" in union else None
        name = {"x-branch": one["$ref"].removeprefix(_COMPONENT)} if "$ref" in one else {}
        if isinstance(one, dict) and not one.keys() & {"$ref", "type"}:
            one = {**one, "type": "object"}  # the union is one of objects, and the alternative says no other type
        rest = [part for part in ({k: v for k, v in p.items() if k not in WORDS} for p in beside) if part]
        return {"allOf": [one, *([chosen] if chosen else []), *rest], "type": "object", **name}

    def _is_other(self, schema: Json) -> bool:
        return is_other_direction(schema, self._mark, self._components)

    def _has_members(self, schema: Json) -> bool:
        return any("properties" in part for part in self._flat(schema))

    def _named(self, schema: Json) -> Iterator[str]:
        """The members that a schema speaks of, in any of its branches."""
        for part in self._flat(schema):
            yield from part.get("properties", {})
            for key in (*_UNIONS, "then", "else"):
                for branch in part.get(key, []) if key in _UNIONS else [part.get(key)]:
                    yield from self._named(branch)
            for branch in part.get("dependentSchemas", {}).values():
                yield from self._named(branch)

    def _parts(self, schema: Json) -> Iterator[dict[str, Json]]:
        """The members of a conjunction; each reference is one by itself."""
        if not isinstance(schema, dict):
            return
        own = {key: value for key, value in schema.items() if key not in ("allOf", "$ref")}
        if own:
            yield own
        if isinstance(schema.get("$ref"), str):
            yield {"$ref": schema["$ref"]}
        for part in schema.get("allOf", []):
            yield from self._parts(part)

    def _flat(self, schema: Json) -> Iterator[dict[str, Json]]:
        """The members of a conjunction, and those of what they refer to."""
        for part in self._parts(schema):
            if "$ref" in part:
                yield from self._flat(self._directed(self._components[part["$ref"].removeprefix(_COMPONENT)]))
            else:
                yield part

    def _types(self, schema: Json) -> frozenset[str]:
        return allowed_types(self._document, schema)

    def _can_inherit(self, parts: list[dict[str, Json]], types: frozenset[str]) -> bool:
        """Whether a class of the parts can be derived from the classes that they refer to."""
        names = [part["$ref"].removeprefix(_COMPONENT) for part in parts if "$ref" in part]
        own = [part for part in parts if "$ref" not in part]
        if types != {"object"} or not names or not all(map(self._is_class, names)):
            return False
        if any(
            part.keys() - _OF_CLASSES or not isinstance(part.get("additionalProperties", False), bool) for part in own
        ):
            return False
        ancestors = [self._ancestors(name) for name in names]
        if sum(map(len, ancestors)) > len(set().union(*ancestors)):
            return False
        declared: dict[str, Json] = {}
        for part in (p for one in parts for p in self._flat(one)):
            for name, member in part.get("properties", {}).items():
                if name in declared and declared[name] != member and self._types(member) - _SIMPLE:
                    return False
                declared[name] = member
        return all(name in declared for part in own for name in part.get("required", []))

    def _is_class(self, name: str) -> bool:
        merged = self.of(name)
        if "$ref" in merged:
            return self._is_class(merged["$ref"].removeprefix(_COMPONENT))
        is_object = self._types(self._components[name]) == {"object"}
        return is_object and ("properties" in merged or "allOf" in merged)

    def _ancestors(self, name: str) -> frozenset[str]:
        found = {name}
        for part in self._parts(self.of(name)):
            if "$ref" in part:
                found |= self._ancestors(part["$ref"].removeprefix(_COMPONENT))
        return frozenset(found)


def _class_part(part: dict[str, Json]) -> dict[str, Json]:
    """What a class says of its own; what its parents say of further members holds for it too."""
    return {key: value for key, value in part.items() if key != "additionalProperties"}


def _without(part: dict[str, Json], names: set[str]) -> dict[str, Json]:
    """A member without some of its properties."""
    properties = {name: one for name, one in part.get("properties", {}).items() if name not in names}
    required = [name for name in part.get("required", []) if name not in names]
    return {**part, "properties": properties, "required": required}


def _type(types: frozenset[str]) -> str | list[str]:
    """`integer` goes without saying beside `number`."""
    names = sorted(types - {"integer"} if "number" in types else types)
    return names[0] if len(names) == 1 else names
