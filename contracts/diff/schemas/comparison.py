"""Compares schemas, by a walk over pairs of them: each pair is looked at once, so schemas may refer to themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from contracts.diff.document import Document, Place
from contracts.diff.levels import Direction, Level, Tri
from contracts.diff.rules_of_schemas import PROPERTY_RULES

from .cases import CaseReader, TooManyCases
from .findings import Finding, Local, Node
from .oracle import Meanings, effect_of
from .pairs import compare_pair
from .reading import Reader

_SCALARS = frozenset({"boolean", "integer", "fraction", "string", "null"})
_Key = tuple[tuple[str, ...], tuple[str, ...], Direction, bool]


@dataclass(frozen=True, slots=True)
class Side:
    """What reads the schemas of one document."""

    reader: Reader
    cases: CaseReader
    meanings: dict[Direction, Meanings]

    @staticmethod
    def of(document: Document) -> "Side":
        """The readers of a document."""
        reader = Reader(document)
        cases = CaseReader(reader)
        return Side(reader, cases, {direction: Meanings(reader, cases, direction) for direction in Direction})

    def types(self, schema: Place | None) -> frozenset[str]:
        """The types that a value may have, `fraction` for a number that is no integer."""
        return self.cases.union((schema,) if schema else ()).types


class SchemaComparison:
    """Compares schemas of two documents, and remembers what it has compared."""

    def __init__(self, old: Document, new: Document, today: date) -> None:
        self.old, self.new = Side.of(old), Side.of(new)
        self._documents = (old, new)
        self._today = today
        self._local: dict[_Key, Local] = {}
        self._found: dict[tuple[_Key, bool], list[Finding]] = {}

    def compare(
        self, old: Place | None, new: Place | None, direction: Direction, *, text: bool = False, single: bool = False
    ) -> list[Finding]:
        """What is different, in a direction. An absent schema allows everything.

        `text`: the value travels as text. `single`: one value is written as a list of one is.
        """
        pair = ((old,) if old else (), (new,) if new else ())
        key = (self._key(*pair, direction, text), single)
        if key not in self._found:
            found = list(self._walk(*pair, direction, text=text, single=single))
            self._found[key] = self._proven(found, *pair, direction)
        return self._found[key]

    def _key(self, old: Node, new: Node, direction: Direction, text: bool) -> _Key:
        return self.old.reader.key(old), self.new.reader.key(new), direction, text

    def _walk(self, old: Node, new: Node, direction: Direction, *, text: bool, single: bool) -> Iterator[Finding]:
        waiting = [("", old, new)]
        seen: set[_Key] = set()
        while waiting:
            location, before, after = waiting.pop()
            key = self._key(before, after, direction, text)
            if key in seen:
                continue
            seen.add(key)
            local = self._compare(key, before, after, direction, text=text)
            if single and not location and self._became_list(before, after):
                local = Local()
                local.tell("type-widened", after[0].at, "a list may be sent where it was one value")
                local.follow("", before, self._items(after))
            yield from self._findings(local, location, direction)
            waiting += [(location + edge.step, edge.old, edge.new) for edge in reversed(local.edges)]

    def _compare(self, key: _Key, old: Node, new: Node, direction: Direction, *, text: bool) -> Local:
        if key not in self._local:
            try:
                local = compare_pair((self.old, self.new), (old, new), direction, self._today, text=text)
            except TooManyCases:
                local = self._compare_whole(old, new, direction)
            self._local[key] = local
        return self._local[key]

    def _compare_whole(self, old: Node, new: Node, direction: Direction) -> Local:
        """Two nodes that are too much to be taken apart."""
        local = Local()
        before, after = self.old.meanings[direction], self.new.meanings[direction]
        if before.text(old) != after.text(new):
            effect = effect_of(before.canonical(old), after.canonical(new))
            at = (new or old)[0].at
            sentence = "its alternatives changed, which are too many to compare one by one"
            local.tell("alternatives-changed", at, sentence, effect=effect)
        return local

    def _findings(self, local: Local, location: str, direction: Direction) -> Iterator[Finding]:
        for one in local.differences:
            where = f"{location}{one.of}".removeprefix(".")
            if where or one.what not in PROPERTY_RULES:
                document = self._documents[0 if one.in_old else 1]
                yield Finding(
                    where,
                    one.what,
                    one.level(direction),
                    document.nearest(one.pointer),
                    one.sentence,
                    one.old,
                    one.new,
                    one.in_old,
                    provable=one.provable,
                )

    def _proven(self, found: list[Finding], old: Node, new: Node, direction: Direction) -> list[Finding]:
        """Lower what a proof about the whole set of values shows to be harmless, and drop it where nothing changed."""
        if not any(one.provable for one in found):
            return found
        before, after = self.old.meanings[direction], self.new.meanings[direction]
        effect = effect_of(before.canonical(old), after.canonical(new))
        if effect.narrows is Tri.NO and effect.widens is Tri.NO:
            return [one for one in found if not one.provable]
        level = effect.level(direction)
        if level is Level.SAFE:
            return [replace(one, level=Level.SAFE) if one.provable else one for one in found]
        return found

    def _became_list(self, old: Node, new: Node) -> bool:
        before, after = self.old.cases.union(old).types, self.new.cases.union(new).types
        return bool(before) and before <= _SCALARS and after == {"array"}

    def _items(self, node: Node) -> Node:
        members = self.new.reader.flat(node).members
        return tuple(member.part("items") for member in members if member.has("items"))
