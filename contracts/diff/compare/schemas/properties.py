"""The schema of a property in a case, and the schema of undeclared properties."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.reading import Reader
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import list_of, object_of
from contracts.document.refusal import pointer


class Kind(Enum):
    """How a schema treats a name."""

    DECLARED = "declared"
    OPEN = "may be there, with any value"
    MAPPED = "may be there, as the undeclared ones are"
    FORBIDDEN = "must not be there"
    HIDDEN = "belongs to the other direction"


@dataclass(frozen=True, slots=True)
class Property:
    """How a name is treated, and the schemas of its value."""

    kind: Kind
    node: Node


class Properties:
    """The properties of one case in one direction: a request has no `readOnly` property, a response no `writeOnly`
    one."""

    def __init__(self, case: Case, reader: Reader, means_false: Callable[[Node], bool], direction: Direction) -> None:
        self.case = case
        self._reader = reader
        self._means_false = means_false
        self._hidden_flag, self._other = ("readOnly", "writeOnly")
        if direction is Direction.RESPONSE:
            self._hidden_flag, self._other = self._other, self._hidden_flag

    def names(self) -> list[str]:
        """Return the declared names, in order."""
        return list(dict.fromkeys(name for member in self.case.members for name in object_of(member.get("properties"))))

    def required(self) -> dict[str, str]:
        """Return the required names, each with the pointer to it."""
        found: dict[str, str] = {}
        for member in self.case.members:
            for index, name in enumerate(list_of(member.get("required"))):
                if isinstance(name, str) and self.of(name).kind is not Kind.HIDDEN:
                    found.setdefault(name, member.at + pointer("required", index))
        return found

    def of(self, name: str) -> Property:
        """Return the property of a name."""
        found: list[Place] = []
        declared = False
        for member in self.case.members:
            own = [*self._declared(member, name)]
            declared |= name in object_of(member.get("properties"))
            found += own or _additional(member)
        if not declared and not any(member.has("additionalProperties") for member in self.case.members):
            matched = any(True for member in self.case.members for _ in self._declared(member, name))
            found += [] if matched else _unevaluated(self.case)
        node = tuple(found)
        if declared and self.marked(node, self._hidden_flag):
            return Property(Kind.HIDDEN, node)
        if self._means_false(node):
            return Property(Kind.FORBIDDEN, node)
        return Property(Kind.DECLARED if declared else Kind.MAPPED if node else Kind.OPEN, node)

    def rest(self) -> Property:
        """Return the property of undeclared names."""
        node = tuple(place for member in self.case.members for place in _additional(member))
        if not any(member.has("additionalProperties") for member in self.case.members):
            node = tuple(_unevaluated(self.case))
        if self._means_false(node):
            return Property(Kind.FORBIDDEN, node)
        return Property(Kind.MAPPED if node else Kind.OPEN, node)

    def patterns(self) -> dict[str, Node]:
        """Return the schemas for names that match a pattern."""
        found: dict[str, Node] = {}
        for member in self.case.members:
            for pattern in object_of(member.get("patternProperties")):
                found[pattern] = (*found.get(pattern, ()), member.part("patternProperties").part(pattern))
        return found

    def marked(self, node: Node, mark: str) -> bool:
        """Return whether a property has `readOnly` or `writeOnly`, itself or through a reference."""
        return any(member.flag(mark) for member in self._reader.flat(node).members)

    def is_other(self, node: Node) -> bool:
        """Return whether a property belongs to this direction only."""
        return self.marked(node, self._other)

    def _declared(self, member: Place, name: str) -> Iterator[Place]:
        if name in object_of(member.get("properties")):
            yield member.part("properties").part(name)
        for pattern in object_of(member.get("patternProperties")):
            if _matches(pattern, name):
                yield member.part("patternProperties").part(pattern)


def _additional(member: Place) -> list[Place]:
    additional = member.part("additionalProperties")
    return [] if additional.value is None or additional.value is True or additional.value == {} else [additional]


def _unevaluated(case: Case) -> list[Place]:
    if case.label:
        return []  # other alternatives that match may evaluate the name too
    places = [one.part("unevaluatedProperties") for one in case.members if one.has("unevaluatedProperties")]
    return [place for place in places if place.value is not True and place.value != {}]


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False
