"""The catalogue of rules: every kind of change that is reported, with the levels that it can have.

The meaning of a rule's id never changes. The id of a schema rule is a place and a change, such as `request-property`
and `became-required`. Its level depends on the effect on the set of values and on the direction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from contracts.diff.decide.levels import Effect, Level
from contracts.diff.decide.operations import OPERATION_RULES
from contracts.diff.decide.schemas import PLACES, PROPERTY_RULES, SCHEMA_RULES


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change. `levels` are the possible ones, the usual one first."""

    id: str
    levels: tuple[Level, ...]
    meaning: str


def levels_of(rule: str) -> tuple[Level, ...]:
    """Return the possible levels of a rule. Raises KeyError if it is not in the catalogue."""
    return catalogue()[rule].levels


@cache
def catalogue() -> dict[str, Rule]:
    """Return every rule by its id."""
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
    """Return all levels, the usual one first: other keywords of a schema may raise or lower the level of a change."""
    return (usual, *(level for level in Level if level is not usual))
