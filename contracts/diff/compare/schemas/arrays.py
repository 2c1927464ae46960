"""Compares what is allowed of arrays: how many items, and what they are."""

from collections.abc import Callable

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.compare.schemas.limits import compare_limits
from contracts.diff.decide.levels import NARROWS, UNKNOWN, WIDENS
from contracts.diff.read.json_values import list_of
from contracts.document.refusal import pointer

Meaning = Callable[[Node], str]
_NEVER = "false"


def compare_arrays(local: Local, old: Case, new: Case, mean_old: Meaning, mean_new: Meaning) -> None:
    """Two cases that both allow arrays. `mean_…` tell what a node means as a text, the same for the same."""
    compare_limits(local, old, new, "minItems", "maxItems")
    _compare_unique(local, old, new)
    _compare_items(local, old, new, mean_old, mean_new)
    _compare_contains(local, old, new, mean_old, mean_new)


def _compare_unique(local: Local, old: Case, new: Case) -> None:
    before, after = ([one.at for one in case.members if one.flag("uniqueItems")] for case in (old, new))
    if after and not before:
        local.tell("unique-items-set", after[0] + pointer("uniqueItems"), "no item may be there twice")
    elif before and not after:
        at = before[0] + pointer("uniqueItems")
        local.tell("unique-items-removed", at, "an item may be there twice", in_old=True)


def _compare_items(local: Local, old: Case, new: Case, mean_old: Meaning, mean_new: Meaning) -> None:
    """Every position that has a schema of its own, and the rest."""
    positions = [max((len(list_of(one.get("prefixItems"))) for one in case.members), default=0) for case in (old, new)]
    for index in range(max(positions)):
        before, after = item(old, index), item(new, index)
        if index < positions[0] and index < positions[1]:
            local.follow(f"[{index}]", before, after)
            continue
        added = index < positions[1]
        at = (after if added else before)[0].at
        sentence = f"position {index} {'has' if added else 'no longer has'} a schema of its own"
        effect = NARROWS if added else WIDENS
        if (before if added else after) and _NEVER in (mean_old(before), mean_new(after)):
            effect = WIDENS if added else NARROWS
        elif before and after:
            effect = UNKNOWN
        local.tell(f"prefix-items-{'added' if added else 'removed'}", at, sentence, in_old=not added, effect=effect)
    before, after = item(old, None), item(new, None)
    if before and after:
        local.follow("[]", before, after)
    elif after and mean_new(after) != "true":
        local.tell("items-added", after[0].at, "items are no longer arbitrary")
    elif before and mean_old(before) != "true":
        local.tell("items-removed", before[0].at, "items are arbitrary", in_old=True)


def item(case: Case, index: int | None) -> Node:
    """What the item of a position must be; None for those that have no schema of their own."""
    found = []
    for member in case.members:
        count = len(list_of(member.get("prefixItems")))
        if index is not None and index < count:
            found.append(member.part("prefixItems").part(index))
        elif member.has("items"):
            found.append(member.part("items"))
    return tuple(found)


def _compare_contains(local: Local, old: Case, new: Case, mean_old: Meaning, mean_new: Meaning) -> None:
    before = {mean_old((one.part("contains"),)): one for one in old.members if one.has("contains")}
    after = {mean_new((one.part("contains"),)): one for one in new.members if one.has("contains")}
    won, lost = [after[key] for key in after if key not in before], [before[key] for key in before if key not in after]
    if won and lost:
        at = won[0].at + pointer("contains")
        local.tell("contains-changed", at, "the items that must be there are others", old=[*before], new=[*after])
    elif won:
        effect = UNKNOWN if won[0].get("minContains") == 0 else None
        local.tell("contains-added", won[0].at + pointer("contains"), "some item must be of a kind", effect=effect)
    elif lost:
        at = lost[0].at + pointer("contains")
        effect = UNKNOWN if lost[0].get("minContains") == 0 else None
        local.tell("contains-removed", at, "no item need be of a kind", in_old=True, effect=effect)
    for key in before.keys() & after.keys():
        for keyword, absent in (("minContains", 1), ("maxContains", None)):
            low, high = (one.get(keyword) if one.has(keyword) else absent for one in (before[key], after[key]))
            if low == high:
                continue
            grown = high is None or (isinstance(low, int | float) and isinstance(high, int | float) and high > low)
            rule = f"{'min' if keyword == 'minContains' else 'max'}-contains-{'increased' if grown else 'decreased'}"
            holder = after[key] if after[key].has(keyword) else before[key]
            sentence = f"`{keyword}` was {low} and is {high}"
            at, in_old = holder.at + pointer(keyword), holder is before[key]
            local.tell(rule, at, sentence, old=low, new=high, in_old=in_old)
