"""The catalogue of rules: every kind of change that is told, with the levels that it can have.

A rule's id never changes its meaning. Those of schemas are a place and what happened there, `request-property` and
`became-required`; their level follows from what the change does to the set of values, and in which direction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from contracts.diff.decide.levels import Effect, Level
from contracts.diff.decide.operations import OPERATION_RULES
from contracts.diff.decide.schemas import PLACES, PROPERTY_RULES, SCHEMA_RULES


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change. `levels` are those that it can have, the usual one first."""

    id: str
    levels: tuple[Level, ...]
    meaning: str


def levels_of(rule: str) -> tuple[Level, ...]:
    """The levels that a rule can have. Raises KeyError for one that is not in the catalogue."""
    return catalogue()[rule].levels


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its id."""
    return {rule.id: rule for rule in _rules()}


def _rules() -> Iterator[Rule]:
    for name, (levels, meaning) in OPERATION_RULES.items():
        yield Rule(name, levels, meaning)
    for place, (direction, words) in PLACES.items():
        rules = SCHEMA_RULES | PROPERTY_RULES if place.endswith("-property") else SCHEMA_RULES
        for what, (effect, meaning) in rules.items():
            levels = _levels(effect.level(direction)) if isinstance(effect, Effect) else effect[direction]
            yield Rule(f"{place}-{what}", levels, f"{words}: {meaning}")


def _levels(usual: Level) -> tuple[Level, ...]:
    """What else a schema says may make a change of it better or worse than it usually is."""
    return (usual, *(level for level in Level if level is not usual))
