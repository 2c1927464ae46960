"""The differences of two schemas: first of each pair of nodes, then of the whole value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from contracts.diff.decide.levels import Direction, Effect, Level
from contracts.diff.decide.schemas import PROPERTY_RULES, SCHEMA_RULES
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue

# Schemas that must all hold; an empty tuple allows everything.
Node: TypeAlias = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference of two schemas. `location` is where in the value it is, such as `tags[]`; empty for the value
    itself."""

    location: str
    what: str
    level: Level
    pointer: str
    sentence: str
    old: JsonValue = None
    new: JsonValue = None
    in_old: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two nodes without a direction. `of` is the part of the value, in the notation of locations."""

    what: str
    effect: Effect | Level | Mapping[Direction, Level]
    pointer: str
    sentence: str
    old: JsonValue = None
    new: JsonValue = None
    in_old: bool = False
    of: str = ""

    @property
    def provable(self) -> bool:
        """Whether its level depends on the set of values, so that a proof about the whole set can lower it."""
        return isinstance(self.effect, Effect)

    def level(self, direction: Direction) -> Level:
        """Return its level in this direction."""
        if isinstance(self.effect, Effect):
            return self.effect.level(direction)
        return self.effect if isinstance(self.effect, Level) else self.effect[direction]


@dataclass(frozen=True, slots=True)
class Edge:
    """A part of the value whose schemas must be compared next. `step` is added to the location."""

    step: str
    old: Node
    new: Node


@dataclass(slots=True)
class Local:
    """The differences of two nodes, and the pairs of nodes to compare next."""

    differences: list[Difference] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def add(
        self,
        what: str,
        pointer: str,
        sentence: str,
        *,
        old: JsonValue = None,
        new: JsonValue = None,
        in_old: bool = False,
        effect: Effect | Level | None = None,
        of: str = "",
    ) -> None:
        """Add a difference. Without `effect` it has the rule's."""
        rule = SCHEMA_RULES.get(what) or PROPERTY_RULES[what]
        known = effect or (
            rule[0] if isinstance(rule[0], Effect) else {key: every[0] for key, every in rule[0].items()}
        )
        self.differences.append(Difference(what, known, pointer, sentence, old, new, in_old, of))

    def follow(self, step: str, old: Node, new: Node) -> None:
        """Compare these nodes next."""
        if old or new:
            self.edges.append(Edge(step, old, new))
