"""Reads JSON texts (RFC 8259) that mean one thing, and whose numbers this server can hold."""

import json
import re
from collections.abc import Sequence

from pydantic_core import from_json

from .json_types import JsonValue

# What a number beyond the range of a double looks like, so that nearly every text is read at once.
_MAYBE_BEYOND = re.compile(rb"[eE]\+?[0-9]{3}|[0-9]{309}")
_BEYOND = 2**1024
# The end of a member's name; inside a string it is written only with an escaped quote.
_NAME_END = re.compile(rb'"[ \t\n\r]*:')
_LONGEST_NAME = 50


class NotJson(Exception):
    """The text is no JSON (RFC 8259), or none that is read.

    `reason` goes on behind "The body" in a sentence that a client may be shown.
    """

    reason = "is not valid JSON"


class TooLargeNumber(NotJson):
    """A number is beyond the range of IEEE 754 doubles (RFC 8259, section 6)."""

    reason = "has a number that is too large to be read"


class NestedTooDeeply(NotJson):
    """Arrays or objects are within each other so often that nobody reads them (RFC 8259, section 9)."""

    reason = "is nested too deeply, in more than 200 levels"


def shown(name: str) -> str:
    """Return a name from a client as an error message repeats it: shortened if it is long."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


class MemberGivenTwice(NotJson):
    """An object has two members of one name: what they mean depends on who reads them (RFC 8259, section 4)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.reason = f"has the member {shown(name)} more than once"


# What the parser says of JSON that it does not read.
_LIMITS: dict[str, type[NotJson]] = {"number out of range": TooLargeNumber, "recursion limit exceeded": NestedTooDeeply}


def read_json(raw: bytes) -> JsonValue:
    """The value of a text. Raises NotJson, TooLargeNumber, NestedTooDeeply, MemberGivenTwice."""
    try:
        value: JsonValue = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise _LIMITS.get(str(error).partition(" at line ")[0], NotJson) from error
    if _MAYBE_BEYOND.search(raw) and not _is_finite(value):
        raise TooLargeNumber
    _check_members(raw, value)
    return value


def _check_members(raw: bytes, value: JsonValue) -> None:
    """Raises MemberGivenTwice. A text has at least a colon for each member: with no more of them than the value has
    members, none was given twice. Only where there are more is the text read again."""
    colons = raw.count(b":")
    if type(value) is dict and len(value) == colons:
        return
    members = _members(value)
    if members != colons and members != len(_NAME_END.findall(raw)):
        json.loads(raw.decode(), object_pairs_hook=_check_names, parse_int=_no_number, parse_float=_no_number)


def _members(value: JsonValue) -> int:
    if type(value) is dict:
        return len(value) + sum(_members(part) for part in value.values() if type(part) in (dict, list))
    if type(value) is list:
        return sum(_members(part) for part in value if type(part) in (dict, list))
    return 0


def _check_names(members: Sequence[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for name, _ in members:
        if name in seen:
            raise MemberGivenTwice(name)
        seen.add(name)


def _no_number(_: str) -> None:
    """A number has been looked at already, and may be longer than Python likes to read."""


def _is_finite(value: JsonValue) -> bool:
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, int | float) and not -_BEYOND < part < _BEYOND:
            return False
    return True


__all__ = ["MemberGivenTwice", "NestedTooDeeply", "NotJson", "TooLargeNumber", "read_json"]
