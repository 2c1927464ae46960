"""Reads objects out of parameters, by the styles of OpenAPI (OpenAPI 3.1, section 4.8.12.6): a text for each member."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .json_types import JsonValue
from .operation import Parameter
from .raw_values import RawValues, decode, reader, split


class Undecodable(Exception):
    """The text can't be a value of any of the types that the schema allows."""


class Member(NamedTuple):
    """How a member is read: `read` a text of it, which is one of its items where it `is_array`."""

    read: Callable[[str], JsonValue]
    is_array: bool


class Members:
    """The members of an object. `rest` reads those that the schema does not name; None where they are none of it."""

    def __init__(self, named: Mapping[str, Member], rest: Member | None) -> None:
        self._named = named
        self._rest = rest

    def texts(self, parameter: Parameter, path: str, others: frozenset[str]) -> Callable[[RawValues], list[str] | None]:
        """How to find an object in requests: the names and the texts of its members in turn, None if it is absent.

        `others` are the names of the other parameters of its place, which are no members.
        """
        if parameter.style == "deepObject":
            prefix = f"{parameter.name}["
            return lambda raw: _flat(_deep(raw, prefix, parameter))
        if parameter.explode and parameter.place in ("query", "cookie"):
            if self._rest is None:
                return lambda raw: _flat(_own(raw, self._named, parameter))
            return lambda raw: _flat(
                _own(raw, [name for name in raw.names(parameter) if name not in others], parameter)
            )
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

    def takes(self, name: str, parameter: Parameter) -> bool:
        """Whether a name of the query is one of a member."""
        if parameter.style == "deepObject":
            return name.startswith(f"{parameter.name}[") and name.endswith("]")
        if parameter.explode:
            return self._rest is not None or name in self._named
        return name == parameter.name

    def value(self, texts: list[str]) -> JsonValue:
        """The object of names and texts in turn."""
        found: dict[str, JsonValue] = {}
        lists: dict[str, list[JsonValue]] = {}
        for name, text in zip(texts[::2], texts[1::2], strict=True):
            member = self._named.get(name, self._rest)
            if member is None:
                found[name] = text
            elif member.is_array:
                found[name] = lists.setdefault(name, [])
                lists[name].append(member.read(text))
            elif name in found:
                raise Undecodable(f"has {name} more than once")
            else:
                found[name] = member.read(text)
        return found


def _flat(pairs: Iterator[tuple[str, str]]) -> list[str] | None:
    return [text for pair in pairs for text in pair] or None


def _own(raw: RawValues, names: Mapping[str, Member] | list[str], parameter: Parameter) -> Iterator[tuple[str, str]]:
    """`?a=1&b=2`: each member is a parameter of its own."""
    for name in names:
        for text in (raw.query(name) if parameter.place == "query" else raw.cookie(name)) or ():
            yield name, decode(text, parameter)


def _deep(raw: RawValues, prefix: str, parameter: Parameter) -> Iterator[tuple[str, str]]:
    """`?name[a]=1&name[b]=2`."""
    for name in raw.names(parameter):
        if name.startswith(prefix) and name.endswith("]"):
            for text in raw.query(name) or ():
                yield name[len(prefix) : -1], decode(text, parameter)


__all__ = ["Member", "Members", "Undecodable"]
