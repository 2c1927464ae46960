"""FR-152, FR-164: a fingerprint names one change, is what users have committed, and waives that change alone."""

import hashlib
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml

from contracts.diff.decide.changes import Changes
from contracts.diff.decide.levels import Level
from contracts.diff.read.load import Contract
from contracts.gate.gate import Sources, judge
from contracts.gate.waivers import Waiver
from tests.contracts.codegen.documents import document
from tests.contracts.gate.pinned_fingerprints import FILE, current

TODAY = date(2026, 3, 1)
TOLD = "## Unreleased\n\n- `q` of `one` and `two`.\n- `old`, GET /old, is gone, and `two`, POST /old.\n"
DONE: Any = {"200": {"description": "Done."}}
TIGHTER_ONE, TIGHTER_TWO = "7800518e8e87", "d48c14e703aa"


def _operation(name: str, longest: int = 9, **more: Any) -> Any:
    parameter = {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": longest}}
    return {"operationId": name, "parameters": [parameter], "responses": DONE, **more}


def _contract(version: str, paths: Any) -> Contract:
    made = document(paths)
    made["info"] |= {"version": version}
    return Contract(version, "", made)


def _two(version: str, *, one: int, two: int) -> Contract:
    return _contract(version, {"/one": {"get": _operation("one", one)}, "/two": {"get": _operation("two", two)}})


def _wrong(before: Contract, now: Contract, *fingerprints: str) -> list[str]:
    waivers = [Waiver(fingerprint, "nobody is hurt", TODAY) for fingerprint in fingerprints]
    return judge(Sources(before, now, now.document, TOLD, waivers, TODAY)).wrong


def _hashed(*lines: str) -> str:
    """The rule, the operation, the place, and the values before and after, a line each."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def test_waiver_is_of_one_change() -> None:
    """FR-164: it waives the change that it names; whatever else breaks clients asks for a version as before."""
    for literal, name in ((TIGHTER_ONE, "one"), (TIGHTER_TWO, "two")):
        assert literal == _hashed("request-parameter-max-length-decreased", name, "the query parameter `q`: ", "9", "5")
    before, now = _two("1.2.3", one=9, two=9), _two("1.2.4", one=5, two=5)
    asked = "1.2.4 #/info/version: info.version is 1.2.4; after 1.2.3, what changed ({}) asks for 2.0.0 at least."
    assert _wrong(before, now) == [asked.format("2 breaking")]
    assert _wrong(before, now, TIGHTER_ONE) == [asked.format("1 breaking")]
    assert _wrong(before, now, TIGHTER_TWO) == [asked.format("1 breaking")]
    assert _wrong(before, now, TIGHTER_ONE, TIGHTER_TWO) == []


def test_waiver_is_of_one_removal() -> None:
    """FR-164: a day that is waived for one operation is kept for the other."""
    gone: Any = {"deprecated": True, "x-sunset": "2026-06-01"}
    kept = {"/one": {"get": _operation("one")}}
    both = {**kept, "/old": {"get": _operation("old", **gone), "post": _operation("two", **gone)}}
    before, now = _contract("1.2.3", both), _contract("2.0.0", kept)
    old, two = (_hashed("operation-removed-before-sunset", name, "", "null", "null") for name in ("old", "two"))
    assert [sentence[-15:] for sentence in _wrong(before, now)] == [f" [{old}]", f" [{two}]"]
    assert [sentence[-15:] for sentence in _wrong(before, now, old)] == [f" [{two}]"]
    assert [sentence[-15:] for sentence in _wrong(before, now, two)] == [f" [{old}]"]
    assert _wrong(before, now, old, two) == []


@pytest.mark.parametrize(("one", "two"), [(4, 9), (9, 5), (9, 4)])
def test_waiver_is_of_one_value_and_operation(one: int, two: int) -> None:
    """FR-152, FR-164: leave to go from 9 to 5 in one operation is none for another length, nor for the other."""
    wrong = _wrong(_two("1.2.3", one=9, two=9), _two("1.2.4", one=one, two=two), TIGHTER_ONE)
    assert wrong == [
        f"contracts/waivers.yaml: There is no change {TIGHTER_ONE} to waive. Remove it.",
        "1.2.4 #/info/version: info.version is 1.2.4; after 1.2.3, what changed (1 breaking) asks for 2.0.0 at least.",
    ]


PARTS = [
    {"rule": "request-parameter-max-length-decreased"},
    {"operation": "two"},
    {"operation": None},
    {"place": "the query parameter `r`"},
    {"old": 8},
    {"new": 4},
    {"new": "5"},
]


@pytest.mark.parametrize("other", PARTS, ids=str)
def test_each_part_counts(other: dict[str, Any]) -> None:
    """FR-152: changes that differ in rule, operation, place or a value have different fingerprints."""
    same: dict[str, Any] = {
        "rule": "request-property-max-length-decreased",
        "operation": "one",
        "place": "the query parameter `q`",
        "old": 9,
        "new": 5,
    }
    fingerprints = []
    for said in (same, same | other):
        changes = Changes()
        rest = deepcopy(said)
        changes.add(rest.pop("rule"), Level.BREAKING, "/paths", "It is shorter.", **rest)
        fingerprints += [change.fingerprint for change in changes.sorted()]
    whole = _hashed("request-property-max-length-decreased", "one", "the query parameter `q`", "9", "5")
    assert fingerprints[0] == whole
    assert fingerprints[1] != whole


def test_where_it_is_written_does_not_count() -> None:
    """FR-152: a fingerprint outlives a move within the document, another level and a better sentence."""
    changes = Changes()
    rule = "request-property-max-length-decreased"
    said: Any = {"operation": "one", "place": "`a`", "old": 9, "new": 5}
    changes.add(rule, Level.BREAKING, "/paths", "It is shorter.", **said)
    changes.add(rule, Level.SAFE, "/components", "Its length is less.", in_old=True, **said)
    assert [change.fingerprint for change in changes.sorted()] == 2 * [_hashed(rule, "one", "`a`", "9", "5")]


def test_committed_fingerprints_hold() -> None:
    """FR-152: a waiver that a user has committed names the same change after an upgrade, for every kind of change.

    A fingerprint in the file never changes: its waiver would be reported as not needed, and its change as not waived.
    `python -m tests.contracts.gate.pinned_fingerprints` adds what is new.
    """
    pinned: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = current()
    assert {name: found.get(name) for name in pinned} == pinned
    assert found.keys() == pinned.keys()
