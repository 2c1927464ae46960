"""Converts a schema to a union of cases, none of which has alternatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.reading import Group, Reader
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, list_of, object_of, text_of
from contracts.document.refusal import pointer

# The type `number` is split into integers and numbers with a fraction.
FRACTION = "fraction"
EVERY_TYPE = frozenset({"null", "boolean", "integer", FRACTION, "string", "array", "object"})
# Cases that list their values, as enumerations with a title for each value do, are compared by their values alone.
_MAX_CASES, _MAX_LISTED_CASES = 64, 1000


class TooManyCases(Exception):
    """The combined alternatives of a schema are too many to compare."""


class NotCompared(TooManyCases):
    """A part of a schema is left out of the comparison, because it is invalid."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: schemas that must all hold. `label` distinguishes it from other cases, `at` is its JSON pointer."""

    members: tuple[Place, ...]
    types: frozenset[str]
    values: dict[str, JsonValue] | None
    label: str
    at: str


@dataclass(frozen=True, slots=True)
class Union:
    """All cases of a node that allow a value. `exclusive` means that no value may match two of them."""

    cases: tuple[Case, ...]
    exclusive: bool

    @property
    def types(self) -> frozenset[str]:
        """All types that are allowed."""
        return frozenset[str]().union(*(case.types for case in self.cases))


class CaseReader:
    """Converts nodes to unions, and caches them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._unions: dict[tuple[str, ...], Union] = {}

    def union(self, node: Node) -> Union:
        """Return the cases of a node. Raises TooManyCases."""
        key = self._reader.key(node)
        if key not in self._unions:
            bundles, exclusive = self._bundles(node, frozenset())
            cases = [_case(members, label, at) for members, label, at in bundles]
            if sum(case.values is None for case in cases) > _MAX_CASES:
                raise TooManyCases
            self._unions[key] = Union(tuple(case for case in cases if case.types), exclusive)
        return self._unions[key]

    def types(self, node: Node) -> frozenset[str]:
        """Return the types that a value may have; of too many cases those that the keyword `type` leaves."""
        try:
            return self.union(node).types
        except TooManyCases:
            return self._rough_types(node, frozenset())

    def _rough_types(self, node: Node, within: frozenset[str]) -> frozenset[str]:
        flat = self._reader.flat(node)
        types = frozenset(EVERY_TYPE).intersection(*(_case((member,), "", "").types for member in flat.members))
        for group in flat.groups:
            if group.at not in within:
                inner = within | {group.at}
                types &= frozenset[str]().union(*(self._rough_types((one,), inner) for one in group.alternatives))
        return types

    def allows_nothing(self, node: Node) -> bool:
        """Return whether no value is allowed, as far as the types show it."""
        return not self.types(node)

    def _bundles(self, node: Node, within: frozenset[str]) -> tuple[list[tuple[tuple[Place, ...], str, str]], bool]:
        flat = self._reader.flat(node)
        if flat.left_out:
            raise NotCompared
        at = node[0].at if node else ""
        exclusive = False
        choices = []
        for group in flat.groups:
            if group.at in within:
                return [], False  # a union that contains itself: only its other alternatives matter
            found, inner = self._alternatives(group, within | {group.at})
            exclusive |= inner or (group.exclusive and len(found) > 1)
            choices.append(found)
        bundles = []
        for chosen in product(*choices):
            members = {member.at: member for member in flat.members}
            for part, _, _ in chosen:
                members.update({member.at: member for member in part})
            label = " ".join(label for _, label, _ in chosen if label)
            bundles.append((tuple(members.values()), label, chosen[0][2] if chosen else at))
            if len(bundles) > _MAX_LISTED_CASES:
                raise TooManyCases
        return bundles, exclusive

    def _alternatives(
        self, group: Group, within: frozenset[str]
    ) -> tuple[list[tuple[tuple[Place, ...], str, str]], bool]:
        found: list[tuple[tuple[Place, ...], str, str]] = []
        exclusive = False
        for index, alternative in enumerate(group.alternatives):
            bundles, inner = self._bundles((alternative,), within)
            exclusive |= inner
            tag = self.tag(group.discriminator, alternative) if group.discriminator else None
            for members, label, _ in bundles:
                name = label or _name(alternative, self._reader) or str(index)
                found.append(((*members, tag) if tag else members, name, alternative.at))
        return found, exclusive

    def tag(self, discriminator: Place, alternative: Place) -> Place | None:
        """Return what the discriminator requires of an alternative's property (OpenAPI 3.1, Discriminator Object)."""
        reference = text_of(object_of(alternative.value).get("$ref"))
        key = text_of(discriminator.get("propertyName"))
        if key is None or reference is None:
            return None
        name = reference.rpartition("/")[2]
        mapping = object_of(discriminator.get("mapping")).items()
        values: list[JsonValue] = [value for value, to in mapping if to in (reference, name)]
        if not values and self._restricts_property((alternative,), key):
            return None
        enum: JsonValue = {"enum": values or [name]}
        where = discriminator.at + (pointer("mapping") if values else "")
        return Place({"required": [key], "properties": {key: enum}}, where + pointer(name))

    def _restricts_property(self, node: Node, key: str) -> bool:
        properties = [member.part("properties").part(key) for member in self._reader.flat(node).members]
        return any(one.has("const") or one.has("enum") for one in map(self._reader.target, properties))


def merge_cases(cases: Sequence[Case]) -> Case:
    """Return one case with the members of several cases."""
    members = {member.at: member for case in cases for member in case.members}
    return Case(tuple(members.values()), frozenset(), None, " ".join(case.label for case in cases), "")


def without_null(case: Case) -> Node:
    """Return the schemas of a case that allows null, so that they don't: text has no null."""
    found = []
    for member in case.members:
        types = list_of(member.get("type"))
        if "null" in types:
            others: list[JsonValue] = [name for name in types if name != "null"]
            member = Place({**object_of(member.value), "type": others}, f"{member.at}/-")
        found.append(member)
    return tuple(found)


def types_of(value: JsonValue) -> str:
    """Return the type of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    names = {float: FRACTION, str: "string", list: "array", dict: "object"}
    return names[type(value)]


def _name(alternative: Place, reader: Reader) -> str:
    at = reader.target(alternative).at
    return at.rpartition("/")[2] if at.startswith("/components/schemas/") and at.count("/") == 3 else ""


def _case(members: Sequence[Place], label: str, at: str) -> Case:
    types, values = EVERY_TYPE, None
    for member in members:
        types &= _allowed_types(member)
        for listed in _listed_values(member):
            values = listed if values is None else {key: value for key, value in values.items() if key in listed}
    if "multipleOf" in _keywords(members) and any(_whole(member.get("multipleOf")) for member in members):
        types -= {FRACTION}
    if values is not None:
        values = {key: value for key, value in values.items() if types_of(value) in types}
        types = frozenset(types_of(value) for value in values.values())
        if types <= {"null", "boolean"} and len(values) == len(types) + ("boolean" in types):
            values = None  # the listed values are all values of these types
    return Case(tuple(members), types, values, label, at)


def _keywords(members: Sequence[Place]) -> set[str]:
    return {key for member in members for key in object_of(member.value)}


def _whole(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()


def _allowed_types(member: Place) -> frozenset[str]:
    if member.value is False or member.get("not") in (True, {}):
        return frozenset()
    declared = member.get("type")
    if declared is None:
        return EVERY_TYPE
    names = [declared] if isinstance(declared, str) else list_of(declared)
    found = {str(name) for name in names}
    return frozenset((found - {"number"}) | ({"integer", FRACTION} if "number" in found else set()))


def _listed_values(member: Place) -> list[dict[str, JsonValue]]:
    found = []
    if isinstance(enum := member.get("enum"), list):
        found.append({canonical(value): value for value in enum})
    if member.has("const"):
        value = member.get("const")
        found.append({canonical(value): value})
    return found
