"""Uses proofs about a whole schema to lower the level of differences within it.

A part may lose values that the whole never allowed, or that another part has gained; comparing keywords can't show
this. A proof about a pair of schemas applies to everything that is reached only through that pair.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contracts.diff.compare.schemas.findings import Edge, Local, Node
from contracts.diff.decide.levels import Direction, Effect, Level, Tri

Key = tuple[tuple[str, ...], tuple[str, ...], Direction, bool]


@dataclass(frozen=True, slots=True)
class Visit:
    """A pair of nodes that the walk has reached, and the pairs that it leads to."""

    key: Key
    old: Node
    new: Node
    location: str
    local: Local
    leads_to: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An edge to another pair, with the pair's key."""

    edge: Edge
    key: Key


class Proofs:
    """Proofs about the pairs of one walk, the first of which is the whole. Only pairs with differences are examined."""

    def __init__(self, visits: list[Visit], effect: Callable[[Visit], Effect], direction: Direction) -> None:
        self._visits = {visit.key: visit for visit in visits}
        self._effect = effect
        self._direction = direction
        different = [visit.key for visit in visits if any(one.provable for one in visit.local.differences)]
        self._ancestors = keys_leading_to(visits, different)
        self._changed = self._reached(visits[0].key, self._is_equal) if different else set[Key]()
        self._unsafe = self._reached(visits[0].key, self._is_safe) if different else set[Key]()

    def level(self, key: Key, level: Level) -> Level | None:
        """Return the level of a difference at this pair; None if the set of values is proven to be unchanged."""
        if key not in self._changed:
            return None
        return level if key in self._unsafe else Level.SAFE

    def _is_equal(self, visit: Visit) -> bool:
        effect = self._effect(visit)
        return effect.narrows is Tri.NO and effect.widens is Tri.NO

    def _is_safe(self, visit: Visit) -> bool:
        return self._effect(visit).level(self._direction) is Level.SAFE

    def _reached(self, start: Key, proven: Callable[[Visit], bool]) -> set[Key]:
        """Return the pairs that are reached from the whole without passing a pair with a proof."""
        found, pending = set[Key](), [start]
        while pending:
            key = pending.pop()
            if key in found or key not in self._ancestors or proven(self._visits[key]):
                continue
            found.add(key)
            pending += self._visits[key].leads_to
        return found


def keys_leading_to(visits: Iterable[Visit], keys: Iterable[Key]) -> set[Key]:
    """Return these keys and those of all pairs that lead to them."""
    above: dict[Key, list[Key]] = {}
    for visit in visits:
        for key in visit.leads_to:
            above.setdefault(key, []).append(visit.key)
    found, pending = set[Key](), [*keys]
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending += above.get(key, [])
    return found
