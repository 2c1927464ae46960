"""Reads objects whose members come as texts, each of which may have several readings: `1` is a string or an integer.

The schemas of a member stand in many places: under `properties` of the object's schema, of what it refers to, and of
each alternative or condition, and under `patternProperties` and `additionalProperties`. Each of them gives a reading,
and where these differ, the schema of the whole object chooses.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Generic, NamedTuple, Protocol, TypeVar

from .json_types import JsonObject, JsonValue
from .schema_parts import Way
from .schemas import Schemas

T_contra = TypeVar("T_contra", contravariant=True)
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
MOST_TRIES = 32
"""How many readings of one object are put before its schema at most, whatever a client sends."""


class Reader(Protocol[T_contra]):
    """Reads what was sent of a member by one of its schemas."""

    def values(self, sent: Sequence[T_contra]) -> list[JsonValue]:
        """Its readings, the likeliest first; none where it can't be read by this schema."""
        ...

    def accepts(self, value: JsonValue) -> bool:
        """Whether the schema allows a value."""
        ...


class Reading(NamedTuple):
    """A value that a text may stand for, by the schemas of these ways."""

    value: JsonValue
    ways: list[Way]


class Member(Generic[T]):
    """How one member is read: by each of its schemas, those first that hold in any case."""

    def __init__(self, readers: Iterable[tuple[Way, Reader[T]]]) -> None:
        self._readers = list(readers)
        self.readers = [reader for _, reader in self._readers]
        """One for each of its schemas."""

    def readings(self, sent: Sequence[T]) -> list[Reading]:
        """All that was sent may be, the likeliest first; nothing where it can't be read."""
        found: dict[str, Reading] = {}
        for way, reader in self._readers:
            for value in reader.values(sent):
                found.setdefault(repr(value), Reading(value, [])).ways.append(way)
        if len(found) < 2:
            return list(found.values())
        sure = [reader for way, reader in self._readers if not way]
        allowed = [one for one in found.values() if all(reader.accepts(one.value) for reader in sure)]
        return allowed or list(found.values())


@dataclass(frozen=True, slots=True)
class _Place(Generic[T]):
    """What one of the schemas of an object says of its members."""

    way: Way
    named: Mapping[str, Reader[T]]
    patterns: list[tuple[Callable[[JsonValue], bool], Reader[T]]]
    others: list[Reader[T]]


class ObjectMembers(Generic[T]):
    """How the members of an object are read; compiled once. `reader` makes a reader of one schema."""

    def __init__(self, schema: JsonObject, schemas: Schemas, reader: Callable[[JsonObject], Reader[T]]) -> None:
        known: dict[str, Reader[T]] = {}

        def made(part: JsonValue) -> Reader[T]:
            # What no value satisfies is read as anything, for the error that it will give.
            told = part if isinstance(part, dict) else {}
            key = json.dumps(told, sort_keys=True)
            if key not in known:
                known[key] = reader(told)
            return known[key]

        self._places = [
            _Place(
                way,
                {name: made(part) for name, part in _named(one.get("properties"))},
                [
                    (schemas.compile({"pattern": key}).accepts, made(part))
                    for key, part in _named(one.get("patternProperties"))
                ],
                [
                    made(one[key])
                    for key in ("additionalProperties", "unevaluatedProperties")
                    if isinstance(one.get(key), dict)
                ],
            )
            for way, one in schemas.object_parts(schema)
        ]
        names = dict.fromkeys(name for place in self._places for name in place.named)
        names |= dict.fromkeys(schemas.required_names(schema))
        anything = Member([((), made({}))])
        self.named: dict[str, Member[T]] = {name: self._member(name) or anything for name in names}
        is_closed = any(
            not way and one.get(key) in (False, {"not": {}})
            for way, one in schemas.object_parts(schema)
            for key in ("additionalProperties", "unevaluatedProperties")
        )
        self._takes_others = not is_closed and any(place.others for place in self._places)
        self.is_open = self._takes_others or any(place.patterns for place in self._places)
        """Whether there may be members without a name of their own."""

    def of(self, name: str) -> Member[T] | None:
        """How the member of a name is read; None where no schema says anything of it."""
        return self.named.get(name) or self._member(name)

    def is_declared(self, name: str) -> bool:
        """Whether a name is one of the object's, by itself, by a pattern, or since all are."""
        if self._takes_others or name in self.named:
            return True
        return any(matches(name) for place in self._places for matches, _ in place.patterns)

    def _member(self, name: str) -> Member[T] | None:
        readers = [(place.way, reader) for place in self._places for reader in _of_place(place, name)]
        return Member(readers) if readers else None


def _of_place(place: _Place[T], name: str) -> list[Reader[T]]:
    found = [place.named[name]] if name in place.named else []
    found += [reader for matches, reader in place.patterns if matches(name)]
    return found or place.others


def chosen(
    readings: Mapping[K, Sequence[Reading]], accepts: Callable[[dict[K, JsonValue]], bool]
) -> dict[K, JsonValue]:
    """The first reading of an object that its schema accepts; without one, the first, for the error that it will give.

    First the likeliest of each member is tried, then what each alternative of the schema makes of them, and then others
    member by member: `MOST_TRIES` of all these.
    """
    first = {key: found[0].value for key, found in readings.items()}
    several = {key: found for key, found in readings.items() if len(found) > 1}
    if several:
        for tried in islice(_tries(first, several), MOST_TRIES):
            if accepts(tried):
                return tried
    return first


def _tries(first: dict[K, JsonValue], several: Mapping[K, Sequence[Reading]]) -> Iterator[dict[K, JsonValue]]:
    yield first
    seen = {tuple([0] * len(several))}
    for choice in _choices(several):
        if choice not in seen:
            seen.add(choice)
            picked = zip(several.items(), choice, strict=True)
            yield first | {key: found[index].value for (key, found), index in picked}


def _choices(several: Mapping[K, Sequence[Reading]]) -> Iterator[tuple[int, ...]]:
    """Which reading of each member."""
    ways = dict.fromkeys(way for found in several.values() for one in found for way in one.ways if way)
    yield from (tuple(_by_way(found, way) for found in several.values()) for way in ways)
    for count in range(1, len(several) + 1):
        for places in combinations(range(len(several)), count):
            others = [range(1, len(found)) if at in places else (0,) for at, found in enumerate(several.values())]
            yield from product(*others)


def _by_way(found: Sequence[Reading], way: Way) -> int:
    """The reading of the schema that is nearest to a way, on it."""
    depth = [max((len(one) for one in reading.ways if way[: len(one)] == one), default=-1) for reading in found]
    return depth.index(max(depth))


def _named(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    return iter(value.items() if isinstance(value, dict) else ())


__all__ = ["MOST_TRIES", "Member", "ObjectMembers", "Reader", "Reading", "chosen"]
