"""Compares what is allowed of strings: length, patterns and formats."""

from collections.abc import Callable

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.compare.schemas.limits import compare_limits
from contracts.diff.decide.levels import UNKNOWN, Effect, Tri
from contracts.diff.read.json_values import shown, text_of
from contracts.document.keywords import INTEGER_BOUNDS, OTHER_FORMATS, STRING_FORMATS
from contracts.document.refusal import pointer

# Formats of JSON Schema that another one contains (2020-12, section 7.3).
_WIDER = {
    "email": "idn-email",
    "hostname": "idn-hostname",
    "uri": "uri-reference",
    "iri": "iri-reference",
    "uri-reference": "iri-reference",
}
# Those that forbid something; `byte` is a pattern for base64.
_FORBIDDING = STRING_FORMATS | {"byte"}
_CONTENT = ("contentEncoding", "contentMediaType", "contentSchema")
Patterns = Callable[[list[str], list[str]], Effect]


def compare_strings(local: Local, old: Case, new: Case, patterns: Patterns) -> None:
    """Two cases that both allow strings. `patterns` decides what other patterns do to the set of strings."""
    compare_limits(local, old, new, "minLength", "maxLength")
    _compare_patterns(local, old, new, patterns)
    _compare_formats(local, old, new)
    for keyword in _CONTENT:
        before, after = _said(old, keyword), _said(new, keyword)
        if before.keys() != after.keys():
            told, at = next(iter((after or before).items()))
            sentence = f"`{keyword}` changed ({shown(told)})"
            local.tell("content-changed", at, sentence, old=[*sorted(before)], new=[*sorted(after)], in_old=not after)


def _compare_patterns(local: Local, old: Case, new: Case, patterns: Patterns) -> None:
    before, after = (
        {pattern: at for pattern, at in _said(case, "pattern").items() if pattern not in ("", ".*", "^.*$")}
        for case in (old, new)
    )
    lost = [pattern for pattern in before if pattern not in after]
    won = [pattern for pattern in after if pattern not in before]
    if lost and won:
        effect = patterns(list(before), list(after))
        sentence = f"its pattern was {shown(lost[0])} and is {shown(won[0])}"
        local.tell("pattern-changed", after[won[0]], sentence, old=[*lost], new=[*won], effect=effect)
        return
    for pattern in won:
        local.tell("pattern-added", after[pattern], f"it must match {shown(pattern)}", new=pattern)
    for pattern in lost:
        sentence = f"it need not match {shown(pattern)} any more"
        local.tell("pattern-removed", before[pattern], sentence, old=pattern, in_old=True)


def _compare_formats(local: Local, old: Case, new: Case) -> None:
    before, after = (_said(case, "format") for case in (old, new))
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
    rule, effect = _change(one, other)
    local.tell(rule, at, sentence, old=one, new=other, in_old=in_old, effect=effect)


def _change(old: str | None, new: str | None) -> tuple[str, Effect | None]:
    """The rule of a change of format; those that nobody knows may forbid anything."""
    before, after = (name in _FORBIDDING for name in (old, new))
    unknown = any(name is not None and name not in _FORBIDDING | OTHER_FORMATS for name in (old, new))
    if not before and not after and not unknown:
        return "format-hint-changed", None
    if old is None or (not before and after and not unknown):
        return "format-added", Effect(Tri.MAYBE, Tri.NO) if unknown else None
    if new is None or (before and not after and not unknown):
        return "format-removed", Effect(Tri.NO, Tri.MAYBE) if unknown else None
    if new in _wider(old):
        return "format-widened", None
    if old in _wider(new):
        return "format-narrowed", None
    return "format-changed", UNKNOWN if unknown else None


def _wider(name: str) -> set[str]:
    found: set[str] = set()
    while name in _WIDER:
        name = _WIDER[name]
        found.add(name)
    return found


def _said(case: Case, keyword: str) -> dict[str, str]:
    """What a keyword says, and where."""
    found: dict[str, str] = {}
    for member in case.members:
        if member.has(keyword):
            value = member.get(keyword)
            found.setdefault(text_of(value) or shown(value), member.at + pointer(keyword))
    return found
