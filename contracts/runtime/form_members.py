"""Reads the members of a form by the contract's schema, as the parameters of a query are read.

A member whose schema is an object is JSON, one whose schema is an array is sent as often as it has items, and all
others are texts (OpenAPI 3.1.1, Encoding Object).
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from .deep_objects import IN_BRACKETS, DeepReader, Node, tree
from .json_text import NotJson, read_json
from .json_types import JsonObject, JsonValue
from .media import Form, Part
from .media_types import MediaTypes
from .readings import Member as ReadMember
from .readings import ObjectMembers, Reading
from .schema_parts import SCALARS
from .schemas import MARK, Schemas
from .texts import Scalar, TextReader

_SCALARS = frozenset(SCALARS)
_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class Sent(NamedTuple):
    """The text of one member as it was sent. `json` is for a part that says that it is JSON, `encoded` for a member of
    a urlencoded form."""

    text: str
    json: bool = False
    encoded: bytes = b""

    def split(self, delimiter: str) -> "list[Sent]":
        """The items of an array that was sent as one text. Raises UnicodeDecodeError.

        Where the delimiter was encoded too, as many clients do, there is no bare one to go by.
        """
        if delimiter.encode() in self.encoded:
            return [Sent(decoded(item)) for item in self.encoded.split(delimiter.encode())]
        return [Sent(item) for item in self.text.split(delimiter)] if self.text else []


class Unreadable(Exception):
    """A text can't be a value of its member. The message goes on behind the member's name."""


class Member(NamedTuple):
    """How one member is read: as `part` says, and by all of its schemas; not at all if it is `readOnly`."""

    part: Part
    media: MediaTypes[bool]
    read: ReadMember[Sent]
    is_ignored: bool = False

    def readings(self, sent: Sequence[Sent]) -> list[Reading]:
        """What a member that was sent once or several times may be. Raises Unreadable."""
        found = [Reading(None, [])] if self.is_ignored else self.read.readings(sent)
        if not found:
            raise Unreadable("is given more than once")
        return found


class Members:
    """How each member of a form is read; compiled once."""

    def __init__(self, form: Form, schema: JsonObject, schemas: Schemas) -> None:
        self._others = form.others
        self._patterns = [(schemas.compile({"pattern": key}).accepts, part) for key, part in form.patterns.items()]
        every = {Part(), form.others, *form.parts.values(), *form.patterns.values()}
        self._as = {part: _Way(part, schema, schemas) for part in every}
        names = dict.fromkeys([*form.parts, *self._as[Part()].members.named])
        self._named = {
            name: self._as[form.parts.get(name) or self._matching(name) or Part()].of(name) for name in names
        }
        self._deep = _deep([name for name, part in form.parts.items() if part.style == "deepObject"], schema, schemas)

    def of(self, name: str) -> Member:
        """How the member of a name is read."""
        return self._named.get(name) or self._as[self._matching(name) or self._others].of(name)

    def in_brackets(self, name: str) -> tuple[str, str] | None:
        """The member that the name `a[b][c]` is of, and what stands behind it."""
        outer, bracket, _ = name.partition("[")
        if bracket and outer in self._deep and IN_BRACKETS.fullmatch(name, len(outer)):
            return outer, name[len(outer) :]
        return None

    def deep_readings(self, name: str, sent: Sequence[tuple[str, str]]) -> list[Reading]:
        """What a member that was sent in brackets may be. Raises Misread."""
        if self.of(name).is_ignored:
            return [Reading(None, [])]
        node = tree(sent)
        found = self._deep[name].readings([node])
        node.check()
        return found

    def _matching(self, name: str) -> Part | None:
        return next((part for matches, part in self._patterns if matches(name)), None)


class _Way:
    """How members of one `Part` are read."""

    def __init__(self, part: Part, schema: JsonObject, schemas: Schemas) -> None:
        self._part = part
        self._media = MediaTypes(dict.fromkeys(part.media_types, True))
        self.members = ObjectMembers(schema, schemas, lambda one: _Reader(one, schemas, part))
        self._anything = ReadMember[Sent]([((), _Reader({}, schemas, part))])

    def of(self, name: str) -> Member:
        read = self.members.of(name) or self._anything
        is_ignored = all(isinstance(one, _Reader) and one.is_ignored for one in read.readers)
        return Member(self._part, self._media, read, is_ignored)


class _Reader:
    """Reads a member by one of its schemas."""

    def __init__(self, schema: JsonObject, schemas: Schemas, part: Part) -> None:
        types = schemas.json_types(schema)
        first, rest = schemas.items(schema)
        self._part = part
        self._is_array = types - {"null"} == {"array"}
        self._may_be_array = "array" in types
        self._whole = _Value(schema, schemas, json=part.json)
        self._first = [_Value(item, schemas, json=part.json) for item in first]
        self._item = _Value(rest, schemas, json=part.json)
        self.is_ignored = schema.get(MARK) is True
        self.accepts = schemas.compile(schema).accepts

    def values(self, sent: Sequence[Sent]) -> list[JsonValue]:
        """What the texts may be. Raises Unreadable."""
        if self._is_array or (self._may_be_array and len(sent) > 1):
            return [self._items(sent)]
        return self._whole.values(sent[0]) if len(sent) == 1 else []

    def _items(self, sent: Sequence[Sent]) -> JsonValue:
        if len(sent) == 1 and (self._part.json or sent[0].json):
            whole = _json(sent[0].text)
            if isinstance(whole, list):
                return whole  # all of the array at once, as many clients write it
        elif len(sent) == 1 and not self._part.explode:
            sent = sent[0].split(_DELIMITERS[self._part.style])
        readers = [*self._first[: len(sent)], *[self._item] * (len(sent) - len(self._first))]
        return [reader.read(one) for reader, one in zip(readers, sent, strict=True)]


class _Value:
    """Reads a text as one value: as JSON where that alone can be meant, or where the contract or the part says so."""

    def __init__(self, schema: JsonObject, schemas: Schemas, *, json: bool) -> None:
        types = schemas.json_types(schema)
        self._is_json = json or not types & (_SCALARS - {"null"})
        # A schema that says nothing of types means no object in particular.
        self._may_be_json = bool(types - _SCALARS) and not types >= _SCALARS
        self._scalar = Scalar(schema, schemas)
        self._schema = schemas.compile(schema)

    def read(self, sent: Sent) -> JsonValue:
        """The likeliest of its meanings. Raises Unreadable."""
        return self.values(sent)[0]

    def values(self, sent: Sent) -> list[JsonValue]:
        """All of its meanings, the likeliest first. Raises Unreadable for what is to be JSON, and is none."""
        if self._is_json or sent.json:
            return [_json(sent.text)]
        texts = self._scalar.readings(sent.text)
        if self._may_be_json and sent.text[:1] in ("{", "["):
            try:
                value = _json(sent.text)
            except Unreadable:
                return texts
            return [value, *texts] if self._schema.accepts(value) else [*texts, value]
        return texts


def _deep(names: Sequence[str], schema: JsonObject, schemas: Schemas) -> dict[str, ReadMember[Node]]:
    """How the members are read that are written in brackets."""
    if not names:
        return {}
    members = ObjectMembers(schema, schemas, DeepReader(schema, schemas, lambda one: TextReader(one, schemas)).of)
    return {name: member for name in names if (member := members.of(name))}


def decoded(text: bytes) -> str:
    """A text of a urlencoded form. Raises UnicodeDecodeError for what is not UTF-8."""
    return unquote_to_bytes(text.replace(b"+", b" ")).decode()


def _json(text: str) -> JsonValue:
    try:
        return read_json(text.encode())
    except NotJson as error:
        raise Unreadable(error.reason) from None


__all__ = ["Member", "Members", "Sent", "Unreadable", "decoded"]
