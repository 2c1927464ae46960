"""Reads bodies that are forms: `application/x-www-form-urlencoded` (URL Standard, section 5.1)."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import unquote_to_bytes

from .errors import InvalidRequest, MalformedBody, Violation
from .form_members import Member, Members, Sent, Unreadable
from .json_types import JsonValue
from .judged import Judged
from .media import Form
from .media_types import MediaType
from .schemas import Schemas
from .sentences import pointer_of

T = TypeVar("T")
MOST_MEMBERS = 1000
"""Of a form, each sending of a member counted."""
DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class FormReader:
    """Reads the members of one form; compiled once."""

    may_be_empty = True

    def __init__(self, form: Form, schemas: Schemas) -> None:
        self.judged = Judged(form.type, schemas)
        self.members = Members(form, self.judged.schema, schemas)

    def takes(self, media: MediaType) -> bool:
        """UTF-8 alone."""
        return media.is_utf8

    def decode(self, raw: bytes, content_type: str) -> object:
        """The typed form. Raises MalformedBody and InvalidRequest."""
        del content_type
        pairs = raw.split(b"&") if raw else []
        if len(pairs) > MOST_MEMBERS:
            raise malformed(f"The body has more than {MOST_MEMBERS} members.")
        sent: dict[str, list[bytes]] = {}
        for name, _, value in (pair.partition(b"=") for pair in pairs if pair):
            try:
                sent.setdefault(_decoded(name), []).append(value)
            except UnicodeDecodeError:
                raise malformed("The body has the name of a member that is not valid UTF-8.") from None
        return self.judged.from_value(self.read(sent, self._texts))

    def read(self, members: Mapping[str, T], sent: Callable[[Member, T], list[Sent]]) -> dict[str, JsonValue]:
        """The values of the members, each as it was sent. Raises InvalidRequest for all of those that can't be read."""
        found: dict[str, JsonValue] = {}
        wrong: list[Violation] = []
        for name, one in members.items():
            path, member = self.members.place(name)
            try:
                _put(found, path, member.read(sent(member, one)))
            except UnicodeDecodeError:
                wrong.append(violation(path, "encoding", "is not valid UTF-8"))
            except Unreadable as reason:
                wrong.append(violation(path, "type", str(reason)))
        if wrong:
            raise InvalidRequest(wrong)
        return found

    @staticmethod
    def _texts(member: Member, values: list[bytes]) -> list[Sent]:
        if member.is_array and not member.part.explode and len(values) == 1:
            delimiter = DELIMITERS[member.part.style]
            # Where the delimiter was encoded too, as many clients do, there is no bare one to go by.
            if delimiter.encode() in values[0]:
                return [Sent(_decoded(item)) for item in values[0].split(delimiter.encode())]
            return split(_decoded(values[0]), delimiter)
        return [Sent(_decoded(value)) for value in values]


def split(text: str, delimiter: str) -> list[Sent]:
    """The items of an array that were sent as one text."""
    return [Sent(item) for item in text.split(delimiter)] if text else []


def malformed(message: str) -> MalformedBody:
    """A form that can't be taken apart."""
    return MalformedBody([Violation("body", None, "#", "syntax", message)])


def violation(path: list[str], keyword: str, message: str) -> Violation:
    """What is wrong with a member."""
    return Violation("body", None, pointer_of([*path]), keyword, f"{'.'.join(path)} {message}.")


def _put(found: dict[str, JsonValue], path: list[str], value: JsonValue) -> None:
    """Raises Unreadable for a member of what is no object, or an object that has members already."""
    within = found if len(path) == 1 else found.setdefault(path[0], {})
    if not isinstance(within, dict) or path[-1] in within:
        raise Unreadable("is given in two ways")
    within[path[-1]] = value


def _decoded(text: bytes) -> str:
    """Raises UnicodeDecodeError for what is not UTF-8."""
    return unquote_to_bytes(text.replace(b"+", b" ")).decode()


__all__ = ["DELIMITERS", "MOST_MEMBERS", "FormReader", "malformed", "split", "violation"]
