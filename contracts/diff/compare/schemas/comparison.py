"""Compares schemas by walking over pairs of them. Each pair is compared once, so schemas may be recursive."""

from collections.abc import Iterator
from datetime import date

from contracts.diff.compare.schemas.arrays import allows_one_item, item
from contracts.diff.compare.schemas.cases import NotCompared, TooManyCases, without_null
from contracts.diff.compare.schemas.findings import Finding, Local, Node
from contracts.diff.compare.schemas.oracle import effect_of
from contracts.diff.compare.schemas.pairs import compare_pair
from contracts.diff.compare.schemas.proofs import Key, Proofs, Step, Visit, keys_leading_to
from contracts.diff.compare.schemas.settlement import Settlement
from contracts.diff.compare.schemas.side import Side
from contracts.diff.decide.levels import Direction, Effect
from contracts.diff.decide.schemas import PROPERTY_RULES
from contracts.diff.read.document import Document, Place

_SCALARS = frozenset({"boolean", "integer", "fraction", "string", "null"})


class SchemaComparison:
    """Compares schemas of two documents, and caches the results."""

    def __init__(self, old: Document, new: Document, today: date) -> None:
        self.old, self.new = Side.of(old), Side.of(new)
        self._documents = (old, new)
        self._today = today
        self._local: dict[Key, tuple[Local, list[Step]]] = {}
        self._equal: set[Key] = set()
        self._effects: dict[Key, Effect] = {}
        self._found: dict[tuple[Key, bool], list[Finding]] = {}

    def compare(
        self, old: Place | None, new: Place | None, direction: Direction, *, text: bool = False, single: bool = False
    ) -> list[Finding]:
        """Return the differences in a direction. An absent schema allows everything.

        `text` means that the value is sent as text. `single` means that a single value is serialized like an array of
        one.
        """
        pair = ((old,) if old else (), (new,) if new else ())
        key = (self._key(*pair, direction, text), single)
        if key not in self._found:
            visits = self._walk(*pair, direction, text=text, single=single)
            self._found[key] = [*self._findings(visits, direction)]
        return self._found[key]

    def _key(self, old: Node, new: Node, direction: Direction, text: bool) -> Key:
        return self.old.reader.key(old), self.new.reader.key(new), direction, text

    def _walk(self, old: Node, new: Node, direction: Direction, *, text: bool, single: bool) -> list[Visit]:
        """Return every pair that leads to a difference, at the first location where it is reached."""
        pending = [("", old, new, self._key(old, new, direction, text))]
        visits: dict[Key, Visit] = {}
        while pending:
            location, before, after, key = pending.pop()
            if key in visits or key in self._equal:
                continue
            local, steps = self._compare(key, before, after, direction, text=text)
            if single and not location and self._became_list(before, after):
                local, steps = self._compare_list(before, after, direction, text=text)
            visits[key] = Visit(key, before, after, location, local, tuple(step.key for step in steps))
            pending += [(location + one.edge.step, one.edge.old, one.edge.new, one.key) for one in reversed(steps)]
        different = keys_leading_to(visits.values(), [key for key, visit in visits.items() if visit.local.differences])
        self._equal |= visits.keys() - different
        return [visit for visit in visits.values() if visit.key in different]

    def _compare(self, key: Key, old: Node, new: Node, direction: Direction, *, text: bool) -> tuple[Local, list[Step]]:
        if key not in self._local:
            try:
                local = compare_pair((self.old, self.new), (old, new), direction, self._today, text=text)
            except NotCompared:
                local = Local()
            except TooManyCases:
                local = self._compare_whole(old, new, direction)
            self._local[key] = (local, self._steps(local, direction, text=text))
        return self._local[key]

    def _steps(self, local: Local, direction: Direction, *, text: bool) -> list[Step]:
        return [Step(edge, self._key(edge.old, edge.new, direction, text)) for edge in local.edges]

    def _compare_list(self, old: Node, new: Node, direction: Direction, *, text: bool) -> tuple[Local, list[Step]]:
        """Compare a single value with an array of such values, which it became."""
        local = Local()
        array = next(case for case in self.new.cases.union(new).cases if "array" in case.types)
        if allows_one_item(array):
            local.add("type-widened", new[0].at, "a list may be sent where it was one value")
        else:
            local.add("type-changed", new[0].at, "a list of more or fewer than one is sent where it was one value")
        single = [case for case in self.old.cases.union(old).cases if case.types != {"null"}]
        local.follow("[]", without_null(single[0]) if len(single) == 1 else old, item(array, 0))
        return local, self._steps(local, direction, text=text)

    def _compare_whole(self, old: Node, new: Node, direction: Direction) -> Local:
        """Compare two nodes with too many cases, without splitting them."""
        local = Local()
        before, after = self.old.meanings[direction], self.new.meanings[direction]
        if before.text(old) != after.text(new):
            effect = self._effect(old, new, direction)
            at = (new or old)[0].at
            sentence = "its alternatives changed, which are too many to compare one by one"
            local.add("alternatives-changed", at, sentence, effect=effect)
        return local

    def _findings(self, visits: list[Visit], direction: Direction) -> Iterator[Finding]:
        if not visits:
            return
        proofs = Proofs(visits, lambda visit: self._effect(visit.old, visit.new, direction), direction)
        settled = Settlement(visits, proofs, (self.old.meanings[direction], self.new.meanings[direction]), direction)
        for visit in visits:
            for one in visit.local.differences:
                where = f"{visit.location}{one.of}".removeprefix(".")
                level, sentence = one.level(direction), one.sentence
                if one.provable:
                    proven = proofs.level(visit.key, level)
                    if proven is None:
                        continue
                    level, words = settled.level(visit, proven)
                    sentence += words
                if where or one.what not in PROPERTY_RULES:
                    document = self._documents[0 if one.in_old else 1]
                    at = document.nearest(one.pointer)
                    yield Finding(where, one.what, level, at, sentence, one.old, one.new, one.in_old)

    def _effect(self, old: Node, new: Node, direction: Direction) -> Effect:
        """Return what jsonschema-rs proves about the two nodes as a whole."""
        key = self._key(old, new, direction, False)
        if key not in self._effects:
            before, after = self.old.meanings[direction], self.new.meanings[direction]
            self._effects[key] = effect_of(before.canonical(old), after.canonical(new))
        return self._effects[key]

    def _became_list(self, old: Node, new: Node) -> bool:
        """Return whether a single value became one array, which may be null, and nothing else."""
        before, after = self.old.cases.types(old), self.new.cases.types(new)
        if not before or not before <= _SCALARS or after - {"null"} != {"array"}:
            return False
        try:
            self.old.cases.union(old)
            return sum("array" in case.types for case in self.new.cases.union(new).cases) == 1
        except TooManyCases:
            return False
