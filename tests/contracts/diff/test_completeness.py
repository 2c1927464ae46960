"""The catalogue of rules is complete: every rule has a test case, and every check of oasdiff is accounted for."""

from pathlib import Path

import yaml

from contracts.diff import catalogue
from contracts.diff.compare.contracts import compare
from contracts.diff.decide.operations import OPERATION_RULES
from contracts.diff.decide.rules import Rule
from contracts.diff.decide.schemas import PLACES as RULE_PLACES
from contracts.diff.decide.schemas import PROPERTY_RULES, SCHEMA_RULES
from tests.contracts.diff.places import PLACES
from tests.contracts.diff.rules_page import PAGE, rendered
from tests.contracts.diff.test_documents import ROWS, TODAY
from tests.contracts.diff.test_schemas import PAIRS

OASDIFF = yaml.safe_load((Path(__file__).parent / "tables" / "oasdiff.yaml").read_text())


def _reported() -> set[str]:
    """Return every rule that a row of the tables expects."""
    found = {rule for _, row in ROWS for side in ("there", "back") for rule in row[side]}
    for pair in PAIRS:
        for place in PLACES:
            part = place if place.endswith("-property") else RULE_PARTS[place]
            found |= {f"{part if pair.at else place}-{rule}" for rule in (pair.there, pair.back)}
    return found


RULE_PARTS = {
    "request-body": "request-property",
    "response-body": "response-property",
    "request-parameter": "request-parameter-property",
    "response-header": "response-header-property",
}
REPORTED = _reported()


def test_ids_are_unique() -> None:
    """FR-152: a rule's id has one meaning."""
    properties = sum(place.endswith("-property") for place in RULE_PLACES)
    expected = len(OPERATION_RULES) + len(RULE_PLACES) * len(SCHEMA_RULES) + properties * len(PROPERTY_RULES)
    assert len(catalogue()) == expected


def test_rules_around_schemas_have_a_case() -> None:
    """FR-152: every rule for documents has a row in the tables."""
    assert OPERATION_RULES.keys() - REPORTED == set()


def test_rules_of_schemas_have_a_case() -> None:
    """FR-152: every rule for schemas has a row in the tables."""
    unreported = [
        what for what in SCHEMA_RULES | PROPERTY_RULES if not any(rule.endswith(f"-{what}") for rule in REPORTED)
    ]
    assert unreported == []


def test_every_check_of_oasdiff_is_answered() -> None:
    """FR-152: each has a rule of ours with a test case, or a reason why there is none."""
    answered = {check: rule for check, rule in OASDIFF.items() if isinstance(rule, str)}
    assert len(OASDIFF) > 450
    assert {check: rule for check, rule in answered.items() if rule not in catalogue()} == {}
    assert {check: rule for check, rule in answered.items() if rule not in REPORTED} == {}
    assert all(rule["none"] for check, rule in OASDIFF.items() if check not in answered)


def test_page_lists_every_rule() -> None:
    """FR-152: contracts/diff/rules.md is current. `python -m tests.contracts.diff.rules_page` writes it."""
    assert PAGE.read_text(encoding="utf-8") == rendered()


def test_unknown_rule_is_no_rule() -> None:
    """FR-152: a change must have a known rule, with one of its levels."""
    assert isinstance(catalogue()["operation-added"], Rule)
    changes = compare(ROWS[0][0](ROWS[0][1]["old"]), ROWS[0][0](ROWS[0][1]["new"]), today=TODAY)
    assert [change.rule for change in changes] == ["operation-added"]
