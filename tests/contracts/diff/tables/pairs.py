"""The format of a row of the tables."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from contracts.diff import Level

Schema: TypeAlias = dict[str, Any]


class Does(Enum):
    """What the change from old to new does to the set of values; each with the levels (request, response)."""

    NARROW = (Level.BREAKING, Level.SAFE)
    WIDEN = (Level.SAFE, Level.BREAKING)
    BOTH = (Level.BREAKING, Level.BREAKING)
    UNKNOWN = (Level.POSSIBLY, Level.POSSIBLY)
    NOTHING = (Level.SAFE, Level.SAFE)
    # Conventions that are not about sets: of what clients do not send, read, or know.
    SAFE_OR_POSSIBLY = (Level.SAFE, Level.POSSIBLY)
    POSSIBLY_OR_SAFE = (Level.POSSIBLY, Level.SAFE)
    BREAKING_OR_POSSIBLY = (Level.BREAKING, Level.POSSIBLY)
    POSSIBLY_OR_BREAKING = (Level.POSSIBLY, Level.BREAKING)

    def level(self, direction: str) -> Level:
        """The level in `request` or `response`."""
        return self.value[0 if direction == "request" else 1]


BACK = {Does.NARROW: Does.WIDEN, Does.WIDEN: Does.NARROW}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two schemas. `there` and `back` are the ends of the rules that are told, `at` the part that they are of."""

    name: str
    old: Schema
    new: Schema
    there: str
    back: str
    does: Does
    does_back: Does | None = None
    at: str = ""

    @property
    def backwards(self) -> Does:
        """What the change from new to old does."""
        return self.does_back or BACK.get(self.does, self.does)
