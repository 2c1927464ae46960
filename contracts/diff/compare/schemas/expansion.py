"""Writes a schema out as one JSON Schema without references, annotations and properties of the other direction."""

import hashlib

from contracts.diff.compare.schemas.cases import CaseReader
from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.reading import Reader
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, list_of, object_of, strings_of
from contracts.document.keywords import (
    ASSERTIONS,
    BASE64_PATTERN,
    INTEGER_BOUNDS,
    OTHER_FORMATS,
    SCHEMA_KEYWORDS,
    SCHEMA_LIST_KEYWORDS,
    SCHEMA_MAP_KEYWORDS,
)

_MAX_PARTS = 4000
_NOTHING: frozenset[str] = frozenset()


class CantExpand(Exception):
    """The schema refers to itself, or is too large to be written out."""


class Expansion:
    """Writes schemas out for one direction."""

    def __init__(self, reader: Reader, cases: CaseReader, direction: Direction) -> None:
        self._reader = reader
        self._cases = cases
        self._hidden_flag = "readOnly" if direction is Direction.REQUEST else "writeOnly"
        self._parts_left = _MAX_PARTS
        self._again: dict[str, Place] | None = None

    def of(self, node: Node) -> JsonValue:
        """Write out the whole node. Raises CantExpand."""
        self._parts_left, self._again = _MAX_PARTS, None
        return self._node(node, _NOTHING)

    def with_definitions(self, node: Node) -> JsonValue:
        """Write out the whole node; what contains itself is a definition. Raises CantExpand if it is too large."""
        self._parts_left, again = _MAX_PARTS, dict[str, Place]()
        self._again = again
        written = self._node(node, _NOTHING)
        definitions: dict[str, JsonValue] = {}
        while missing := [key for key in again if key not in definitions]:
            for key in missing:
                definitions[key] = self._node((again[key],), _NOTHING)
        return {**object_of(written), "$defs": definitions} if definitions else written

    def _node(self, node: Node, within: frozenset[str]) -> JsonValue:
        hidden = self._hidden(node)
        parts = [self._place(place, within, hidden) for place in node]
        parts_with_limits = [part for part in parts if part is not True and part != {}]
        return (
            True
            if not parts_with_limits
            else parts_with_limits[0]
            if len(parts_with_limits) == 1
            else {"allOf": parts_with_limits}
        )

    def _hidden(self, node: Node) -> frozenset[str]:
        """Return the names of the properties that belong to the other direction; no value has them in this one."""
        found = set()
        for member in self._reader.flat(node).members:
            for name in object_of(member.get("properties")):
                part = (member.part("properties").part(name),)
                if any(one.flag(self._hidden_flag) for one in self._reader.flat(part).members):
                    found.add(name)
        return frozenset(found)

    def _place(self, place: Place, within: frozenset[str], hidden: frozenset[str]) -> JsonValue:
        self._parts_left -= 1
        if self._again is not None and place.at in within:
            key = hashlib.sha256(place.at.encode()).hexdigest()[:12]
            self._again[key] = place
            return {"$ref": f"#/$defs/{key}"}
        if place.at in within or self._parts_left < 0:
            raise CantExpand
        if self._reader.flat((place,)).left_out:
            raise CantExpand
        within |= {place.at}
        if self._reader.is_nullable_composition(place):
            rest = {key: part for key, part in object_of(place.value).items() if key != "nullable"}
            return {"anyOf": [self._place(Place(rest, place.at), within - {place.at}, hidden), {"type": "null"}]}
        schema = self._reader.normalised(place)
        value = schema.value
        if not isinstance(value, dict):
            return value is not False
        written: dict[str, JsonValue] = {}
        all_of: list[JsonValue] = []
        for key, part in value.items():
            if key == "$ref":
                all_of.append(self._place(self._reader.document.at(str(part)), within, hidden))
            elif key == "allOf":
                all_of += [self._place(one, within, hidden) for one in schema.items_of(key)]
            elif key in SCHEMA_KEYWORDS:
                written[key] = self._node((schema.part(key),), within)
            elif key in SCHEMA_LIST_KEYWORDS:
                written[key] = self._listed(schema, key, within, hidden)
            elif key in SCHEMA_MAP_KEYWORDS:
                written[key] = self._mapped(schema, key, within, hidden)
            elif key == "format":
                _write_format(str(part), written, all_of)
            elif key in ASSERTIONS:
                written[key] = _asserted(key, part, hidden)
        all_of = [one for one in all_of if one is not True and one != {}]
        if all_of and not written and len(all_of) == 1:
            return all_of[0]
        return {**written, "allOf": all_of} if all_of else written

    def _listed(self, schema: Place, key: str, within: frozenset[str], hidden: frozenset[str]) -> list[JsonValue]:
        if key == "prefixItems":
            return [self._node((one,), within) for one in schema.items_of(key)]
        tags = schema.part("discriminator") if schema.has("discriminator") else None
        found: list[JsonValue] = []
        for one in schema.items_of(key):
            part = self._place(one, within, hidden)
            tag = self._cases.tag(tags, one) if tags else None
            found.append({"allOf": [part, dict(object_of(tag.value))]} if tag else part)
        return found

    def _mapped(self, schema: Place, key: str, within: frozenset[str], hidden: frozenset[str]) -> dict[str, JsonValue]:
        holder = schema.part(key)
        if key == "dependentSchemas":
            return {name: self._place(holder.part(name), within, hidden) for name in object_of(holder.value)}
        return {
            name: False if key == "properties" and name in hidden else self._node((holder.part(name),), within)
            for name in object_of(holder.value)
        }


def _asserted(key: str, value: JsonValue, hidden: frozenset[str]) -> JsonValue:
    """Return the keyword's value, sorted where the order has no meaning."""
    if key == "required":
        return [*sorted(set(strings_of(value)) - hidden)]
    if key == "enum":
        return sorted(list_of(value), key=canonical)
    return [*sorted(strings_of(value))] if key == "type" and isinstance(value, list) else value


def _write_format(name: str, written: dict[str, JsonValue], all_of: list[JsonValue]) -> None:
    if name in INTEGER_BOUNDS:
        low, high = INTEGER_BOUNDS[name]
        all_of.append({"minimum": low, "maximum": high})
    elif name == "byte":
        all_of.append({"pattern": BASE64_PATTERN})
    elif name not in OTHER_FORMATS:
        written["format"] = name
