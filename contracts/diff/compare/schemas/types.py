"""Compares the allowed types. In text, such as a query or a header, every scalar is a string too."""

from contracts.diff.compare.schemas.cases import EVERY_TYPE, FRACTION, Case, Union
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.decide.levels import DIFFERS, NARROWS, UNKNOWN, WIDENS, Effect
from contracts.diff.read.json_values import JsonValue, object_of
from contracts.document.refusal import pointer

_SCALARS = frozenset({"boolean", "integer", FRACTION, "string"})
_UNRESTRICTING = {"type", "default", "deprecated", "readOnly", "writeOnly", "nullable", "discriminator"}


def compare_types(local: Local, old: Union, new: Union, at_old: str, at_new: str, *, text: bool) -> None:
    """Report the added and removed types; null is reported separately."""
    before, after = old.types, new.types
    lost, gained = before - after, after - before
    if EVERY_TYPE not in (before, after):
        if "null" in gained:
            local.add("became-nullable", _where(new, at_new), "it may be null")
        elif "null" in lost:
            local.add("became-not-nullable", _where(old, at_old), "it may no longer be null", in_old=True)
        lost, gained = lost - {"null"}, gained - {"null"}
    if not lost and not gained:
        return
    effect = _effect(lost, gained, old, new, text=text)
    rule = "type-changed"
    if effect in (NARROWS, WIDENS):
        rule = "type-narrowed" if effect is NARROWS else "type-widened"
    one, other = shown(before), shown(after)
    sentence = f"its type was {one} and is {other}"
    local.add(rule, _where(new, at_new), sentence, old=one, new=other, effect=effect)


def _effect(lost: frozenset[str], gained: frozenset[str], old: Union, new: Union, *, text: bool) -> Effect:
    if text:
        covered, covers = _allows_any_text(new), _allows_any_text(old)
        if "string" in new.types and lost & _SCALARS and lost <= _SCALARS and not covered:
            return UNKNOWN
        if covered:
            lost -= _SCALARS
        if covers:
            gained -= _SCALARS
    if lost and gained:
        return DIFFERS
    return NARROWS if lost or (text and not gained) else WIDENS


def _allows_any_text(union: Union) -> bool:
    """Return whether any text is allowed."""
    return any("string" in case.types and _has_no_other_keyword(case) for case in union.cases)


def _has_no_other_keyword(case: Case) -> bool:
    return all(object_of(member.value).keys() <= _UNRESTRICTING for member in case.members)


def _where(union: Union, at: str) -> str:
    """Return the pointer to the type, or to the schema if it has none."""
    for case in union.cases:
        for member in case.members:
            if member.has("type"):
                return member.at + pointer("type")
    return at


def shown(types: frozenset[str]) -> str:
    """Return the types as sentences name them."""
    names: set[JsonValue] = set(types - {FRACTION})
    if FRACTION in types:
        names = names - {"integer"} | {"number"}
    listed = sorted(map(str, names))
    if len(listed) >= 6:
        return "anything"
    return " or ".join(listed) or "nothing"
