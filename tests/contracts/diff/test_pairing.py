"""Alternatives of two unions are compared with those that they have become."""

from itertools import permutations
from typing import Any

import pytest

from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import PLACES

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}


def _account(kind: str, *, typed: bool = True, **properties: Schema) -> Schema:
    """One alternative; what it is only one optional member says, as many documents have it."""
    names = {"required": ["name"], "properties": {"object": {"const": kind}, "name": STRING, **properties}}
    return {"type": "object", **names} if typed else names


CARD = _account("card", cvc={"type": "integer"}, city=STRING)
BANK = _account("bank", iban=STRING)
WALLET = _account("wallet", mail=STRING)
NEW_CARD = _account("card", cvc=STRING, city=STRING)
UNTYPED = _account("card", typed=False, cvc={"type": "integer"}, city=STRING)


def _changes(old: Schema, new: Schema) -> set[tuple[str, str]]:
    _, build = PLACES["request-property"]
    return {
        (change.rule.removeprefix("request-property-"), change.sentence.split("`")[1])
        for change in compare(build(old), build(new))
    }


@pytest.mark.parametrize("group", ["anyOf", "oneOf"])
@pytest.mark.parametrize("order", [*permutations([NEW_CARD, BANK, WALLET])])
def test_order_has_no_meaning(group: str, order: tuple[Schema, ...]) -> None:
    """FR-400: the one change of one alternative is all that is told, wherever it stands now."""
    found = _changes({group: [CARD, BANK, WALLET]}, {group: [*order]})
    assert {rule for rule, _ in found} - {"alternatives-changed"} == {"type-changed"}
    assert {at for rule, at in found if rule == "type-changed"} == {f"p({order.index(NEW_CARD)}).cvc"}


@pytest.mark.parametrize("closed", [{}, {"unevaluatedProperties": False}])
@pytest.mark.parametrize("old", [[UNTYPED, BANK], [BANK, UNTYPED]])
@pytest.mark.parametrize("new", [[NEW_CARD, BANK], [BANK, NEW_CARD]])
def test_one_without_a_type_is_paired_with_what_it_became(old: list[Schema], new: list[Schema], closed: Schema) -> None:
    """FR-400: it allowed values of other types too, and that is told of the whole."""
    found = _changes({"anyOf": old, **closed}, {"oneOf": new, **closed})
    assert found - {("alternatives-changed", "p")} == {
        ("type-changed", f"p({new.index(NEW_CARD)}).cvc"),
        ("type-narrowed", "p"),
    }


def test_one_without_a_type_is_not_gone_beside_texts() -> None:
    """FR-400: an alternative that no longer allows texts is still there for objects."""
    short: Schema = {"type": "string", "maxLength": 9}
    found = _changes({"anyOf": [UNTYPED, short]}, {"anyOf": [CARD, short]})
    assert found == {("type-narrowed", "p")}


def test_values_tell_alike_alternatives_apart() -> None:
    """FR-400: where names are the same, the value of a member decides, though it need not be there."""
    old = [_account("card", id=STRING), _account("bank", id=STRING)]
    new = [_account("bank", id={"type": "integer"}), _account("card", id=STRING)]
    assert _changes({"anyOf": old}, {"anyOf": new}) == {("type-changed", "p(0).id")}
