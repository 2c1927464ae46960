"""FR-044: what the contract declares has been seen in the run, or is waived until a date for a reason."""

from datetime import date

import pytest

from tests.contracts.coverage.reachability import InvalidWaiver, Waiver, declared, read_waivers, shortcomings
from tests.contracts.coverage.sightings import Sighting
from tests.support.document import contract

TODAY = date(2026, 3, 1)
SEEN = dict.fromkeys(declared(contract()), 1)
LINK = Sighting("list_tasks", 200, "Link")


def _wrong(seen: dict[Sighting, int], *waivers: Waiver) -> list[str]:
    return list(shortcomings(contract(), seen, waivers, TODAY))


def test_unseen_header_is_wrong() -> None:
    """FR-044: one header that was never seen is named."""
    assert _wrong({**SEEN, LINK: 0}) == ["list_tasks 200 Link is declared, but was never seen."]


def test_waiver_holds_until_its_day() -> None:
    """FR-044: a waiver covers what was not seen up to and including its day."""
    unseen = {**SEEN, LINK: 0}
    assert _wrong(unseen, Waiver(LINK, "why", TODAY)) == []
    assert _wrong(unseen, Waiver(LINK, "why", date(2026, 2, 28))) == [
        "The waiver of list_tasks 200 Link expired on 2026-02-28."
    ]


def test_waiver_without_need_is_wrong() -> None:
    """FR-044: a waiver of what was seen has to go."""
    assert _wrong(SEEN, Waiver(LINK, "why", TODAY)) == ["The waiver of list_tasks 200 Link is not needed: it was seen."]


@pytest.mark.parametrize(
    "entry",
    [
        "{operation: list_tasks, status: 299, reason: why, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, header: X-Other, reason: why, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, reason: ' ', expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, reason: why}",
        "{operation: list_tasks, status: 200, reason: why, expires: soon}",
    ],
)
def test_waiver_that_says_too_little_is_refused(entry: str) -> None:
    """FR-044: a waiver names something declared, a reason and a day."""
    with pytest.raises(InvalidWaiver):
        read_waivers(f"[{entry}]", contract())
