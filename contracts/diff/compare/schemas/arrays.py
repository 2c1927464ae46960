"""Compares the keywords for arrays: the number of items, and their schemas."""

from collections.abc import Callable

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.compare.schemas.limits import allows, compare_limits
from contracts.diff.decide.levels import NARROWS, UNKNOWN, WIDENS
from contracts.diff.read.json_values import list_of
from contracts.document.refusal import pointer

Meaning = Callable[[Node], str]
_NEVER = "false"


def compare_arrays(local: Local, old: Case, new: Case, old_text: Meaning, new_text: Meaning) -> None:
    """Compare two cases that both allow arrays. `old_text` and `new_text` return a text that is equal for equal
    schemas."""
    compare_limits(local, old, new, "minItems", "maxItems")
    _compare_unique(local, old, new)
    _compare_items(local, old, new, old_text, new_text)
    _compare_contains(local, old, new, old_text, new_text)


def _compare_unique(local: Local, old: Case, new: Case) -> None:
    before, after = ([one.at for one in case.members if one.flag("uniqueItems")] for case in (old, new))
    if after and not before:
        local.add("unique-items-set", after[0] + pointer("uniqueItems"), "no item may be there twice")
    elif before and not after:
        at = before[0] + pointer("uniqueItems")
        local.add("unique-items-removed", at, "an item may be there twice", in_old=True)


def _compare_items(local: Local, old: Case, new: Case, old_text: Meaning, new_text: Meaning) -> None:
    """Compare each position that has its own schema, and then the other positions."""
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
        if (before if added else after) and _NEVER in (old_text(before), new_text(after)):
            effect = WIDENS if added else NARROWS
        elif before and after:
            effect = UNKNOWN
        local.add(f"prefix-items-{'added' if added else 'removed'}", at, sentence, in_old=not added, effect=effect)
    before, after = item(old, None), item(new, None)
    if before and after:
        local.follow("[]", before, after)
    elif after and new_text(after) != "true":
        local.add("items-added", after[0].at, "items are no longer arbitrary")
    elif before and old_text(before) != "true":
        local.add("items-removed", before[0].at, "items are arbitrary", in_old=True)


def allows_one_item(case: Case) -> bool:
    """Return whether an array of one item is long enough and not too long."""
    return allows(case, "minItems", "maxItems", 1) and allows(case, "minContains", "maxItems", 1)


def item(case: Case, index: int | None) -> Node:
    """Return the schemas for the item at a position, or for positions without their own schema if `index` is None."""
    found = []
    for member in case.members:
        count = len(list_of(member.get("prefixItems")))
        if index is not None and index < count:
            found.append(member.part("prefixItems").part(index))
        elif member.has("items"):
            found.append(member.part("items"))
    return tuple(found)


def _compare_contains(local: Local, old: Case, new: Case, old_text: Meaning, new_text: Meaning) -> None:
    before = {old_text((one.part("contains"),)): one for one in old.members if one.has("contains")}
    after = {new_text((one.part("contains"),)): one for one in new.members if one.has("contains")}
    gained, lost = (
        [after[key] for key in after if key not in before],
        [before[key] for key in before if key not in after],
    )
    if gained and lost:
        at = gained[0].at + pointer("contains")
        local.add("contains-changed", at, "the items that must be there are others", old=[*before], new=[*after])
    elif gained:
        effect = UNKNOWN if gained[0].get("minContains") == 0 else None
        local.add("contains-added", gained[0].at + pointer("contains"), "some item must be of a kind", effect=effect)
    elif lost:
        at = lost[0].at + pointer("contains")
        effect = UNKNOWN if lost[0].get("minContains") == 0 else None
        local.add("contains-removed", at, "no item need be of a kind", in_old=True, effect=effect)
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
            local.add(rule, at, sentence, old=low, new=high, in_old=in_old)
