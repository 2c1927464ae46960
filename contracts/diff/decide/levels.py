"""How bad a change is, decided by what it does to the set of allowed values, and by who writes them."""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum


class Level(StrEnum):
    """How bad a change is for a client that keeps to the old contract."""

    BREAKING = "breaking"
    POSSIBLY = "possibly breaking"
    SAFE = "safe"


class Direction(Enum):
    """Who writes the value: the client a request, the server a response."""

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def other(self) -> "Direction":
        """The direction of a callback's value, which travels the other way."""
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST


class Tri(IntEnum):
    """What is known: that it is not so, nothing, or that it is so."""

    NO = 0
    MAYBE = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the set of allowed values: whether some are gone, and whether some are new."""

    narrows: Tri
    widens: Tri

    def level(self, direction: Direction) -> Level:
        """What a request may contain must not shrink; what a response may contain must not grow."""
        bad = self.narrows if direction is Direction.REQUEST else self.widens
        return (Level.SAFE, Level.POSSIBLY, Level.BREAKING)[bad]


EQUAL = Effect(Tri.NO, Tri.NO)
NARROWS = Effect(Tri.YES, Tri.NO)
WIDENS = Effect(Tri.NO, Tri.YES)
DIFFERS = Effect(Tri.YES, Tri.YES)
UNKNOWN = Effect(Tri.MAYBE, Tri.MAYBE)
