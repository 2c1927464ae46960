"""Makes values out of a schema that is written out (expansion.py): most of them are allowed by it, some just not."""

from collections.abc import Iterator
from itertools import combinations, islice
from typing import TypeAlias

from contracts.diff.compare.schemas.merging import merged
from contracts.diff.compare.schemas.scalars import numbers, texts
from contracts.diff.read.json_values import JsonValue, canonical, list_of, object_of, strings_of

# How many values are made of a schema, by how deep it lies, and how many schemas are read at all.
_MOST = (300, 16, 6, 4, 3)
_MOST_SCHEMAS = 600
_MOST_ITEMS = 20
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_Schema: TypeAlias = dict[str, JsonValue]
_CONDITIONS = {"$ref", "$defs", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"}
_DEFINITIONS = "#/$defs/"


class Samples:
    """The samples of one schema and of those that it refers to in `$defs`."""

    def __init__(self, schema: JsonValue) -> None:
        self._schema = schema
        self._definitions = object_of(object_of(schema).get("$defs"))
        self._schemas_left = _MOST_SCHEMAS

    def values(self) -> list[JsonValue]:
        """Return values without duplicates, at most some hundreds, always the same ones."""
        return self._of(self._schema, 0)

    def _of(self, schema: JsonValue, depth: int) -> list[JsonValue]:
        found: dict[str, JsonValue] = {}
        self._schemas_left -= 1
        if schema is False or depth >= len(_MOST) or self._schemas_left < 0:
            return []
        most = _MOST[depth]
        variants = [*islice(self._variants(object_of(schema), 0), most)]
        for variant in variants:
            for value in islice(self._of_variant(variant, depth), max(2, most // len(variants))):
                found.setdefault(canonical(value), value)
            if len(found) >= most:
                break
        return [*found.values()]

    def _variants(self, schema: _Schema, nested: int) -> Iterator[_Schema]:
        """Yield schemas without alternatives: each alternative, two that overlap, and each side of a condition."""
        flat, groups = self._flat(schema, frozenset())
        if nested > 3:
            return
        firsts = [group[0] for group in groups]
        for number, group in enumerate(groups):
            others = [first for index, first in enumerate(firsts) if index != number]
            for one in group:
                yield from self._variants(merged([flat, *others, one]), nested + 1)
            for pair in islice(combinations(group, 2), 10):
                yield from self._variants(merged([flat, *others, *pair]), nested + 1)
        yield flat

    def _flat(self, schema: _Schema, within: frozenset[str]) -> tuple[_Schema, list[list[_Schema]]]:
        """Return what must hold in any case, and the groups of alternatives."""
        parts: list[_Schema] = [{key: part for key, part in schema.items() if key not in _CONDITIONS}]
        groups = [
            [object_of(one) for one in list_of(schema.get(key)) if one is not False] for key in ("anyOf", "oneOf")
        ]
        reference = str(schema.get("$ref", ""))
        pointed = [] if reference in within else [self._definitions.get(reference.removeprefix(_DEFINITIONS))]
        for part in [*list_of(schema.get("allOf")), *pointed]:
            flat, inner = self._flat(object_of(part), within | {reference})
            parts.append(flat)
            groups += inner
        if "not" in schema:
            groups.append([{}, object_of(schema["not"])])
        if "if" in schema:
            groups.append(
                [merged([object_of(schema["if"]), object_of(schema.get("then"))]), object_of(schema.get("else"))]
            )
        groups += [
            [{}, merged([{"required": [name]}, object_of(part)])]
            for name, part in object_of(schema.get("dependentSchemas")).items()
        ]
        return merged(parts), [group for group in groups if group]

    def _of_variant(self, schema: _Schema, depth: int) -> Iterator[JsonValue]:
        if "const" in schema:
            yield schema["const"]
            return
        if "enum" in schema:
            yield from list_of(schema["enum"])
            return
        declared = schema.get("type")
        types = [declared] if isinstance(declared, str) else strings_of(declared) if declared else _TYPES
        for name in types:
            if name == "object":
                yield from self._objects(schema, depth)
            elif name == "array":
                yield from self._arrays(schema, depth)
            elif name == "string":
                yield from texts(schema)
            elif name in ("integer", "number"):
                yield from numbers(schema, whole=name == "integer")
            elif name == "boolean":
                yield from (True, False)
            else:
                yield None

    def _objects(self, schema: _Schema, depth: int) -> Iterator[JsonValue]:
        properties, required = object_of(schema.get("properties")), strings_of(schema.get("required"))
        dependent = object_of(schema.get("dependentRequired"))
        names = [*dict.fromkeys([*required, *properties, *dependent])][:_MOST_ITEMS]
        rest = schema.get("additionalProperties", True)
        of = {name: self._of(properties.get(name, rest), depth + 1) for name in names}
        given = {name: values for name, values in of.items() if values}
        least = {name: given[name][0] for name in names if name in required and name in given}
        yield least
        yield {name: values[0] for name, values in given.items()}
        for name, values in given.items():
            asked = {other: given[other][0] for other in strings_of(dependent.get(name)) if other in given}
            for value in values[:16]:
                yield {**least, **asked, name: value}
            yield {other: values[0] for other, values in given.items() if other != name}
        others = self._of(rest, depth + 1)[:4] if isinstance(rest, dict) and rest else []
        for value in others:
            yield {**least, "other": value}
        for pattern, part in object_of(schema.get("patternProperties")).items():
            for matching in islice(texts({"pattern": pattern}), 3):
                values = [*self._of(part, depth + 1)[:4], "a", 1, None]
                yield from ({**least, str(matching): value} for value in values)

    def _arrays(self, schema: _Schema, depth: int) -> Iterator[JsonValue]:
        first = [self._of(part, depth + 1) for part in list_of(schema.get("prefixItems"))[:_MOST_ITEMS]]
        rest = self._of(schema.get("items", True), depth + 1)
        rest = [*(self._of(schema["contains"], depth + 1) if "contains" in schema else ()), *rest]
        least = schema.get("minItems", 0)
        count = min(int(least), _MOST_ITEMS) if isinstance(least, int | float) else 0
        start = [values[0] for values in first if values]
        yield []
        yield start
        yield (start + rest[:1] * count)[: max(count, len(start))]
        for index, values in enumerate(first):
            yield from ([*start[:index], value, *start[index + 1 :]] for value in values[:8])
        for value in rest[:16]:
            yield start + [value] * max(1, count - len(start))
            yield [value] * max(1, count)
        if rest:
            yield start + rest[:2]
            yield start + rest[: max(count, 3)]
            yield [*start, rest[0], rest[0], rest[-1]]
