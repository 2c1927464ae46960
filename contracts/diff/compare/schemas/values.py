"""Compares listed values: `enum`, and `const`, which lists one value."""

from collections.abc import Callable, Sequence

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.decide.levels import DIFFERS
from contracts.diff.read.json_values import JsonValue, canonical, quoted
from contracts.document.refusal import pointer

Values = dict[str, JsonValue]
# Whether the other document allows a value; None if it can't be decided.
Allows = Callable[[JsonValue], bool | None]


def listed(cases: Sequence[Case], *, text: bool) -> Values:
    """Return the values that the cases list. In text, 1 and "1" are the same."""
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
    """Compare values that both sides list, or that one side lists in addition to other cases."""
    before, after = old[0], new[0]
    lost = {key: value for key, value in before.items() if key not in after and new_allows(value) is not True}
    gained = {key: value for key, value in after.items() if key not in before and old_allows(value) is not True}
    if len(before) == 1 and len(after) == 1 and lost and gained:
        one, other = next(iter(lost.values())), next(iter(gained.values()))
        sentence = f"it was always {quoted(one)} and is always {quoted(other)}"
        local.add("const-changed", where(new[1]), sentence, old=one, new=other)
        return
    for value in gained.values():
        at = where(new[1], value)
        local.add("enum-value-added", at, f"the value {quoted(value)} was added", new=value)
    for value in lost.values():
        at = where(old[1], value)
        local.add("enum-value-removed", at, f"the value {quoted(value)} was removed", old=value, in_old=True)


def compare_with_any(
    local: Local, values: Values, cases: Sequence[Case], other_allows: Allows, *, became: bool
) -> None:
    """Compare the listed values of one side with a schema of the other side that lists none."""
    others = [value for value in values.values() if other_allows(value) is False]
    effect = DIFFERS if others else None
    every = ", ".join(map(quoted, values.values()))
    name = "const" if len(values) == 1 else "enum"
    known: list[JsonValue] = [*values.values()]
    at = where(cases)
    if became:
        rule = "const-added" if name == "const" else "became-enum"
        local.add(rule, at, f"only {every} {'is' if name == 'const' else 'are'} allowed", new=known, effect=effect)
    else:
        sentence = f"not only {every} {'is' if name == 'const' else 'are'} allowed"
        local.add(f"{name}-removed", at, sentence, old=known, in_old=True, effect=effect)


def where(cases: Sequence[Case], value: JsonValue = None) -> str:
    """Return the pointer to a listed value, or to the list."""
    found = ""
    for case in cases:
        for member in case.members:
            for index, one in enumerate(member.items_of("enum")):
                if value is not None and canonical(one.value) == canonical(value):
                    return member.at + pointer("enum", index)
            for keyword in ("enum", "const"):
                if member.has(keyword):
                    found = found or member.at + pointer(keyword)
    return found or (cases[0].at if cases else "")
