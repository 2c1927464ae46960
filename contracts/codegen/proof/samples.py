"""Makes values of a schema: its examples, and made ones, of each branch and with each optional member.

They are the same every time, and not all are allowed: the validator has the last word.
"""

from collections.abc import Iterator
from itertools import islice
from string import ascii_lowercase
from typing import Any

from contracts.document.kinds import allowed_types
from contracts.document.walk import target

Json = Any
_DEEPEST = 5
_MOST = 24  # of one schema
_MOST_WITHIN = 5  # of each part of it
_UNIONS = ("oneOf", "anyOf")
_FORMATS = {
    "date": "2024-02-29",
    "date-time": "2024-02-29T12:30:00.5+02:00",
    "time": "12:30:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "uri": "https://example.com/a",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "YWJj",
}
# Texts that Pydantic takes for one of the format, which another alternative of a union may allow as they are.
_NEARLY = {"uuid": "123e4567e89b42d3a456426614174000", "time": "10:00", "date-time": "2024-02-29 10:00"}
_TEXTS = ("text", "", "1", "true", "null", "2024-02-29", "A", "0-9a-f", "é&[^]")
_NUMBERS = (1, 0, -1, 1.5, 2**53 + 1, 2**64 + 1, 1e25)


class Samples:
    """Makes the values of schemas that refer to components."""

    def __init__(self, components: dict[str, Json]) -> None:
        self._document = {"components": {"schemas": components}}
        self._known: dict[tuple[int, int], tuple[Json, list[Json]]] = {}

    def of(self, schema: Json, depth: int = 0) -> list[Json]:
        """Some values of a schema. They are made once, and shared: nobody changes them."""
        # By its identity, which is its own for as long as it is kept here.
        known = self._known.get((id(schema), depth))
        if known is None:
            known = self._known[id(schema), depth] = schema, self._some(schema, depth)
        return known[1]

    def _some(self, schema: Json, depth: int) -> list[Json]:
        most = _MOST if depth == 0 else _MOST_WITHIN
        found: list[Json] = []
        alike: dict[type, list[Json]] = {}  # 1 is 1.0 and True to Python
        for value in islice(self._values(schema, depth), 4 * most):
            known = alike.setdefault(type(value), [])
            if value not in known:
                known.append(value)
                found.append(value)
        return found[:most] if depth else found

    def _values(self, schema: Json, depth: int) -> Iterator[Json]:
        if not isinstance(schema, dict) or not schema:
            yield from ({"any": [1, None]}, "text", None, 1.5) if depth else ({"any": [1, None]},)
            return
        flat = list(self._flat(schema, frozenset()))
        for part in flat:
            yield from self._said(part)
        choices = [list(self._flat(one, frozenset())) for part in flat for one in _branches(part)]
        first = [
            list(self._flat(one, frozenset())) for part in flat for key in _UNIONS for one in part.get(key, [])[:1]
        ]
        chosen = [[part for one in first for part in one], *choices]
        yield from _in_turn([self._made([*flat, *choice], depth) for choice in chosen])

    def _said(self, part: dict[str, Json]) -> Iterator[Json]:
        yield from (part[key] for key in ("const", "example", "default") if key in part)
        yield from part.get("enum", [])
        examples = part.get("examples", [])
        yield from examples if isinstance(examples, list) else []

    def _made(self, parts: list[dict[str, Json]], depth: int) -> Iterator[Json]:
        types = allowed_types(self._document, {"allOf": parts})
        for part in parts:
            yield from self._said(part)
        made: list[Iterator[Json]] = []
        # What is required within itself has to be left out somewhere, by a null or an empty list.
        if "object" in types and depth < _DEEPEST + 2:
            made.append(self._objects(parts, depth))
        if "array" in types:
            made.append(self._arrays(parts, depth) if depth < _DEEPEST + 2 else iter([[]]))
        if "null" in types:
            made.append(iter([None]))
        if "boolean" in types:
            made.append(iter([True, False]))
        if "string" in types:
            made.append(_texts(parts))
        if types & {"integer", "number"}:
            made.append(number for number in _numbers(parts) if "number" in types or number == int(number))
        yield from _in_turn(made)

    def _objects(self, parts: list[dict[str, Json]], depth: int) -> Iterator[Json]:
        members: dict[str, list[Json]] = {}
        for part in parts:
            for name, schema in part.get("properties", {}).items():
                members.setdefault(name, []).append(schema)
        required = [name for part in parts for name in part.get("required", [])]
        if depth >= _DEEPEST:
            members = {name: schemas for name, schemas in members.items() if name in required}
        made = {name: self.of(_all(schemas), depth + 1) for name, schemas in members.items()}
        made |= {name: ["text"] for name in required if name not in made}
        least = {name: made[name][0] for name in required if made[name]}
        most = {name: values[0] for name, values in made.items() if values}
        further: Json = next((part["additionalProperties"] for part in parts if "additionalProperties" in part), {})
        if any("maxProperties" in part for part in parts):
            count = min(part["maxProperties"] for part in parts if "maxProperties" in part)
            yield from _full(count, least, most, self.of(further, depth + 1)[:1] or ["text"])
        yield least
        yield most
        for name, values in made.items():
            yield from ({**(least if name not in least else most), name: value} for value in values[:_MOST_WITHIN])
        if further is not False and further != {"not": {}}:
            others = self.of(further, depth + 1) if depth < _DEEPEST else []
            yield from ({**known, "z": value} for value in others for known in (most, least))
        for part in parts:
            for pattern, schema in part.get("patternProperties", {}).items():
                yield from ({**most, pattern.strip("^$"): value} for value in self.of(schema, depth + 1)[:1])

    def _arrays(self, parts: list[dict[str, Json]], depth: int) -> Iterator[Json]:
        first = [self.of(one, depth + 1)[:1] for part in parts for one in part.get("prefixItems", [])]
        head = [value for values in first for value in values]
        items = [part["items"] for part in parts if "items" in part]
        least = max([part.get("minItems", 0) for part in parts] or [0])
        values = self.of(_all(items), depth + 1) if items and depth < _DEEPEST else []
        yield head
        for value in values:
            yield [*head, *[value] * max(1, min(least, 20) - len(head))]
        yield [*head, *values]

    def _flat(self, schema: Json, seen: frozenset[str]) -> Iterator[dict[str, Json]]:
        if not isinstance(schema, dict):
            return
        yield schema
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from self._flat(target(self._document, reference), seen | {reference})
        for part in schema.get("allOf", []):
            yield from self._flat(part, seen)


def _full(count: int, least: dict[str, Json], most: dict[str, Json], further: list[Json]) -> Iterator[Json]:
    """Objects of as many members as there may be, each without one of them, whose default would be one too many."""
    free = {letter: further[0] for letter in reversed(ascii_lowercase) if letter not in most}
    yield dict(islice({**least, **free}.items(), count))
    for name in most:
        if name not in least:
            others = {**least, **{other: value for other, value in most.items() if other != name}}
            yield dict(islice({**others, **free}.items(), count))


def _in_turn(many: list[Iterator[Json]]) -> Iterator[Json]:
    """One of each, then the next of each: of many ways to be a value, none is beyond the values that are tried."""
    while many:
        left = []
        for one in many:
            if value := list(islice(one, 1)):
                yield value[0]
                left.append(one)
        many = left


def _branches(part: dict[str, Json]) -> Iterator[Json]:
    for key in _UNIONS:
        yield from part.get(key, [])
    if "if" in part:
        yield {"allOf": [part["if"], part.get("then", {})]}
        yield part.get("else", {})
    for name, schema in part.get("dependentSchemas", {}).items():
        yield {"allOf": [{"required": [name]}, schema]}


def _texts(parts: list[dict[str, Json]]) -> Iterator[str]:
    yield from (_FORMATS[part["format"]] for part in parts if part.get("format") in _FORMATS)
    yield from (_NEARLY[part["format"]] for part in parts if part.get("format") in _NEARLY)
    least = max([part.get("minLength", 0) for part in parts] or [0])
    most = min([part.get("maxLength", 1000) for part in parts] or [1000])
    for text in _TEXTS:
        yield (text * least)[: max(least, 1)] if text and len(text) < least else text[:most]


def _numbers(parts: list[dict[str, Json]]) -> Iterator[int | float]:
    for part in parts:
        yield from (part[key] for key in ("minimum", "maximum", "multipleOf") if key in part)
        yield from (part[key] + 1 for key in ("exclusiveMinimum",) if key in part)
        yield from (part[key] - 1 for key in ("exclusiveMaximum",) if key in part)
    yield from _NUMBERS


def _all(schemas: list[Json]) -> Json:
    return schemas[0] if len(schemas) == 1 else {"allOf": schemas}
