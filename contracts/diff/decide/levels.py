"""Derives how severe a change is from its effect on the set of allowed values, and from who sends them."""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum


class Level(StrEnum):
    """How severe a change is for a client that still follows the old contract."""

    BREAKING = "breaking"
    POSSIBLY = "possibly breaking"
    SAFE = "safe"


class Direction(Enum):
    """Who sends the value: the client in a request, or the server in a response."""

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def other(self) -> "Direction":
        """The opposite direction, in which the values of a callback travel."""
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST


class Tri(IntEnum):
    """Three-valued knowledge: it is not so, it is unknown, or it is so."""

    NO = 0
    MAYBE = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the set of allowed values: whether it removes some, and whether it adds some."""

    narrows: Tri
    widens: Tri

    def level(self, direction: Direction) -> Level:
        """Return the level: the values of a request must not become fewer, those of a response must not become more."""
        bad = self.narrows if direction is Direction.REQUEST else self.widens
        return (Level.SAFE, Level.POSSIBLY, Level.BREAKING)[bad]


NARROWS = Effect(Tri.YES, Tri.NO)
WIDENS = Effect(Tri.NO, Tri.YES)
DIFFERS = Effect(Tri.YES, Tri.YES)
UNKNOWN = Effect(Tri.MAYBE, Tri.MAYBE)
