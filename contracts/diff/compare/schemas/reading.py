"""Reads the schemas of one document with references followed and `allOf` merged."""

from dataclasses import dataclass, field

from contracts.diff.compare.schemas.findings import Node
from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import JsonValue, object_of, text_of
from contracts.diff.read.validity import schema_error
from contracts.document.keywords import ANNOTATIONS
from contracts.document.upgrade import upgraded

_KEPT = {"default", "deprecated", "contentEncoding", "contentMediaType"}
_DROPPED = ANNOTATIONS - _KEPT
_GROUPS = ("anyOf", "oneOf")
_NULL: dict[str, JsonValue] = {"type": "null"}


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, at least one of which must match; exactly one if `exclusive`."""

    exclusive: bool
    alternatives: tuple[Place, ...]
    at: str
    discriminator: Place | None = None


@dataclass(slots=True)
class Flat:
    """What must all hold: schemas without references, `allOf` and alternatives, and the groups of alternatives."""

    members: list[Place] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    left_out: bool = False
    """Whether a part is invalid, so that nothing is known of the whole."""

    def add(self, other: "Flat") -> None:
        """Add what must hold too, without duplicates."""
        self.left_out |= other.left_out
        known = {member.at for member in self.members}
        self.members += [member for member in other.members if member.at not in known]
        groups = {group.at for group in self.groups}
        self.groups += [group for group in other.groups if group.at not in groups]


class Reader:
    """Reads the schemas of one document, and caches them by pointer."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._flat: dict[str, Flat] = {}
        self._keys: dict[tuple[str, ...], tuple[str, ...]] = {}

    def flat(self, node: Node) -> Flat:
        """Return everything that a node requires."""
        if len(node) == 1:
            return self._flattened(node[0], frozenset())
        whole = Flat()
        for place in node:
            whole.add(self._flattened(place, frozenset()))
        return whole

    def key(self, node: Node) -> tuple[str, ...]:
        """Return a key that is equal for nodes with the same schemas, whether by reference or not."""
        places = tuple(place.at for place in node)
        if places not in self._keys:
            flat = self.flat(node)
            parts = (*(member.at for member in flat.members), *(group.at for group in flat.groups))
            self._keys[places] = (*places, "left out") if flat.left_out else parts
        return self._keys[places]

    def target(self, place: Place) -> Place:
        """Return the final target of a schema that is only a reference."""
        seen = set()
        while (reference := self._pure_reference(place)) is not None and reference not in seen:
            seen.add(reference)
            try:
                place = self.document.at(reference)
            except LookupError:
                return place
        return place

    def normalised(self, place: Place) -> Place:
        """Return the schema in JSON Schema 2020-12, without annotations."""
        value = place.value
        if not isinstance(value, dict):
            return place
        if self.document.is_openapi_30:
            value = upgraded(dict(value))
        return Place({key: part for key, part in value.items() if key not in _DROPPED}, place.at)

    def _pure_reference(self, place: Place) -> str | None:
        value = object_of(place.value)
        others = value.keys() - _DROPPED - {"$ref"}
        return text_of(value.get("$ref")) if self.document.is_openapi_30 or not others else None

    def _flattened(self, place: Place, within: frozenset[str]) -> Flat:
        if place.at in within:
            return Flat()  # a schema that contains itself: only its other parts matter
        known = self._flat.get(place.at)
        if known is not None:
            return known
        found = self._flatten(place, within | {place.at})
        if not within:
            self._flat[place.at] = found
        return found

    def _flatten(self, place: Place, within: frozenset[str]) -> Flat:
        flat = Flat()
        if self._leaves_out(place):
            return Flat(left_out=True)
        if self.is_nullable_composition(place):
            rest = {key: part for key, part in object_of(place.value).items() if key != "nullable"}
            null = Place(dict(_NULL), f"{place.at}/nullable")
            flat.groups.append(Group(False, (Place(rest, place.at), null), f"{place.at}/nullable"))
            return flat
        schema = self.normalised(place)
        value = schema.value
        if value is None or value is True:
            return flat
        if not isinstance(value, dict):
            flat.members.append(schema)
            return flat
        own = {key: part for key, part in value.items() if key not in ("$ref", "allOf", *_GROUPS)}
        if own.keys() - {"discriminator"}:
            flat.members.append(Place(own, place.at))
        if isinstance(reference := value.get("$ref"), str):
            flat.add(self._flattened(self.document.at(reference), within))
        for part in schema.items_of("allOf"):
            flat.add(self._flattened(part, within))
        for keyword in _GROUPS:
            alternatives = tuple(schema.items_of(keyword))
            if len(alternatives) == 1:
                flat.add(self._flattened(alternatives[0], within))
            elif alternatives:
                tags = schema.part("discriminator") if schema.has("discriminator") else None
                flat.groups.append(Group(keyword == "oneOf", alternatives, f"{place.at}/{keyword}", tags))
        return flat

    def _leaves_out(self, place: Place) -> bool:
        """Return whether a schema is invalid or refers to nothing, which leaves it out."""
        document, reference = self.document, place.get("$ref")
        error = schema_error(place.value, is_openapi_30=document.is_openapi_30)
        if error is None and isinstance(reference, str):
            try:
                document.at(reference)
            except LookupError:
                error = f"its reference {reference} leads nowhere"
        if error is not None:
            document.left_out.setdefault(place.at, error)
        return document.leaves_out(place)

    def is_nullable_composition(self, place: Place) -> bool:
        """Return whether this is an `allOf` with `nullable` in OpenAPI 3.0."""
        schema = object_of(place.value)
        nullable = self.document.is_openapi_30 and schema.get("nullable") is True and "$ref" not in schema
        return nullable and "allOf" in schema and "type" not in schema
