"""FR-164: a change of the contract has the version it deserves, an entry in the changelog, and its days kept."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level
from contracts.diff.read.load import Contract
from contracts.gate.changelog import draft, released, section, untold, with_entries
from contracts.gate.gate import Sources, Verdict, judge
from contracts.gate.waivers import InvalidWaivers, Waiver, read_waivers
from tests.contracts.codegen.documents import document, query

Json = Any
TODAY = date(2026, 3, 1)
GET: Json = {**query({"type": "string", "maxLength": 9}), "operationId": "get_x"}
OLD_X: Json = {"operationId": "get_old", "responses": {"200": {"description": "Done."}}}
TOLD = "## Unreleased\n\n- `q` of `get_x` changed.\n- `get_y`, GET /y, is new.\n- `get_old`, GET /old, is gone.\n"


def _contract(version: str, *, paths: Json | None = None, **info: str) -> Contract:
    made = document(paths if paths is not None else {"/x": {"get": GET}})
    made["info"] |= {"version": version, **info}
    return Contract(version, "", made)


def _judged(
    before: Contract | None,
    now: Contract,
    *,
    changelog: str = TOLD,
    waivers: Sequence[Waiver] = (),
    generated: Json = None,
) -> Verdict:
    published = now.document if generated is None else generated
    return judge(Sources(before, now, published, changelog, list(waivers), TODAY))


def _narrower(version: str) -> Contract:
    changed = deepcopy(GET)
    changed["parameters"][0]["required"] = True
    return _contract(version, paths={"/x": {"get": changed}})


def _more(version: str) -> Contract:
    more = {"operationId": "get_y", "responses": {"200": {"description": "Done."}}}
    return _contract(version, paths={"/x": {"get": GET}, "/y": {"get": more}})


def _words(version: str) -> Contract:
    return _contract(version, summary="Another word.")


VERSIONS = [
    # Before 1.0.0 each is one less.
    ("0.3.1", _narrower, "0.3.2", "0.4.0"),
    ("0.3.1", _narrower, "0.4.0", None),
    ("0.3.1", _narrower, "1.0.0", None),
    ("0.3.1", _more, "0.3.1", "0.3.2"),
    ("0.3.1", _more, "0.3.2", None),
    ("0.3.1", _words, "0.3.1", "0.3.2"),
    ("0.3.1", _words, "0.3.2", None),
    ("1.2.3", _narrower, "1.9.9", "2.0.0"),
    ("1.2.3", _narrower, "2.0.0", None),
    ("1.2.3", _more, "1.2.4", "1.3.0"),
    ("1.2.3", _more, "1.3.0", None),
    ("1.2.3", _words, "1.2.3", "1.2.4"),
    ("1.2.3", _words, "1.2.4", None),
    ("1.2.3", _words, "1.2.2", "1.2.4"),
    ("1.2.3", _contract, "1.2.3", None),
]


@pytest.mark.parametrize(("before", "change", "version", "least"), VERSIONS)
def test_version_that_a_change_deserves(before: str, change: Any, version: str, least: str | None) -> None:
    """FR-164: breaking is major, other meaning minor, words patch; before 1.0.0 each is one less."""
    wrong = _judged(_contract(before), change(version)).wrong
    assert len(wrong) == (least is not None)
    assert all(f"{version}; after {before}, " in one and one.endswith(f"asks for {least} at least.") for one in wrong)


REASONS = [
    (_narrower, "1.2.4", "1 breaking) asks for 2.0.0"),
    (_more, "1.2.4", "1 safe) asks for 1.3.0"),
    (_words, "1.2.3", "words) asks for 1.2.4"),
]


@pytest.mark.parametrize(("change", "version", "asked"), REASONS)
def test_what_asks_for_the_version_is_told(change: Any, version: str, asked: str) -> None:
    """FR-164: how many changes of which level, or that only words changed."""
    wrong = _judged(_contract("1.2.3"), change(version)).wrong
    assert wrong == [
        f"{version} #/info/version: info.version is {version}; after 1.2.3, what changed ({asked} at least."
    ]


def test_published_version_that_is_none() -> None:
    """FR-164: no version can follow it."""
    wrong = _judged(_contract("first"), _more("0.2.0")).wrong
    assert wrong == ["first #/info/version: first is no version that can be raised: MAJOR.MINOR.PATCH."]


def test_what_concerns_several_operations_is_one_entry() -> None:
    """FR-165: under all their names, in order, and with how bad it is."""
    change = Change("operation-added", Level.BREAKING, "/x", "`q` changed.", None, "0123456789ab", member="q")
    changes = [replace(change, operation=name) for name in ("get_y", "get_x")]
    assert [*draft(changes)] == ["- **Breaking.** `get_x`, `get_y`: `q` changed."]


def test_nothing_was_published() -> None:
    """FR-164: the first contract may be anything that is generated from and has a version."""
    assert _judged(None, _contract("0.1.0")).wrong == []
    assert _judged(None, _contract("soon")).wrong == [
        "soon #/info/version: soon is no version: info.version is MAJOR.MINOR.PATCH."
    ]


def test_three_sources() -> None:
    """FR-164: what is generated is compared too."""
    wrong = _judged(_contract("1.0.0"), _contract("1.0.0"), generated=_contract("0.9.0").document).wrong
    assert wrong == ["generated/ is not what the contract gives. Run ./codegen.sh."]


@pytest.mark.parametrize(
    ("changelog", "silent"),
    [
        ("## Unreleased\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## 0.4.0\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## [0.4.0] - 2026-03-01\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## Unreleased\n\n- Now there is get_y, GET /y.\n", "CHANGELOG.md:1"),
        ("\n\n## Unreleased\n\n- Now there is `get_y`.\n", "CHANGELOG.md:3"),
        ("## Unreleased\n\n## 0.3.0\n\n- Now there is `get_y`, GET /y.\n", "CHANGELOG.md:1"),
        ("", "CHANGELOG.md"),
    ],
)
def test_changelog_names_what_changed(changelog: str, silent: str | None) -> None:
    """FR-164, FR-332: in what is not released yet, or below the version; else the gate says where and what to write."""
    wrong = _judged(_contract("0.3.0"), _more("0.4.0"), changelog=changelog).wrong
    sentence = (
        f"{silent}: Unreleased does not tell: GET /y is new. (0.4.0 #/paths/~1y/get) Name `get_y`, `GET /y` in one "
        "entry, or 9582c287cf01; `tasks-api contract gate --draft` writes an entry."
    )
    assert wrong == ([] if silent is None else [sentence])


def test_drafted_changelog_is_enough() -> None:
    """FR-165: what the tool writes, it accepts; what is there stays, and nothing is written twice."""
    changelog = "# Changelog\n\n## Unreleased\n\n### Added\n\n- Colours.\n\n## 0.3.0\n\n- The first.\n"
    before, now = _contract("0.3.0"), _more("0.4.0")
    silent = _judged(before, now, changelog=changelog).silent
    written = with_entries(changelog, list(draft(silent)))
    assert _judged(before, now, changelog=written).wrong == []
    first, _, rest = written.partition("- Colours.\n\n### Contract\n\n- `get_y`: ")
    assert (first, rest.partition("\n")[2]) == (
        "# Changelog\n\n## Unreleased\n\n### Added\n\n",
        "\n## 0.3.0\n\n- The first.\n",
    )
    more = with_entries(written.replace("\n## 0.3.0", "\n### Fixed\n\n- A bug.\n\n## 0.3.0"), ["- More."])
    assert more.partition("### Contract")[2].splitlines()[3:6] == ["- More.", "", "### Fixed"]


def test_draft_names_every_operation() -> None:
    """FR-165: a change of many operations is one entry that names them all."""
    paths = {f"/x{n}": {"get": {**GET, "operationId": f"get_x{n}"}} for n in range(8)}
    before = _contract("0.1.0", paths=paths)
    shorter = deepcopy(paths)
    for item in shorter.values():
        item["get"]["responses"] = {"204": {"description": "Done."}}
    changes = compare(before.document, _contract("0.2.0", paths=shorter).document)
    assert untold(changes, "\n".join(draft(changes))) == []


def test_changelog_without_a_place_for_it_gets_one() -> None:
    """FR-165: before the newest version, or at the end."""
    assert with_entries("# Changelog\n\n## 0.3.0\n\n- A.\n", ["- B."]) == (
        "# Changelog\n\n## Unreleased\n\n### Contract\n\n- B.\n\n## 0.3.0\n\n- A.\n"
    )
    assert section(with_entries("", ["- B."]), "Unreleased").strip().endswith("- B.")


def test_released_changelog() -> None:
    """FR-165: what was not released yet goes below the version, once."""
    once = released("# Changelog\n\n## Unreleased\n\n- A.\n\n## 0.1.0\n\n- B.\n", "0.2.0")
    assert once == "# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- A.\n\n## 0.1.0\n\n- B.\n"
    assert released(once, "0.2.0") == once


def _with_old(version: str, **words: Json) -> Contract:
    return _contract(version, paths={"/x": {"get": GET}, "/old": {"get": {**OLD_X, **words}}})


SUNSETS = [
    ("1.2.3", {"deprecated": True, "x-sunset": "2026-03-02"}, "Keep it until then."),
    ("0.2.3", {"deprecated": True, "x-sunset": "2026-03-02"}, "Keep it until then."),
    ("1.2.3", {"deprecated": True, "x-sunset": "2026-02-28"}, None),
    ("1.2.3", {"deprecated": True}, "Publish it as deprecated, with x-sunset, first."),
    ("1.2.3", {}, "Publish it as deprecated, with x-sunset, first."),
    ("0.2.3", {}, None),
]


@pytest.mark.parametrize(("before", "words", "asked"), SUNSETS)
def test_operation_stays_until_its_day(before: str, words: Json, asked: str | None) -> None:
    """FR-164: no version is enough to remove it before; from 1.0.0 on it must have had a day."""
    wrong = _judged(_with_old(before, **words), _contract("2.0.0")).wrong
    assert len(wrong) == (asked is not None)
    assert all(asked in one and "/old" in one for one in wrong if asked)


def _fingerprint(before: Contract, now: Contract) -> str:
    (change,) = compare(before.document, now.document, today=TODAY)
    return change.fingerprint


def test_waiver_stands_for_version_and_day() -> None:
    """FR-164: up to and including its day, and the changelog tells of the change all the same."""
    for before, now in ((_contract("1.2.3"), _narrower("1.2.4")), (_with_old("1.2.3"), _contract("1.2.4"))):
        waiver = Waiver(_fingerprint(before, now), "nobody sends more", TODAY)
        assert _judged(before, now).wrong != []
        assert _judged(before, now, waivers=[waiver]).wrong == []
        assert len(_judged(before, now, waivers=[waiver], changelog="").wrong) == 1


def test_waiver_that_is_over_or_not_needed() -> None:
    """FR-164: it has to go."""
    before, now = _contract("1.2.3"), _narrower("2.0.0")
    old = Waiver(_fingerprint(before, now), "why", date(2026, 2, 28))
    assert _judged(before, now, waivers=[old]).wrong == [
        f"contracts/waivers.yaml: The waiver of {old.fingerprint} expired on 2026-02-28. Remove it."
    ]
    other = Waiver("0123456789ab", "why", TODAY)
    unused = ["contracts/waivers.yaml: There is no change 0123456789ab to waive. Remove it."]
    assert _judged(before, now, waivers=[other]).wrong == unused
    misspelt = Waiver(f"{old.fingerprint[:-1]}x", "why", TODAY, "contracts/waivers.yaml:3 #/0")
    assert _judged(before, now, waivers=[misspelt]).wrong == [
        f"contracts/waivers.yaml:3 #/0: There is no change {misspelt.fingerprint} to waive; did you mean "
        f"{old.fingerprint}?"
    ]
    assert _judged(now, now, waivers=[other]).wrong == unused


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


PARAMETERS = [
    ({}, "1.3.0", "asks for 2.0.0 at least."),
    ({}, "2.0.0", None),
    ({"deprecated": True}, "1.3.0", "asks for 2.0.0 at least."),
    ({"x-sunset": "2026-02-28"}, "1.3.0", "asks for 2.0.0 at least."),
    ({"deprecated": True, "x-sunset": "2026-03-01"}, "2.0.0", "Keep it until then."),
    ({"deprecated": True, "x-sunset": "2026-02-28"}, "1.3.0", None),
]


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
@pytest.mark.parametrize(("words", "version", "asked"), PARAMETERS)
def test_parameter_that_goes(place: str, words: Json, version: str, asked: str | None) -> None:
    """FR-331: is breaking, unless it was published as deprecated until a day that is past; before its day it stays."""
    parameter = {"name": "q", "in": place, "schema": {"type": "string"}, **words}
    with_it = {"/x": {"get": {**GET, "parameters": [parameter]}}}
    without = {"/x": {"get": {**GET, "parameters": []}}}
    wrong = _judged(_contract("1.2.3", paths=with_it), _contract(version, paths=without)).wrong
    assert [asked in one for one in wrong if asked] == ([] if asked is None else [True])
    assert len(wrong) == (asked is not None)
