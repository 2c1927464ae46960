"""What the comparison of two schemas finds, first where it is, then as the whole value sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from contracts.diff.decide.levels import Direction, Effect, Level
from contracts.diff.decide.schemas import PROPERTY_RULES, SCHEMA_RULES
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue

# A schema that is all of these at once; none of them allows everything.
Node: TypeAlias = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference of two schemas. `location` says where in the value: `tags[]`, empty for the value itself."""

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
    """A difference of two nodes, not yet in a direction. `of` is the part that it is about, as a location has it."""

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
        """Whether its level follows from the set of values, so that a proof about the whole set can lower it."""
        return isinstance(self.effect, Effect)

    def level(self, direction: Direction) -> Level:
        """How bad it is in this direction."""
        if isinstance(self.effect, Effect):
            return self.effect.level(direction)
        return self.effect if isinstance(self.effect, Level) else self.effect[direction]


@dataclass(frozen=True, slots=True)
class Edge:
    """A part of the value whose schemas are to be compared next. `step` is what it adds to the location."""

    step: str
    old: Node
    new: Node


@dataclass(slots=True)
class Local:
    """The differences of two nodes themselves, and where to look on."""

    differences: list[Difference] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def tell(
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
        """Add a difference; its effect is the rule's where none is given."""
        rule = SCHEMA_RULES.get(what) or PROPERTY_RULES[what]
        known = effect or (
            rule[0] if isinstance(rule[0], Effect) else {key: every[0] for key, every in rule[0].items()}
        )
        self.differences.append(Difference(what, known, pointer, sentence, old, new, in_old, of))

    def follow(self, step: str, old: Node, new: Node) -> None:
        """Compare these too."""
        if old or new:
            self.edges.append(Edge(step, old, new))
