"""What a schema says of its values, wherever it says so: their types, their members and their items."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TypeAlias

from .json_types import JsonObject, JsonValue

SCALARS = ("integer", "number", "boolean", "null", "string")
COMPONENT = "#/components/schemas/"
Way: TypeAlias = tuple[int, ...]
"""The alternatives and conditions that lead to a schema, each by its number."""


class SchemaParts:
    """Reads schemas that refer to components. Where a schema leaves open what a value is, it may be anything."""

    def __init__(self, components: JsonObject) -> None:
        self._components = components

    def scalar_types(self, schema: JsonValue | JsonObject) -> frozenset[str]:
        """The scalar JSON types that a value of this schema may have; more than can match where that is not known."""
        return self._types(schema, frozenset()) & frozenset(SCALARS)

    def json_types(self, schema: JsonObject) -> frozenset[str]:
        """All the JSON types that a value of this schema may have, which may be more than it has."""
        return self._types(schema, frozenset())

    def target(self, reference: str) -> JsonValue:
        """The component that a reference names."""
        return self._components[reference.removeprefix(COMPONENT)]

    def is_object(self, schema: JsonObject) -> bool:
        """Whether a value of this schema can only be an object, or null."""
        return self._types(schema, frozenset()) - {"null"} == {"object"}

    def object_parts(self, schema: JsonValue | JsonObject) -> Iterator[tuple[Way, JsonObject]]:
        """The schemas that speak of the members of an object, each with the way to it: those with an empty one hold in
        any case, others by an alternative or a condition. What holds in any case comes first."""
        found = list(self._parts(schema, (), count(), set()))
        return iter(sorted(found, key=lambda one: len(one[0])))

    def required_names(self, schema: JsonObject) -> list[str]:
        """The names of members that are required in some case, or on which others depend."""
        parts = [part for _, part in self.object_parts(schema)]
        lists = [part.get("required") for part in parts]
        for key in ("dependentRequired", "dependentSchemas"):
            dependent = [one for part in parts if isinstance(one := part.get(key), dict)]
            lists += [[*one] for one in dependent]
            lists += [names for one in dependent for names in one.values()]
        return [name for names in lists for name in _list(names) if isinstance(name, str)]

    def _parts(
        self, schema: JsonValue | JsonObject, way: Way, numbers: Iterator[int], seen: set[tuple[Way, str]]
    ) -> Iterator[tuple[Way, JsonObject]]:
        if not isinstance(schema, Mapping):
            return
        yield way, schema
        reference = schema.get("$ref")
        if isinstance(reference, str) and (way, reference) not in seen:
            seen.add((way, reference))
            yield from self._parts(self.target(reference), way, numbers, seen)
        for part in _list(schema.get("allOf")):
            yield from self._parts(part, way, numbers, seen)
        branches = [[part] for key in ("anyOf", "oneOf") for part in _list(schema.get(key))]
        branches += [[schema.get("if"), schema.get("then")], [schema.get("else")]]
        branches += [[part] for part in _values(schema.get("dependentSchemas"))]
        for branch in branches:
            number = next(numbers)
            for part in branch:
                yield from self._parts(part, (*way, number), numbers, seen)

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
            yield from self.array_alternatives(self._components[reference.removeprefix(COMPONENT)], seen | {reference})
        for keyword in ("anyOf", "oneOf"):
            parts = schema.get(keyword)
            for part in parts if isinstance(parts, list) else ():
                yield from self.array_alternatives(part, seen)

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
                parts.append(_joined("anyOf", [self._item(part, index, seen) for part in arrays]))
        return _joined("allOf", [part for part in parts if part])

    def _same(
        self, schema: JsonObject, seen: frozenset[str], keywords: tuple[str, ...] = ("allOf", "anyOf", "oneOf")
    ) -> Iterator[tuple[JsonValue, frozenset[str]]]:
        """The schemas that a schema refers to or consists of, each with the references that led there."""
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield self._components[reference.removeprefix(COMPONENT)], seen | {reference}
        for keyword in keywords:
            yield from ((part, seen) for part in _list(schema.get(keyword)))

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
            types &= self._types(self._components[reference.removeprefix(COMPONENT)], seen | {reference})
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


def _values(value: JsonValue) -> list[JsonValue]:
    return list(value.values()) if isinstance(value, dict) else []


def _joined(keyword: str, schemas: Sequence[JsonValue]) -> dict[str, JsonValue]:
    """One schema of several: each once, and none within another of the kind.

    So the schema of the items of items of a schema that leads back to itself stays as short as it is.
    """
    different: list[JsonValue] = []
    for schema in schemas:
        inner = _list(schema[keyword]) if isinstance(schema, dict) and [*schema] == [keyword] else [schema]
        different += [one for one in inner if one not in different]
    only = different[0] if len(different) == 1 else None
    return only if isinstance(only, dict) else {keyword: different} if different else {}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


__all__ = ["COMPONENT", "SCALARS", "SchemaParts", "Way", "json_types_of"]
