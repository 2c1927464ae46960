"""Reads objects out of parameters, by the styles of OpenAPI (OpenAPI 3.1, section 4.8.12.6): a text for each member."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from .deep_objects import IN_BRACKETS, DeepReader, Misread, tree
from .json_text import shown
from .json_types import JsonObject, JsonValue
from .operation import Parameter
from .raw_values import RawValues, decode, reader, split
from .readings import ObjectMembers, Reader, Reading, chosen
from .schemas import Schemas

Others: TypeAlias = Callable[[str], bool]
"""Whether a name is that of another parameter, or of a member of one."""


class Undecodable(Exception):
    """The text can't be a value of any of the types that the schema allows. `part` is the part of it that can't."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(reason)
        self.part = part


class Members:
    """The members of the object that a parameter is. `member` makes the reader of a member's schema."""

    def __init__(self, schema: JsonObject, schemas: Schemas, member: Callable[[JsonObject], Reader[str]]) -> None:
        self._members = ObjectMembers(schema, schemas, member)
        self._accepts = schemas.compile(schema).accepts

    def texts(self, parameter: Parameter, path: str, others: Others) -> Callable[[RawValues], list[str] | None]:
        """How to find an object in requests: the names and the texts of its members in turn, None if it is absent.

        The names of `others` are no members, but where the schema has them by name.
        """
        if parameter.explode and parameter.place in ("query", "cookie"):
            # An object without members is written as nothing at all.
            absent: list[str] | None = [] if parameter.required and self._accepts({}) else None
            if not self._members.is_open:
                return lambda raw: _flat(_own(raw, self._members.named, parameter)) or absent
            return lambda raw: _flat(_own(raw, self._own_names(raw, parameter, others), parameter)) or absent
        find = reader(parameter, path, array=True)

        def texts(raw: RawValues) -> list[str] | None:
            found = find(raw)
            if found is None:
                return None
            if len(found) > 1 and parameter.place != "header":
                raise Undecodable("is given more than once")
            items = split(found, parameter)
            if parameter.explode:
                return [text for item in items for text in item.partition("=")[::2]]
            if len(items) % 2:
                raise Undecodable("must be names and values in turn")
            return items

        return texts

    def _own_names(self, raw: RawValues, parameter: Parameter, others: Others) -> Iterator[str]:
        members = self._members
        for name in raw.names(parameter):
            if name in members.named or (members.is_declared(name) and not others(name)):
                yield name

    def takes(self, name: str, parameter: Parameter) -> bool:
        """Whether a name of the query is one of a member."""
        if parameter.explode:
            return self._members.is_declared(name)
        return name == parameter.name

    def own_names(self, parameter: Parameter) -> Iterable[str]:
        """The names that the contract has for members which are parameters of their own."""
        return self._members.named if parameter.explode else ()

    def value(self, texts: list[str]) -> JsonValue:
        """The object of names and texts in turn."""
        sent: dict[str, list[str]] = {}
        for name, text in zip(texts[::2], texts[1::2], strict=True):
            sent.setdefault(name, []).append(text)
        found = {name: self._readings(name, given) for name, given in sent.items()}
        return chosen(found, self._accepts)

    def _readings(self, name: str, sent: Sequence[str]) -> list[Reading]:
        member = self._members.of(name)
        if member is None and len(sent) == 1:
            return [Reading(sent[0], [])]
        readings = [] if member is None else member.readings(sent)
        if not readings:
            raise Undecodable(f"has {shown(name)} more than once")
        return readings


def _flat(pairs: Iterator[tuple[str, str]]) -> list[str] | None:
    return [text for pair in pairs for text in pair] or None


def _own(raw: RawValues, names: Iterable[str], parameter: Parameter) -> Iterator[tuple[str, str]]:
    """`?a=1&b=2`: each member is a parameter of its own."""
    for name in names:
        for text in (raw.query(name) if parameter.place == "query" else raw.cookie(name)) or ():
            yield name, decode(text, parameter)


class DeepObject:
    """A parameter that is written in brackets: `?name[a]=1&name[b]=2`."""

    def __init__(self, schema: JsonObject, schemas: Schemas, leaf: Callable[[JsonObject], Reader[str]]) -> None:
        self._reader = DeepReader(schema, schemas, leaf)

    def texts(self, parameter: Parameter, path: str, others: Others) -> Callable[[RawValues], list[str] | None]:
        """How to find it in requests: the brackets and the texts in turn, None if it is absent."""
        del path
        return lambda raw: _flat(self._sent(raw, parameter, others))

    def _sent(self, raw: RawValues, parameter: Parameter, others: Others) -> Iterator[tuple[str, str]]:
        for name in raw.names(parameter):
            if self.takes(name, parameter) and not others(name):
                for text in raw.query(name) or ():
                    yield name[len(parameter.name) :], decode(text, parameter)

    def takes(self, name: str, parameter: Parameter) -> bool:
        """Whether a name of the query is the parameter's own, or has brackets behind it."""
        own = parameter.name
        return name == own or (name.startswith(own) and IN_BRACKETS.fullmatch(name, len(own)) is not None)

    def own_names(self, parameter: Parameter) -> Iterable[str]:
        """None: the names of members begin with its own."""
        del parameter
        return ()

    def value(self, texts: list[str]) -> JsonValue:
        """The value of brackets and texts in turn. Raises Undecodable."""
        try:
            return self._reader.value(tree(zip(texts[::2], texts[1::2], strict=True)))
        except Misread as reason:
            raise Undecodable(str(reason), "".join(f"[{name}]" for name in reason.path)) from None


__all__ = ["DeepObject", "Members", "Others", "Undecodable"]
