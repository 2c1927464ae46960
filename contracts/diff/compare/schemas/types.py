"""Compares which types are allowed. In a text, as a query or a header is one, every scalar is a string too."""

from contracts.diff.compare.schemas.cases import EVERY_TYPE, FRACTION, Case, Union
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.decide.levels import DIFFERS, NARROWS, UNKNOWN, WIDENS, Effect
from contracts.diff.read.json_values import JsonValue, object_of
from contracts.document.refusal import pointer

_SCALARS = frozenset({"boolean", "integer", FRACTION, "string"})
_FREE = {"type", "default", "deprecated", "readOnly", "writeOnly", "nullable", "discriminator"}


def compare_types(local: Local, old: Union, new: Union, at_old: str, at_new: str, *, text: bool) -> None:
    """Which types came and went; null is told apart from the others."""
    before, after = old.types, new.types
    lost, won = before - after, after - before
    if EVERY_TYPE not in (before, after):
        if "null" in won:
            local.tell("became-nullable", _where(new, at_new), "it may be null")
        elif "null" in lost:
            local.tell("became-not-nullable", _where(old, at_old), "it may no longer be null", in_old=True)
        lost, won = lost - {"null"}, won - {"null"}
    if not lost and not won:
        return
    effect = _effect(lost, won, old, new, text=text)
    rule = "type-changed"
    if effect in (NARROWS, WIDENS):
        rule = "type-narrowed" if effect is NARROWS else "type-widened"
    one, other = _shown(before), _shown(after)
    sentence = f"its type was {one} and is {other}"
    local.tell(rule, _where(new, at_new), sentence, old=one, new=other, effect=effect)


def _effect(lost: frozenset[str], won: frozenset[str], old: Union, new: Union, *, text: bool) -> Effect:
    if text:
        covered, covers = _takes_all_text(new), _takes_all_text(old)
        if "string" in new.types and lost & _SCALARS and lost <= _SCALARS and not covered:
            return UNKNOWN
        if covered:
            lost -= _SCALARS
        if covers:
            won -= _SCALARS
    if lost and won:
        return DIFFERS
    return NARROWS if lost or (text and not won) else WIDENS


def _takes_all_text(union: Union) -> bool:
    """Whether any text at all is allowed."""
    return any("string" in case.types and _says_nothing_more(case) for case in union.cases)


def _says_nothing_more(case: Case) -> bool:
    return all(object_of(member.value).keys() <= _FREE for member in case.members)


def _where(union: Union, at: str) -> str:
    """Where the type is said, or else the schema."""
    for case in union.cases:
        for member in case.members:
            if member.has("type"):
                return member.at + pointer("type")
    return at


def _shown(types: frozenset[str]) -> str:
    names: set[JsonValue] = set(types - {FRACTION})
    if FRACTION in types:
        names = names - {"integer"} | {"number"}
    listed = sorted(map(str, names))
    if len(listed) >= 6:
        return "anything"
    return " or ".join(listed) or "nothing"
