"""Reads the members of a form by the contract's schema, as the parameters of a query are read.

A member whose schema is an object is JSON, one whose schema is an array is sent as often as it has items, and all
others are texts (OpenAPI 3.1.1, Encoding Object).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .json_text import NotJson, read_json
from .json_types import JsonObject, JsonValue
from .media import Form, Part
from .media_types import MediaTypes
from .parameters import _Scalar
from .schema_parts import SCALARS
from .schemas import MARK, Schemas

_SCALARS = frozenset(SCALARS)


class Sent(NamedTuple):
    """The text of one member as it was sent. `json` is for a part that says that it is JSON."""

    text: str
    json: bool = False


class Unreadable(Exception):
    """A text can't be a value of its member. The message goes on behind the member's name."""


class Members:
    """How each member of a form is read; compiled once."""

    def __init__(self, form: Form, schema: JsonObject, schemas: Schemas) -> None:
        found = _Declared()
        _collect(schema, schemas, found, frozenset())
        self._members = {
            name: Member(_any_of(parts), schemas, form.parts.get(name, Part())) for name, parts in found.members.items()
        }
        self._other = Member(_any_of(found.others), schemas, form.others)
        self._deep = {
            name: Members(Form(form.type), _any_of(found.members.get(name, [])), schemas)
            for name, part in form.parts.items()
            if part.style == "deepObject"
        }

    def of(self, name: str) -> "Member":
        """How the member of a name is read."""
        return self._members.get(name, self._other)

    def place(self, name: str) -> tuple[list[str], "Member"]:
        """Where in the form's value the member of a name is, and how it is read: `a[b]` may be the b of a."""
        if self._deep and name.endswith("]"):
            outer, _, inner = name[:-1].partition("[")
            if outer in self._deep:
                return [outer, inner], self._deep[outer].of(inner)
        return [name], self.of(name)


class Member:
    """How one member is read."""

    def __init__(self, schema: JsonObject, schemas: Schemas, part: Part) -> None:
        self.part = part
        self.media = MediaTypes(dict.fromkeys(part.media_types, True))
        types = schemas.json_types(schema)
        found = _Declared()
        _collect(schema, schemas, found, frozenset())
        self.is_ignored = schema.get(MARK) is True
        self.is_array = types - {"null"} == {"array"}
        self._may_be_array = "array" in types
        self._whole = _Value(schema, schemas, json=part.json)
        self._first = [_Value(item, schemas, json=part.json) for item in found.first]
        self._item = _Value(_any_of(found.items), schemas, json=part.json)

    def read(self, sent: Sequence[Sent]) -> JsonValue:
        """The value of a member that was sent once or several times. Raises Unreadable."""
        if self.is_ignored:
            return None
        if self.is_array or (self._may_be_array and len(sent) > 1):
            return self._items(sent)
        if len(sent) > 1:
            raise Unreadable("is given more than once")
        return self._whole.read(sent[0])

    def _items(self, sent: Sequence[Sent]) -> JsonValue:
        if len(sent) == 1 and (self.part.json or sent[0].json):
            whole = _json(sent[0].text)
            if isinstance(whole, list):
                return whole  # all of the array at once, as many clients write it
        readers = [*self._first[: len(sent)], *[self._item] * (len(sent) - len(self._first))]
        return [reader.read(one) for reader, one in zip(readers, sent, strict=True)]


class _Value:
    """Reads a text as one value: as JSON where that alone can be meant, or where the contract or the part says so."""

    def __init__(self, schema: JsonObject, schemas: Schemas, *, json: bool) -> None:
        types = schemas.json_types(schema)
        self._is_json = json or not types & (_SCALARS - {"null"})
        # A schema that says nothing of types means no object in particular.
        self._may_be_json = bool(types - _SCALARS) and not types >= _SCALARS
        self._scalar = _Scalar(schema, schemas)
        self._schema = schemas.compile(schema)

    def read(self, sent: Sent) -> JsonValue:
        if self._is_json or sent.json:
            return _json(sent.text)
        if self._may_be_json and sent.text[:1] in ("{", "["):
            try:
                value = _json(sent.text)
            except Unreadable:
                return self._scalar.read(sent.text)
            if self._schema.accepts(value):
                return value
        return self._scalar.read(sent.text)


class _Declared:
    """The schemas that a schema has for its parts, wherever it says so: of members, of all others, and of items."""

    def __init__(self) -> None:
        self.members: dict[str, list[JsonValue]] = {}
        self.others: list[JsonValue] = []
        self.first: list[JsonObject] = []
        self.items: list[JsonValue] = []


def _collect(schema: JsonValue | JsonObject, schemas: Schemas, found: _Declared, seen: frozenset[str]) -> None:
    if not isinstance(schema, Mapping):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        _collect(schemas.target(reference), schemas, found, seen | {reference})
    for name, part in _named(schema.get("properties")):
        found.members.setdefault(name, []).append(part)
    found.others += [part for _, part in _named(schema.get("patternProperties"))]
    for key, into in (
        ("additionalProperties", found.others),
        ("unevaluatedProperties", found.others),
        ("items", found.items),
    ):
        if key in schema:
            into.append(schema[key])
    found.first = found.first or [_any_of([item]) for item in _listed(schema.get("prefixItems"))]
    for key in ("allOf", "anyOf", "oneOf"):
        for part in _listed(schema.get(key)):
            _collect(part, schemas, found, seen)


def _any_of(parts: list[JsonValue]) -> JsonObject:
    """One schema that says which types a value may have; what it must be is told by that of the whole form."""
    told = [part for part in parts if isinstance(part, Mapping)]
    return {} if not told else told[0] if len(told) == 1 else {"anyOf": list(told)}


def _named(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    return iter(value.items() if isinstance(value, Mapping) else ())


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _json(text: str) -> JsonValue:
    try:
        return read_json(text.encode())
    except NotJson as error:
        raise Unreadable(error.reason) from None


__all__ = ["Member", "Members", "Sent", "Unreadable"]
