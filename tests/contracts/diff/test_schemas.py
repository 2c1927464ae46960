"""Each change of a schema at each place, in both directions: its rule, its level and its pointer."""

from datetime import date

import pytest

from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import PLACES
from tests.contracts.diff.tables import scalars, structures
from tests.contracts.diff.tables.pairs import Does, Pair

PAIRS = [*scalars.PAIRS, *structures.PAIRS]
TODAY = date(2026, 1, 1)


def reported_rules(place: str, pair: Pair, *, back: bool) -> dict[str, str]:
    """Return the rules and levels that the comparison reports."""
    _, build = PLACES[place]
    old, new = (build(pair.new), build(pair.old)) if back else (build(pair.old), build(pair.new))
    return {change.rule: change.level for change in compare(old, new, today=TODAY)}


def expected(place: str, rule: str, does: Does, at: str) -> dict[str, str]:
    """What the table says."""
    direction, _ = PLACES[place]
    return {f"{place if not at or place.endswith('-property') else _part(place)}-{rule}": does.level(direction)}


def _part(place: str) -> str:
    return {"request-body": "request-property", "response-body": "response-property"}.get(place, f"{place}-property")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_there(pair: Pair, place: str) -> None:
    """FR-151: what a request may contain must not shrink; what a response may contain must not grow."""
    assert reported_rules(place, pair, back=False) == expected(place, pair.there, pair.does, pair.at)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_back(pair: Pair, place: str) -> None:
    """FR-151: the same in the opposite direction."""
    assert reported_rules(place, pair, back=True) == expected(place, pair.back, pair.backwards, pair.at)
