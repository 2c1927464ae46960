"""What a proof about a whole schema does to the differences that were found within it.

A part may lose values that the whole never had, or that another part has won; word by word nobody sees that. A proof
about a pair of schemas covers everything within it that is reached in no other way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contracts.diff.compare.schemas.findings import Edge, Local, Node
from contracts.diff.decide.levels import Direction, Effect, Level, Tri

Key = tuple[tuple[str, ...], tuple[str, ...], Direction, bool]


@dataclass(frozen=True, slots=True)
class Visit:
    """A pair of nodes that the walk came to, and the pairs it leads to."""

    key: Key
    old: Node
    new: Node
    location: str
    local: Local
    leads_to: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The way to another pair."""

    edge: Edge
    key: Key


class Proofs:
    """Proofs about the visits of one walk, whose first is the whole. They are sought where something differs."""

    def __init__(self, visits: list[Visit], effect: Callable[[Visit], Effect], direction: Direction) -> None:
        self._visits = {visit.key: visit for visit in visits}
        self._effect = effect
        self._direction = direction
        different = [visit.key for visit in visits if any(one.provable for one in visit.local.differences)]
        self._around = leading_to(visits, different)
        self._changed = self._reached(visits[0].key, self._is_equal) if different else set[Key]()
        self._unsafe = self._reached(visits[0].key, self._is_safe) if different else set[Key]()

    def level(self, key: Key, level: Level) -> Level | None:
        """The level of a difference at this pair; None where nothing has changed at all."""
        if key not in self._changed:
            return None
        return level if key in self._unsafe else Level.SAFE

    def _is_equal(self, visit: Visit) -> bool:
        effect = self._effect(visit)
        return effect.narrows is Tri.NO and effect.widens is Tri.NO

    def _is_safe(self, visit: Visit) -> bool:
        return self._effect(visit).level(self._direction) is Level.SAFE

    def _reached(self, start: Key, proven: Callable[[Visit], bool]) -> set[Key]:
        """The pairs that are reached from the whole without passing one that is proven."""
        found, waiting = set[Key](), [start]
        while waiting:
            key = waiting.pop()
            if key in found or key not in self._around or proven(self._visits[key]):
                continue
            found.add(key)
            waiting += self._visits[key].leads_to
        return found


def leading_to(visits: Iterable[Visit], keys: Iterable[Key]) -> set[Key]:
    """These pairs, and all that lead to them."""
    above: dict[Key, list[Key]] = {}
    for visit in visits:
        for key in visit.leads_to:
            above.setdefault(key, []).append(visit.key)
    found, waiting = set[Key](), [*keys]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += above.get(key, [])
    return found
