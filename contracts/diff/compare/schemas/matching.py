"""Finds, among the alternatives of two schemas, which became which."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.read.json_values import canonical, list_of, object_of, strings_of

Text = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs, and what is left on each side."""

    pairs: list[tuple[Case, Case]]
    lost: list[Case]
    won: list[Case]


def match(old: Sequence[Case], new: Sequence[Case], old_text: Text, new_text: Text) -> Matched:
    """Pair alternatives: those that mean the same, then by tag, then by name, then by what they have in common."""
    lost, won = list(old), list(new)
    pairs: list[tuple[Case, Case]] = []
    tests: list[Callable[[Case, Case], bool]] = [
        lambda one, other: old_text(one) == new_text(other),
        lambda one, other: bool(tags(one) & tags(other)),
        lambda one, other: one.label == other.label and not one.label.isdigit(),
        lambda one, other: not (tags(one) and tags(other)) and _likeness(one, other) >= 0.5,
    ]
    for test in tests:
        for one, other in _pairs(lost, won, test):
            pairs.append((one, other))
            lost.remove(one)
            won.remove(other)
    if len(lost) == 1 and len(won) == 1 and (not pairs or not (tags(lost[0]) or tags(won[0]))):
        pairs.append((lost.pop(), won.pop()))
    return Matched(pairs, lost, won)


def tags(case: Case) -> frozenset[tuple[str, str]]:
    """The properties that must be there with one of a few values: what tells this alternative from others."""
    required = {name for member in case.members for name in strings_of(member.get("required"))}
    found = set()
    for member in case.members:
        for name, schema in object_of(member.get("properties")).items():
            said = object_of(schema)
            values = list_of(said.get("enum")) if "enum" in said else [said["const"]] if "const" in said else []
            if name in required:
                found |= {(name, canonical(value)) for value in values}
    return frozenset(found)


def told_apart(one: Case, other: Case) -> bool:
    """Whether a tag tells two alternatives apart: both must have it, with different values."""
    names = {name for name, _ in tags(one)} & {name for name, _ in tags(other)}
    return any(not _values(one, name) & _values(other, name) for name in names)


def _values(case: Case, name: str) -> set[str]:
    return {value for key, value in tags(case) if key == name}


def _pairs(old: list[Case], new: list[Case], test: Callable[[Case, Case], bool]) -> Iterator[tuple[Case, Case]]:
    taken: set[int] = set()
    for one in list(old):
        for other in list(new):
            if id(other) not in taken and test(one, other):
                taken.add(id(other))
                yield one, other
                break


def _likeness(one: Case, other: Case) -> float:
    """How many of their properties two objects share; other values share their keywords."""
    before, after = _features(one), _features(other)
    return len(before & after) / len(before | after) if before | after else 1.0


def _features(case: Case) -> set[str]:
    names = {name for member in case.members for name in object_of(member.get("properties"))}
    return names or {
        f"{key}: {canonical(part)}" for member in case.members for key, part in object_of(member.value).items()
    }
