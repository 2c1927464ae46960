"""Matches the alternatives of two schemas with each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.read.json_values import canonical, list_of, object_of, strings_of

Text = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class Matched:
    """The matched pairs, and the remaining alternatives of each schema."""

    pairs: list[tuple[Case, Case]]
    lost: list[Case]
    gained: list[Case]


def match(old: Sequence[Case], new: Sequence[Case], old_text: Text, new_text: Text) -> Matched:
    """Match alternatives with equal meaning, then by tag, then by name, then by what they have in common."""
    lost, gained = list(old), list(new)
    pairs: list[tuple[Case, Case]] = []
    tests: list[Callable[[Case, Case], bool]] = [
        lambda one, other: old_text(one) == new_text(other),
        lambda one, other: bool(tags(one) & tags(other)),
        lambda one, other: one.label == other.label and not one.label.isdigit(),
        lambda one, other: not (tags(one) and tags(other)) and _likeness(one, other) >= 0.5,
    ]
    for test in tests:
        for one, other in _pairs(lost, gained, test):
            pairs.append((one, other))
            lost.remove(one)
            gained.remove(other)
    if len(lost) == 1 and len(gained) == 1 and (not pairs or not (tags(lost[0]) or tags(gained[0]))):
        pairs.append((lost.pop(), gained.pop()))
    return Matched(pairs, lost, gained)


def tags(case: Case) -> frozenset[tuple[str, str]]:
    """Return the required properties with listed values, which distinguish this alternative from others."""
    required = {name for member in case.members for name in strings_of(member.get("required"))}
    found = set()
    for member in case.members:
        for name, schema in object_of(member.get("properties")).items():
            schema_object = object_of(schema)
            values = (
                list_of(schema_object.get("enum"))
                if "enum" in schema_object
                else [schema_object["const"]]
                if "const" in schema_object
                else []
            )
            if name in required:
                found |= {(name, canonical(value)) for value in values}
    return frozenset(found)


def distinguished_by_tag(one: Case, other: Case) -> bool:
    """Return whether both alternatives have the same tag with different values."""
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
    """Return the share of properties that two objects have in common; for other values, of keywords."""
    before, after = _features(one), _features(other)
    return len(before & after) / len(before | after) if before | after else 1.0


def _features(case: Case) -> set[str]:
    names = {name for member in case.members for name in object_of(member.get("properties"))}
    return names or {
        f"{key}: {canonical(part)}" for member in case.members for key, part in object_of(member.value).items()
    }
