"""Compares keywords as a whole: `not`, `if` with `then` and `else`, and the unevaluated keywords."""

from collections.abc import Callable

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.decide.levels import UNKNOWN, Effect, Tri
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import list_of, object_of
from contracts.document.refusal import pointer

Text = Callable[[Node], str]
_ITEMS, _PROPERTIES = "unevaluatedItems", "unevaluatedProperties"


def compare_conditions(local: Local, old: Case, new: Case, old_text: Text, new_text: Text) -> None:
    """Compare two cases; `old_text` and `new_text` return a text that is equal for equal schemas."""
    _compare_nots(local, _nots(old, old_text), _nots(new, new_text))
    _compare_ifs(local, _ifs(old, old_text), _ifs(new, new_text))
    # Without alternatives, unevaluated properties are additional properties, and are compared as those.
    for keyword in (_ITEMS, _PROPERTIES) if old.label or new.label else (_ITEMS,):
        _compare_unevaluated(
            local, keyword, _keyword_values(old, keyword, old_text), _keyword_values(new, keyword, new_text)
        )
    _compare_evaluated(local, old, new, old_text, new_text)


def _compare_nots(local: Local, old: dict[str, Place], new: dict[str, Place]) -> None:
    lost, gained = _only_in_first(old, new), _only_in_first(new, old)
    if lost and gained:
        at = next(iter(gained.values())).at + pointer("not")
        local.add("not-changed", at, "other values are excluded (`not`)", old=[*lost], new=[*gained])
        return
    for key, place in gained.items():
        local.add("not-added", place.at + pointer("not"), "values are excluded (`not`)", new=key)
    for key, place in lost.items():
        sentence = "values are no longer excluded (`not`)"
        local.add("not-removed", place.at + pointer("not"), sentence, old=key, in_old=True)


def _compare_ifs(local: Local, old: dict[str, Place], new: dict[str, Place]) -> None:
    lost, gained = _only_in_first(old, new), _only_in_first(new, old)
    if lost and gained:
        at = next(iter(gained.values())).at + pointer("if")
        local.add("condition-changed", at, "its condition (`if`) is another", old=[*lost], new=[*gained])
        return
    for key, place in gained.items():
        local.add("condition-added", place.at + pointer("if"), "it has a condition (`if`)", new=key)
    for key, place in lost.items():
        sentence = "its condition (`if`) is gone"
        local.add("condition-removed", place.at + pointer("if"), sentence, old=key, in_old=True)


def _compare_unevaluated(local: Local, keyword: str, old: dict[str, Place], new: dict[str, Place]) -> None:
    before, after = ({key: place for key, place in side.items() if key != "true"} for side in (old, new))
    if before.keys() != after.keys():
        effect = Effect(Tri.MAYBE if after else Tri.NO, Tri.MAYBE if before else Tri.NO)
        at = next(iter((after or before).values())).at + pointer(keyword)
        rule = f"unevaluated-{'items' if keyword == _ITEMS else 'properties'}-changed"
        sentence, in_old = f"`{keyword}` changed", not after
        local.add(rule, at, sentence, old=[*before], new=[*after], in_old=in_old, effect=effect)


def _compare_evaluated(local: Local, old: Case, new: Case, old_text: Text, new_text: Text) -> None:
    """Compare which parts are evaluated, if both cases restrict unevaluated ones: values may become allowed or
    forbidden.

    Names that no alternative and no condition mentions are compared as properties.
    """
    items = [_evaluated_items(case, text) for case, text in ((old, old_text), (new, new_text))]
    if items[0] != items[1]:
        _add_unevaluated_change(local, _ITEMS, old, new, old_text, new_text)
    conditions = [_evaluating_conditions(case, text) for case, text in ((old, old_text), (new, new_text))]
    between = old.label or new.label or any(conditions)
    if conditions[0] != conditions[1] or (between and _names(old) != _names(new)):
        _add_unevaluated_change(local, _PROPERTIES, old, new, old_text, new_text)


def _add_unevaluated_change(local: Local, keyword: str, old: Case, new: Case, old_text: Text, new_text: Text) -> None:
    before, after = (
        {key: place for key, place in _keyword_values(case, keyword, text).items() if key != "true"}
        for case, text in ((old, old_text), (new, new_text))
    )
    if before and before.keys() == after.keys():
        rule = f"unevaluated-{'items' if keyword == _ITEMS else 'properties'}-changed"
        at = next(iter(after.values())).at + pointer(keyword)
        local.add(rule, at, f"`{keyword}` binds others than before", old=[*before], new=[*after], effect=UNKNOWN)


def _evaluated_items(case: Case, text: Text) -> tuple[int, bool, set[str], set[str]]:
    """Return how many positions have a schema, whether the others have one, and which other keywords apply to items."""
    positions = max((len(list_of(member.get("prefixItems"))) for member in case.members), default=0)
    others = any(member.has("items") for member in case.members)
    return positions, others, {*_keyword_values(case, "contains", text)}, {*_ifs(case, text)}


def _evaluating_conditions(case: Case, text: Text) -> set[str]:
    dependent = {
        f"{name} {text((holder.part(name),))}"
        for holder in (member.part("dependentSchemas") for member in case.members)
        for name in object_of(holder.value)
    }
    return {*_ifs(case, text), *dependent}


def _names(case: Case) -> set[str]:
    keywords = ("properties", "patternProperties")
    return {
        f"{keyword} {name}"
        for member in case.members
        for keyword in keywords
        for name in object_of(member.get(keyword))
    }


def _only_in_first(these: dict[str, Place], others: dict[str, Place]) -> dict[str, Place]:
    return {key: place for key, place in these.items() if key not in others}


def _nots(case: Case, text: Text) -> dict[str, Place]:
    return {key: place for key, place in _keyword_values(case, "not", text).items() if key != "false"}


def _ifs(case: Case, text: Text) -> dict[str, Place]:
    found = {}
    for member in case.members:
        branches = [key for key in ("then", "else") if key in object_of(member.value)]
        if member.has("if") and branches:
            found[" ".join(f"{key} {text((member.part(key),))}" for key in ("if", *branches))] = member
    return found


def _keyword_values(case: Case, keyword: str, text: Text) -> dict[str, Place]:
    return {text((member.part(keyword),)): member for member in case.members if member.has(keyword)}
