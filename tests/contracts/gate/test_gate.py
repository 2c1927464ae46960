"""FR-164: a change of the contract has the version it deserves, and its days kept."""

from typing import Any

import pytest

from tests.contracts.gate.cases import GET, contract, judged, narrower, reworded, with_more, with_old

Json = Any


VERSIONS = [
    # Before 1.0.0 each is one less.
    ("0.3.1", narrower, "0.3.2", "0.4.0"),
    ("0.3.1", narrower, "0.4.0", None),
    ("0.3.1", narrower, "1.0.0", None),
    ("0.3.1", with_more, "0.3.1", "0.3.2"),
    ("0.3.1", with_more, "0.3.2", None),
    ("0.3.1", reworded, "0.3.1", "0.3.2"),
    ("0.3.1", reworded, "0.3.2", None),
    ("1.2.3", narrower, "1.9.9", "2.0.0"),
    ("1.2.3", narrower, "2.0.0", None),
    ("1.2.3", with_more, "1.2.4", "1.3.0"),
    ("1.2.3", with_more, "1.3.0", None),
    ("1.2.3", reworded, "1.2.3", "1.2.4"),
    ("1.2.3", reworded, "1.2.4", None),
    ("1.2.3", reworded, "1.2.2", "1.2.4"),
    ("1.2.3", contract, "1.2.3", None),
]


@pytest.mark.parametrize(("before", "change", "version", "least"), VERSIONS)
def test_version_that_a_change_deserves(before: str, change: Any, version: str, least: str | None) -> None:
    """FR-164: breaking is major, other meaning minor, words patch; before 1.0.0 each is one less."""
    wrong = judged(contract(before), change(version)).wrong
    assert len(wrong) == (least is not None)
    assert all(f"{version}; after {before}, " in one and one.endswith(f"asks for {least} at least.") for one in wrong)


REASONS = [
    (narrower, "1.2.4", "1 breaking) asks for 2.0.0"),
    (with_more, "1.2.4", "1 safe) asks for 1.3.0"),
    (reworded, "1.2.3", "words) asks for 1.2.4"),
]


@pytest.mark.parametrize(("change", "version", "asked"), REASONS)
def test_what_asks_for_the_version_is_told(change: Any, version: str, asked: str) -> None:
    """FR-164: how many changes of which level, or that only words changed."""
    wrong = judged(contract("1.2.3"), change(version)).wrong
    assert wrong == [
        f"{version} #/info/version: info.version is {version}; after 1.2.3, what changed ({asked} at least."
    ]


def test_published_version_that_is_none() -> None:
    """FR-164: no version can follow it."""
    wrong = judged(contract("first"), with_more("0.2.0")).wrong
    assert wrong == ["first #/info/version: first is no version that can be raised: MAJOR.MINOR.PATCH."]


def test_nothing_was_published() -> None:
    """FR-164: the first contract may be anything that is generated from and has a version."""
    assert judged(None, contract("0.1.0")).wrong == []
    assert judged(None, contract("soon")).wrong == [
        "soon #/info/version: soon is no version: info.version is MAJOR.MINOR.PATCH."
    ]


def test_three_sources() -> None:
    """FR-164: what is generated is compared too."""
    wrong = judged(contract("1.0.0"), contract("1.0.0"), generated=contract("0.9.0").document).wrong
    assert wrong == ["generated/ is not what the contract gives. Run ./codegen.sh."]


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
    wrong = judged(with_old(before, **words), contract("2.0.0")).wrong
    assert len(wrong) == (asked is not None)
    assert all(asked in one and "/old" in one for one in wrong if asked)


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
    """FR-164: is breaking, unless it was published as deprecated until a day that is past; before its day it stays."""
    parameter = {"name": "q", "in": place, "schema": {"type": "string"}, **words}
    with_it = {"/x": {"get": {**GET, "parameters": [parameter]}}}
    without = {"/x": {"get": {**GET, "parameters": []}}}
    wrong = judged(contract("1.2.3", paths=with_it), contract(version, paths=without)).wrong
    assert [asked in one for one in wrong if asked] == ([] if asked is None else [True])
    assert len(wrong) == (asked is not None)
