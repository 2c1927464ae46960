"""Compares listed values: `enum`, and `const`, which lists one."""

from collections.abc import Callable, Sequence

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.decide.levels import DIFFERS
from contracts.diff.read.json_values import JsonValue, canonical, shown
from contracts.document.refusal import pointer

Values = dict[str, JsonValue]
# Whether the other document allows a value; None where it can't be told.
Allows = Callable[[JsonValue], bool | None]


def listed(cases: Sequence[Case], *, text: bool) -> Values:
    """The values that cases list. In a text 1 and "1" are the same."""
    found: Values = {}
    for case in cases:
        for key, value in (case.values or {}).items():
            found[value if text and isinstance(value, str) else key] = value
    return found


def compare_values(
    local: Local,
    old: tuple[Values, Sequence[Case]],
    new: tuple[Values, Sequence[Case]],
    old_allows: Allows,
    new_allows: Allows,
) -> None:
    """Values that both sides list, or one of them beside other cases."""
    before, after = old[0], new[0]
    lost = {key: value for key, value in before.items() if key not in after and new_allows(value) is not True}
    won = {key: value for key, value in after.items() if key not in before and old_allows(value) is not True}
    if len(before) == 1 and len(after) == 1 and lost and won:
        one, other = next(iter(lost.values())), next(iter(won.values()))
        sentence = f"it was always {shown(one)} and is always {shown(other)}"
        local.tell("const-changed", where(new[1]), sentence, old=one, new=other)
        return
    for value in won.values():
        at = where(new[1], value)
        local.tell("enum-value-added", at, f"the value {shown(value)} was added", new=value)
    for value in lost.values():
        at = where(old[1], value)
        local.tell("enum-value-removed", at, f"the value {shown(value)} was removed", old=value, in_old=True)


def compare_with_any(
    local: Local, values: Values, cases: Sequence[Case], other_allows: Allows, *, became: bool
) -> None:
    """Values that are listed on one side, where the other has a schema that lists none."""
    others = [value for value in values.values() if other_allows(value) is False]
    effect = DIFFERS if others else None
    every = ", ".join(map(shown, values.values()))
    name = "const" if len(values) == 1 else "enum"
    known: list[JsonValue] = [*values.values()]
    at = where(cases)
    if became:
        rule = "const-added" if name == "const" else "became-enum"
        local.tell(rule, at, f"only {every} {'is' if name == 'const' else 'are'} allowed", new=known, effect=effect)
    else:
        sentence = f"not only {every} {'is' if name == 'const' else 'are'} allowed"
        local.tell(f"{name}-removed", at, sentence, old=known, in_old=True, effect=effect)


def where(cases: Sequence[Case], value: JsonValue = None) -> str:
    """Where a value is listed, or any."""
    found = ""
    for case in cases:
        for member in case.members:
            for index, one in enumerate(member.every("enum")):
                if value is not None and canonical(one.value) == canonical(value):
                    return member.at + pointer("enum", index)
            for keyword in ("enum", "const"):
                if member.has(keyword):
                    found = found or member.at + pointer(keyword)
    return found or (cases[0].at if cases else "")
