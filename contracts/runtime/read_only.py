"""Ignores what a client may not set: the members of a request that the contract marks `readOnly`, whatever they are.

JSON Schema leaves it to the owner of a value whether to ignore or to refuse them (Validation, section 9.4). Ignored,
what was read can be sent back as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from .json_types import JsonObject, JsonValue
from .schemas import Schemas


class Writable:
    """Takes the ignored members out of the values of one schema; compiled once."""

    def __init__(self, schema: JsonObject, schemas: Schemas) -> None:
        self._parts = list(_Compiler(schemas).same(schema))
        self.ignores = bool(self._parts)
        only = self._parts[0] if len(self._parts) == 1 and self._parts[0].has_names_alone else None
        self.names = None if only is None else frozenset(only.ignored)
        """What is ignored, if that is known by the names of an object's members alone."""

    def of(self, value: JsonValue) -> JsonValue:
        """What is left of a value that the schema accepts: the value itself where nothing is ignored."""
        return _kept(value, self._parts)


class _Part:
    """What is ignored within the values of one schema.

    `patterns` and `others` are about members that have no name in it. `conditional` are schemas that speak of the same
    value, where a condition holds: the alternatives of a union, and the members of a conjunction.
    """

    def __init__(self) -> None:
        self.ignored: set[str] = set()
        self.known: set[str] = set()
        self.named: dict[str, list[_Part]] = {}
        self.patterns: list[tuple[Callable[[str], bool], list[_Part] | None]] = []
        self.others: list[_Part] | None = []
        self.first: list[list[_Part]] = []
        self.items: list[_Part] = []
        self.conditional: list[tuple[Callable[[JsonValue], bool], _Part]] = []
        self.has_names_alone = False
        """Whether it is by their names alone that members are ignored."""

    def of_member(self, name: str) -> "list[_Part] | None":
        """What is ignored within a member; None for all of it."""
        if name in self.ignored:
            return None
        found = [*self.named.get(name, ())]
        matching = [parts for takes, parts in self.patterns if takes(name)]
        unnamed = [] if matching or name in self.known else [self.others]
        for parts in (*matching, *unnamed):
            if parts is None:
                return None
            found += parts
        return found

    def of_item(self, index: int) -> "list[_Part]":
        """What is ignored within an item."""
        return self.first[index] if index < len(self.first) else self.items


def _kept(value: JsonValue, parts: "list[_Part]") -> JsonValue:
    if not parts:
        return value
    if isinstance(value, list):
        applying = list(_applying(value, parts))
        items = [_kept(one, [part for each in applying for part in each.of_item(i)]) for i, one in enumerate(value)]
        return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
    if not isinstance(value, dict):
        return value
    if len(parts) == 1 and parts[0].has_names_alone:
        ignored = parts[0].ignored
        return value if ignored.isdisjoint(value) else {key: one for key, one in value.items() if key not in ignored}
    applying = list(_applying(value, parts))
    kept: dict[str, JsonValue] = {}
    for name, member in value.items():
        within: list[_Part] = []
        for part in applying:
            found = part.of_member(name)
            if found is None:
                break
            within += found
        else:
            kept[name] = _kept(member, within)
    same = len(kept) == len(value) and all(kept[name] is member for name, member in value.items())
    return value if same else kept


def _applying(value: JsonValue, parts: "Iterable[_Part]") -> "Iterator[_Part]":
    for part in parts:
        yield part
        for accepts, other in part.conditional:
            if accepts(value):
                yield from _applying(value, [other])


class _Compiler:
    """Reads schemas that refer to each other, each component once."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._components: dict[str, _Part] = {}

    def part(self, schema: JsonValue | JsonObject) -> "Iterator[_Part]":
        """What is ignored within the values of a schema, if anything is."""
        if isinstance(schema, Mapping) and self._schemas.has_read_only(schema):
            made = _Part()
            self._read(schema, made)
            yield made

    def _component(self, reference: str) -> _Part:
        if reference not in self._components:
            self._components[reference] = _Part()
            self._read(self._schemas.target(reference), self._components[reference])
        return self._components[reference]

    def _read(self, schema: JsonValue | JsonObject, into: _Part) -> None:
        if not isinstance(schema, Mapping):
            return
        for name, member in _named(schema, "properties"):
            into.known.add(name)
            if _is_marked(member):
                into.ignored.add(name)
            elif parts := list(self.part(member)):
                into.named[name] = parts
        for pattern, member in _named(schema, "patternProperties"):
            into.patterns.append((self._matches(pattern), None if _is_marked(member) else list(self.part(member))))
        others = schema.get("additionalProperties")
        into.others = None if _is_marked(others) else list(self.part(others))
        into.first = [list(self.part(item)) for item in _listed(schema, "prefixItems")]
        into.items = list(self.part(schema.get("items")))
        into.conditional = [(accepts(), part) for accepts, one in self._conditions(schema) for part in self.same(one)]
        more = (into.named, into.patterns, into.others is None, into.others, into.first, into.items, into.conditional)
        into.has_names_alone = not any(more)

    def same(self, schema: JsonValue | JsonObject) -> "Iterator[_Part]":
        """What a schema of the same value ignores, each component by itself."""
        if isinstance(schema, Mapping) and schema.keys() == {"$ref"} and self._schemas.has_read_only(schema):
            yield self._component(str(schema["$ref"]))
        else:
            yield from self.part(schema)

    def _conditions(self, schema: JsonObject) -> Iterator[tuple[Callable[[], Callable[[JsonValue], bool]], JsonValue]]:
        """The schemas that speak of the same value, each with what compiles the condition under which it does."""
        if isinstance(schema.get("$ref"), str):
            yield _unconditional, {"$ref": schema["$ref"]}
        for part in _listed(schema, "allOf"):
            yield _unconditional, part
        for part in (*_listed(schema, "anyOf"), *_listed(schema, "oneOf")):
            yield partial(self._accepts, part), part
        if "if" in schema:
            yield partial(self._accepts, schema["if"]), schema.get("then")
            yield partial(self._accepts, {"not": schema["if"]}), schema.get("else")
        for name, part in _named(schema, "dependentSchemas"):
            yield partial(self._accepts, {"type": "object", "required": [name]}), part

    def _accepts(self, schema: JsonValue) -> Callable[[JsonValue], bool]:
        return self._schemas.compile(schema).accepts if isinstance(schema, Mapping) else _always

    def _matches(self, pattern: str) -> Callable[[str], bool]:
        allowed = self._schemas.compile({"patternProperties": {pattern: False}}).accepts
        return lambda name: not allowed({name: None})


def _unconditional() -> Callable[[JsonValue], bool]:
    return _always


def _always(_: JsonValue) -> bool:
    return True


def _is_marked(schema: JsonValue) -> bool:
    return isinstance(schema, dict) and schema.get("readOnly") is True


def _named(schema: JsonObject, keyword: str) -> Iterator[tuple[str, JsonValue]]:
    found = schema.get(keyword)
    return iter(found.items() if isinstance(found, Mapping) else ())


def _listed(schema: JsonObject, keyword: str) -> list[JsonValue]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


__all__ = ["Writable"]
