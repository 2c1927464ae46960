"""Settles with a counter-example what is only possibly breaking."""

from collections.abc import Iterator

from contracts.diff.compare.schemas.counterexamples import counterexample
from contracts.diff.compare.schemas.findings import Difference
from contracts.diff.compare.schemas.oracle import Meanings
from contracts.diff.compare.schemas.proofs import Key, Proofs, Visit
from contracts.diff.decide.levels import Direction, Level
from contracts.diff.read.json_values import JsonValue, quoted


class Settlement:
    """The counter-examples for the pairs of one walk. A pair is examined if nothing else explains a value that only one
    side allows: neither a difference that breaks for certain, nor a name that is told by itself."""

    def __init__(
        self, visits: list[Visit], proofs: Proofs, meanings: tuple[Meanings, Meanings], direction: Direction
    ) -> None:
        self._visits = {visit.key: visit for visit in visits}
        self._proofs = proofs
        self._meanings = meanings
        self._direction = direction
        self._found: dict[Key, list[JsonValue]] = {}

    def level(self, visit: Visit, level: Level) -> tuple[Level, str]:
        """Return the level of a difference of the set of values, and the counter-example for the end of its
        sentence."""
        if level is not Level.POSSIBLY:
            return level, ""
        if visit.key not in self._found:
            self._found[visit.key] = self._search(visit)
        found = self._found[visit.key]
        if not found:
            return level, ""
        request = self._direction is Direction.REQUEST
        return Level.BREAKING, f"; {quoted(found[0])} {'was allowed, and is not' if request else 'is new'}"

    def _search(self, visit: Visit) -> list[JsonValue]:
        below = [*self._below(visit)]
        if any(self._proofs.level(key, one.level(self._direction)) is Level.BREAKING for key, one in below):
            return []
        unasked = frozenset(one.of.rpartition(".")[2] for _, one in below if not one.provable and one.of)
        sides = list(zip(self._meanings, (visit.old, visit.new), strict=True))
        if self._direction is Direction.RESPONSE:
            sides.reverse()
        return counterexample(sides[0], sides[1], unasked, text=visit.key[-1])

    def _below(self, visit: Visit) -> Iterator[tuple[Key, Difference]]:
        """Yield the differences of a pair, and of all that it leads to."""
        seen, pending = set[Key](), [visit.key]
        while pending:
            key = pending.pop()
            if key in seen or key not in self._visits:
                continue
            seen.add(key)
            yield from ((key, one) for one in self._visits[key].local.differences)
            pending += self._visits[key].leads_to
