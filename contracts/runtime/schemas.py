"""Validators compiled from the contract's own schemas; they decide, and Pydantic types what they let through."""

from collections.abc import Callable, Iterator, Mapping
from types import NoneType
from typing import Any, get_args, get_origin

from jsonschema_rs import Draft202012Validator, FancyRegexOptions, ValidationError
from typing_extensions import TypeForm

from .json_types import JsonObject, JsonValue

SCALARS = ("integer", "number", "boolean", "null", "string")
_SCALAR_TYPES: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    None: "null",
    NoneType: "null",
}
_COMPONENT = "#/components/schemas/"
_SCHEMA_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
# Their values are values, in which "$ref" is a member like any other.
_LITERALS = frozenset({"const", "enum", "default", "example", "examples"})
# A pattern that would backtrack without end is given up; the value then counts as not matching.
PATTERNS = FancyRegexOptions(backtrack_limit=1_000_000)
MOST_PARTS = 1000
"""Of a value whose mistakes are all told."""


class Schema:
    """One compiled schema (JSON Schema 2020-12, formats asserted)."""

    def __init__(self, schema: JsonObject, components: JsonObject) -> None:
        self._document: JsonObject = {**schema, "components": {"schemas": dict(components)}}
        self._validator = Draft202012Validator(self._document, validate_formats=True, pattern_options=PATTERNS)
        self.accepts: Callable[[JsonValue], bool] = self._validator.is_valid
        """Whether a value is one that the schema allows. The validator's own: every value is put before it."""

    def errors(self, value: JsonValue) -> Iterator[ValidationError]:
        """Every reason for which it is not; of a value with more than `MOST_PARTS` parts the first alone, since the
        validator finds all before it tells one, and they may be as many (CWE-400)."""
        if not _has_more_parts(value):
            return self._validator.iter_errors(value)
        try:
            self._validator.validate(value)
        except ValidationError as first:
            return iter([first])
        return iter(())

    def pattern_words(self) -> Mapping[str, str]:
        """What the contract says of its patterns in words, `x-pattern-says` beside each."""
        found: dict[str, str] = {}
        pending: list[JsonValue | JsonObject] = [self._document]
        while pending:
            part = pending.pop()
            if isinstance(part, list):
                pending.extend(part)
            elif isinstance(part, Mapping):
                pending.extend(part.values())
                pattern, words = part.get("pattern"), part.get("x-pattern-says")
                if isinstance(pattern, str) and isinstance(words, str):
                    found[pattern] = words
        return found


class Schemas:
    """The component schemas of a contract, which other schemas refer to as `#/components/schemas/Name`."""

    def __init__(self, components: JsonObject) -> None:
        self._components = components

    def but(self, others: JsonObject) -> "Schemas":
        """The same, with these in the place of those of their names."""
        return Schemas({**self._components, **others}) if others else self

    def of(self, type_: TypeForm[object]) -> JsonObject:
        """The schema of a type that the generated code names: a model's is the component of its name."""
        name = _SCALAR_TYPES.get(type_)
        if name is not None:
            return {"type": name}
        if type_ is Any:
            return {}
        if get_origin(type_) is list:
            return {"type": "array", "items": dict(self.of(get_args(type_)[0]))}
        model = getattr(type_, "__name__", "")
        if model not in self._components:
            raise LookupError(f"the contract has no schema for the type {type_}")
        return {"$ref": f"{_COMPONENT}{model}"}

    def compile(self, schema: JsonObject) -> Schema:
        """Compile a schema together with those components that it reaches."""
        return Schema(schema, {name: self._components[name] for name in sorted(self._reachable(schema))})

    def scalar_types(self, schema: JsonValue | JsonObject) -> frozenset[str]:
        """The scalar JSON types that a value of this schema may have; more than can match where that is not known."""
        return self._types(schema, frozenset()) & frozenset(SCALARS)

    def json_types(self, schema: JsonObject) -> frozenset[str]:
        """All the JSON types that a value of this schema may have, which may be more than it has."""
        return self._types(schema, frozenset())

    def target(self, reference: str) -> JsonValue:
        """The component that a reference names."""
        return self._components[reference.removeprefix(_COMPONENT)]

    def is_object(self, schema: JsonObject) -> bool:
        """Whether a value of this schema can only be an object, or null."""
        return self._types(schema, frozenset()) - {"null"} == {"object"}

    def members(self, schema: JsonValue | JsonObject, seen: frozenset[str] = frozenset()) -> dict[str, JsonObject]:
        """The members that an object of this schema may have by name, with their schemas."""
        found: dict[str, JsonObject] = {}
        if not isinstance(schema, Mapping):
            return found
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            found |= self.members(self._components[reference.removeprefix(_COMPONENT)], seen | {reference})
        for keyword in ("allOf", "anyOf", "oneOf"):
            parts = schema.get(keyword)
            for part in parts if isinstance(parts, list) else ():
                found |= self.members(part, seen)
        properties = schema.get("properties")
        for name, part in properties.items() if isinstance(properties, dict) else ():
            found[name] = part if isinstance(part, dict) else {}
        return found

    def array_alternatives(
        self, schema: JsonValue | JsonObject, seen: frozenset[str] = frozenset()
    ) -> Iterator[dict[str, JsonValue]]:
        """The arrays that a schema allows beside other values, where it allows both; nothing where it allows all."""
        if not isinstance(schema, Mapping):
            return
        types = schema.get("type")
        if isinstance(types, list) and "array" in types:
            yield {**schema, "type": "array"}
        elif types == "array":
            yield dict(schema)
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from self.array_alternatives(self._components[reference.removeprefix(_COMPONENT)], seen | {reference})
        for keyword in ("anyOf", "oneOf"):
            parts = schema.get(keyword)
            for part in parts if isinstance(parts, list) else ():
                yield from self.array_alternatives(part, seen)

    def other_members(self, schema: JsonValue | JsonObject, seen: frozenset[str] = frozenset()) -> JsonObject | None:
        """The schema of those that have no name in it (`additionalProperties`), where it is given."""
        if not isinstance(schema, Mapping):
            return None
        reference, others = schema.get("$ref"), schema.get("additionalProperties")
        if isinstance(reference, str) and reference not in seen:
            return self.other_members(self._components[reference.removeprefix(_COMPONENT)], seen | {reference})
        return others if isinstance(others, dict) else None

    def is_array(self, schema: JsonObject) -> bool:
        """Whether a value of this schema can only be an array, or null."""
        return self._types(schema, frozenset()) - {"null"} == {"array"}

    def items(self, schema: JsonObject) -> tuple[list[JsonObject], JsonObject]:
        """The schemas of an array's items, wherever they stand: of those with one of their own (`prefixItems`), and of
        the others."""
        first = range(self._prefix(schema, frozenset()))
        return [self._item(schema, index, frozenset()) for index in first], self._item(schema, None, frozenset())

    def _prefix(self, schema: JsonValue | JsonObject, seen: frozenset[str]) -> int:
        """How many items have a schema of their own."""
        if not isinstance(schema, Mapping):
            return 0
        return max([len(_list(schema.get("prefixItems"))), *(self._prefix(*one) for one in self._same(schema, seen))])

    def _item(self, schema: JsonValue | JsonObject, index: int | None, seen: frozenset[str]) -> dict[str, JsonValue]:
        if not isinstance(schema, Mapping):
            return {}
        prefix = _list(schema.get("prefixItems"))
        own = prefix[index] if index is not None and index < len(prefix) else schema.get("items")
        parts: list[JsonValue] = [own] if isinstance(own, dict) else [{"not": {}}] if own is False else []
        parts += [self._item(part, index, where) for part, where in self._same(schema, seen, ("allOf",))]
        for keyword in ("anyOf", "oneOf"):
            arrays = [part for part in _list(schema.get(keyword)) if "array" in self._types(part, seen)]
            if arrays:
                parts.append({"anyOf": [self._item(part, index, seen) for part in arrays]})
        parts = [part for part in parts if part]
        only = parts[0] if len(parts) == 1 else None
        return only if isinstance(only, dict) else {"allOf": parts} if parts else {}

    def _same(
        self, schema: JsonObject, seen: frozenset[str], keywords: tuple[str, ...] = ("allOf", "anyOf", "oneOf")
    ) -> Iterator[tuple[JsonValue, frozenset[str]]]:
        """The schemas that a schema refers to or consists of, each with the references that led there."""
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield self._components[reference.removeprefix(_COMPONENT)], seen | {reference}
        for keyword in keywords:
            yield from ((part, seen) for part in _list(schema.get(keyword)))

    def _reachable(self, schema: JsonValue | JsonObject) -> set[str]:
        found: set[str] = set()
        pending = [schema]
        while pending:
            part = pending.pop()
            if isinstance(part, list):
                pending.extend(part)
            elif isinstance(part, Mapping):
                for key, value in part.items():
                    if key in _SCHEMA_MAPS and isinstance(value, dict):
                        pending.extend(value.values())
                    elif key not in _LITERALS:
                        pending.append(value)
                reference = part.get("$ref")
                if isinstance(reference, str) and (name := reference.removeprefix(_COMPONENT)) not in found:
                    found.add(name)
                    pending.append(self._components[name])
        return found

    def _types(self, schema: JsonValue | JsonObject, seen: frozenset[str]) -> frozenset[str]:
        everything = frozenset((*SCALARS, "array", "object"))
        if not isinstance(schema, Mapping):
            return frozenset() if schema is False else everything
        types = everything
        declared = schema.get("type")
        if isinstance(declared, str):
            types = frozenset([declared])
        elif isinstance(declared, list):
            types = frozenset(name for name in declared if isinstance(name, str))
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            types &= self._types(self._components[reference.removeprefix(_COMPONENT)], seen | {reference})
        if "const" in schema:
            types &= json_types_of(schema["const"])
        values = schema.get("enum")
        if isinstance(values, list):
            types &= frozenset[str]().union(*map(json_types_of, values))
        for part in _list(schema.get("allOf")):
            types &= self._types(part, seen)
        for keyword in ("anyOf", "oneOf"):
            if parts := _list(schema.get(keyword)):
                types &= frozenset[str]().union(*(self._types(part, seen) for part in parts))
        return types | {"integer"} if "number" in types else types


def _has_more_parts(value: JsonValue) -> bool:
    pending, parts = [value], 0
    while pending and parts <= MOST_PARTS:
        part = pending.pop()
        if isinstance(part, dict):
            part = list(part.values())
        if isinstance(part, list):
            parts += len(part)
            pending.extend(part[: MOST_PARTS + 1])
    return parts > MOST_PARTS


def json_types_of(value: JsonValue) -> frozenset[str]:
    """The JSON types of a value; an integer is a number too."""
    if value is None:
        return frozenset(["null"])
    if isinstance(value, bool):
        return frozenset(["boolean"])
    if isinstance(value, int | float):
        return frozenset(["integer", "number"])
    if isinstance(value, str):
        return frozenset(["string"])
    return frozenset(["array"] if isinstance(value, list) else ["object"])


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


__all__ = ["MOST_PARTS", "PATTERNS", "SCALARS", "Schema", "Schemas", "json_types_of"]
