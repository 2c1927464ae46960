"""Compares the keywords for strings: length, patterns and formats."""

from collections.abc import Callable

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.compare.schemas.limits import compare_limits
from contracts.diff.decide.levels import Effect
from contracts.diff.read.json_values import quoted, text_of
from contracts.document.keywords import INTEGER_BOUNDS, STRING_FORMATS
from contracts.document.refusal import pointer

# Formats of JSON Schema that are a subset of another one (2020-12, section 7.3).
_WIDER = {
    "email": "idn-email",
    "hostname": "idn-hostname",
    "uri": "uri-reference",
    "iri": "iri-reference",
    "uri-reference": "iri-reference",
}
# The formats that restrict strings; `byte` is checked by a pattern for base64.
_FORBIDDING = STRING_FORMATS | {"byte"}
_CONTENT = ("contentEncoding", "contentMediaType", "contentSchema")
Patterns = Callable[[list[str], list[str]], Effect]


def compare_strings(local: Local, old: Case, new: Case, patterns: Patterns) -> None:
    """Compare two cases that both allow strings. `patterns` returns the effect of a change of patterns."""
    compare_limits(local, old, new, "minLength", "maxLength")
    _compare_patterns(local, old, new, patterns)
    _compare_formats(local, old, new)
    for keyword in _CONTENT:
        before, after = _keyword_values(old, keyword), _keyword_values(new, keyword)
        if before.keys() != after.keys():
            value, at = next(iter((after or before).items()))
            sentence = f"`{keyword}` changed ({quoted(value)})"
            local.add("content-changed", at, sentence, old=[*sorted(before)], new=[*sorted(after)], in_old=not after)


def _compare_patterns(local: Local, old: Case, new: Case, patterns: Patterns) -> None:
    before, after = (
        {pattern: at for pattern, at in _keyword_values(case, "pattern").items() if pattern not in ("", ".*", "^.*$")}
        for case in (old, new)
    )
    lost = [pattern for pattern in before if pattern not in after]
    gained = [pattern for pattern in after if pattern not in before]
    if lost and gained:
        effect = patterns(list(before), list(after))
        sentence = f"its pattern was {quoted(lost[0])} and is {quoted(gained[0])}"
        local.add("pattern-changed", after[gained[0]], sentence, old=[*lost], new=[*gained], effect=effect)
        return
    for pattern in gained:
        local.add("pattern-added", after[pattern], f"it must match {quoted(pattern)}", new=pattern)
    for pattern in lost:
        sentence = f"it need not match {quoted(pattern)} any more"
        local.add("pattern-removed", before[pattern], sentence, old=pattern, in_old=True)


def _compare_formats(local: Local, old: Case, new: Case) -> None:
    before, after = (_keyword_values(case, "format") for case in (old, new))
    for name in before.keys() & after.keys() | (before.keys() | after.keys()) & INTEGER_BOUNDS.keys():
        before.pop(name, None)
        after.pop(name, None)
    if not before and not after:
        return
    one, other = next(iter(before), None), next(iter(after), None)
    at, in_old = (before[one], True) if other is None and one is not None else (after[str(other)], False)
    sentence = f"its format was {one} and is {other}"
    if one is None:
        sentence = f"its format is {other}"
    elif other is None:
        sentence = f"its format {one} is gone"
    local.add(_change(one, other), at, sentence, old=one, new=other, in_old=in_old)


def _change(old: str | None, new: str | None) -> str:
    """Return the rule for a change of format. One that nobody knows is a word (JSON Schema 2020-12, section 7.2.3)."""
    if old not in _FORBIDDING:
        return "format-added" if new in _FORBIDDING else "format-hint-changed"
    if new not in _FORBIDDING:
        return "format-removed"
    if new in _wider(str(old)):
        return "format-widened"
    return "format-narrowed" if old in _wider(str(new)) else "format-changed"


def _wider(name: str) -> set[str]:
    found: set[str] = set()
    while name in _WIDER:
        name = _WIDER[name]
        found.add(name)
    return found


def _keyword_values(case: Case, keyword: str) -> dict[str, str]:
    """Return the values of a keyword, each with the pointer to it."""
    found: dict[str, str] = {}
    for member in case.members:
        if member.has(keyword):
            value = member.get(keyword)
            found.setdefault(text_of(value) or quoted(value), member.at + pointer(keyword))
    return found
