"""Matches the alternatives of two schemas with each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.oracle import NEVER
from contracts.diff.read.json_values import canonical, list_of, object_of, strings_of

Text = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class Matched:
    """The matched pairs, and the remaining alternatives of each schema."""

    pairs: list[tuple[Case, Case]]
    lost: list[Case]
    gained: list[Case]


def match(old: Sequence[Case], new: Sequence[Case], old_text: Text, new_text: Text) -> Matched:
    """Match alternatives with equal meaning, then by tag, then by name, then by what they have in common; of several
    that could be matched those first that have the most in common."""
    before, after = [_traits(one, old_text) for one in old], [_traits(one, new_text) for one in new]
    ranked = sorted((_rank(one, other), i, j) for i, one in enumerate(before) for j, other in enumerate(after))
    found: dict[int, int] = {}
    for rank, i, j in ranked:
        if rank != _UNLIKE and i not in found and j not in found.values():
            found[i] = j
    lost = [one for i, one in enumerate(old) if i not in found]
    gained = [other for j, other in enumerate(new) if j not in found.values()]
    pairs = [(old[i], new[j]) for i, j in found.items()]
    if len(lost) == 1 and len(gained) == 1 and (not pairs or not (tags(lost[0]) or tags(gained[0]))):
        pairs.append((lost.pop(), gained.pop()))
    return Matched(pairs, lost, gained)


@dataclass(frozen=True, slots=True)
class _Traits:
    """What an alternative is recognized by: its meaning, tags and name, the names of its properties (the keywords, for
    other values), the values that properties list, and all keywords."""

    text: str
    tags: frozenset[tuple[str, str]]
    label: str
    names: set[str]
    listed: frozenset[tuple[str, str]]
    details: set[str]


_UNLIKE = (9, 0.0)


def _traits(case: Case, text: Text) -> _Traits:
    details = _details(case)
    names = {name for member in case.members for name in object_of(member.get("properties"))}
    return _Traits(text(case), tags(case), case.label, names or details, _listed_values(case), details)


def _rank(one: _Traits, other: _Traits) -> tuple[int, float]:
    """Return how well two alternatives fit, the best first: the kind of likeness, and how much they differ."""
    likeness = _likeness(one.names, other.names)
    difference = 2 - likeness - _likeness(one.details, other.details)
    if one.text == other.text != NEVER:
        return 0, difference
    if one.tags & other.tags:
        return 1, difference
    if one.label == other.label and not one.label.isdigit():
        return 2, difference
    if (one.tags and other.tags) or likeness < 0.5:
        return _UNLIKE
    return 4 if _contradict(one.listed, other.listed) else 3, difference


def tags(case: Case) -> frozenset[tuple[str, str]]:
    """Return the required properties with listed values, which distinguish this alternative from others."""
    required = {name for member in case.members for name in strings_of(member.get("required"))}
    return frozenset((name, value) for name, value in _listed_values(case) if name in required)


def distinguished_by_tag(one: Case, other: Case) -> bool:
    """Return whether both alternatives have the same tag with different values."""
    return _contradict(tags(one), tags(other))


def _listed_values(case: Case) -> frozenset[tuple[str, str]]:
    """Return the values that properties list."""
    found = set()
    for member in case.members:
        for name, schema in object_of(member.get("properties")).items():
            listed = object_of(schema)
            values = list_of(listed.get("enum")) if "enum" in listed else [listed["const"]] if "const" in listed else []
            found |= {(name, canonical(value)) for value in values}
    return frozenset(found)


def _contradict(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Return whether both list values of some property, and none in common."""
    names = {name for name, _ in one} & {name for name, _ in other}
    return not names <= {name for name, _ in one & other}


def _likeness(before: set[str], after: set[str]) -> float:
    """Return the share of what two alternatives have in common."""
    return len(before & after) / len(before | after) if before | after else 1.0


def _details(case: Case) -> set[str]:
    """Return the keywords, and those of each property."""
    found = set()
    for member in case.members:
        found |= {f"{key}: {canonical(part)}" for key, part in object_of(member.value).items() if key != "properties"}
        for name, schema in object_of(member.get("properties")).items():
            found |= {f"{name}.{key}: {canonical(part)}" for key, part in object_of(schema).items()}
    return found
