"""FR-164: a breaking change may be waived, with a reason and until a day."""

from datetime import date

import pytest

from contracts.diff.compare.contracts import compare
from contracts.diff.read.load import Contract
from contracts.gate.waivers import InvalidWaivers, Waiver, read_waivers
from tests.contracts.gate.cases import TODAY, contract, judged, narrower, with_old


def _fingerprint(before: Contract, now: Contract) -> str:
    (change,) = compare(before.document, now.document, today=TODAY)
    return change.fingerprint


def test_waiver_stands_for_version_and_day() -> None:
    """FR-164: up to and including its day, and the changelog tells of the change all the same."""
    for before, now in ((contract("1.2.3"), narrower("1.2.4")), (with_old("1.2.3"), contract("1.2.4"))):
        waiver = Waiver(_fingerprint(before, now), "nobody sends more", TODAY)
        assert judged(before, now).wrong != []
        assert judged(before, now, waivers=[waiver]).wrong == []
        assert len(judged(before, now, waivers=[waiver], changelog="").wrong) == 1


def test_waiver_that_is_over_or_not_needed() -> None:
    """FR-164: it has to go."""
    before, now = contract("1.2.3"), narrower("2.0.0")
    old = Waiver(_fingerprint(before, now), "why", date(2026, 2, 28))
    assert judged(before, now, waivers=[old]).wrong == [
        f"contracts/waivers.yaml: The waiver of {old.fingerprint} expired on 2026-02-28. Remove it."
    ]
    other = Waiver("0123456789ab", "why", TODAY)
    unused = ["contracts/waivers.yaml: There is no change 0123456789ab to waive. Remove it."]
    assert judged(before, now, waivers=[other]).wrong == unused
    misspelt = Waiver(f"{old.fingerprint[:-1]}x", "why", TODAY, "contracts/waivers.yaml:3 #/0")
    assert judged(before, now, waivers=[misspelt]).wrong == [
        f"contracts/waivers.yaml:3 #/0: There is no change {misspelt.fingerprint} to waive; did you mean "
        f"{old.fingerprint}?"
    ]
    assert judged(now, now, waivers=[other]).wrong == unused


@pytest.mark.parametrize(
    "text",
    [
        "fingerprint: a",
        "[a]",
        "[{fingerprint: a, reason: why}]",
        "[{fingerprint: a, expires: 2026-03-01}]",
        "[{fingerprint: a, reason: ' ', expires: 2026-03-01}]",
        "[{fingerprint: a, reason: why, expires: soon}]",
        "[{reason: why, expires: 2026-03-01}]",
        "[",
    ],
)
def test_waiver_that_says_too_little(text: str) -> None:
    """FR-164: one line says which, and what it needs."""
    with pytest.raises(InvalidWaivers, match=r"^contracts/waivers\.yaml[:#][^\n]*$"):
        read_waivers(text)


def test_which_waiver_says_too_little() -> None:
    """FR-164: by its place in the list."""
    good = "{fingerprint: a, reason: why, expires: 2026-03-01}"
    with pytest.raises(InvalidWaivers, match=r"^contracts/waivers\.yaml:2 #/1: needs a fingerprint"):
        read_waivers(f"[{good},\n{{fingerprint: a}}]")


def test_waiver_is_read() -> None:
    """FR-164: a fingerprint, a reason and a day."""
    assert read_waivers("- {fingerprint: '012345678901', reason: why, expires: 2026-03-01}") == [
        Waiver("012345678901", "why", TODAY, "contracts/waivers.yaml:1 #/0")
    ]
