"""Reads bodies that are forms: `application/x-www-form-urlencoded` (URL Standard, section 5.1)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from .deep_objects import MOST_MEMBERS, Misread
from .errors import InvalidRequest, MalformedBody, Violation
from .form_members import Members, Sent, Unreadable, decoded
from .json_types import JsonValue
from .judged import Judged
from .media import Form
from .media_types import MediaType
from .readings import Reading, chosen
from .schemas import Schemas
from .sentences import pointer_of

T = TypeVar("T")
"""Of a form, each sending of a member counted."""


class FormReader:
    """Reads the members of one form; compiled once."""

    may_be_empty = True
    is_json = False

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
                sent.setdefault(decoded(name), []).append(value)
            except UnicodeDecodeError:
                raise malformed("The body has the name of a member that is not valid UTF-8.") from None
        return self.judged.from_value(self.read(sent, self._texts, {}))

    def read(
        self, members: Mapping[str, T], sent: Callable[[T], list[Sent]], files: Mapping[str, JsonValue]
    ) -> dict[str, JsonValue]:
        """The values of the members, each as it was sent, and of the `files`. Raises InvalidRequest for all of those
        that can't be read."""
        readings: dict[str, list[Reading]] = {}
        deep: dict[str, list[tuple[str, str]]] = {}
        wrong: list[Violation] = []
        for name, one in members.items():
            place = self.members.in_brackets(name)
            try:
                if place:
                    deep.setdefault(place[0], []).extend((place[1], text.text) for text in sent(one))
                else:
                    readings[name] = self.members.of(name).readings(sent(one))
            except UnicodeDecodeError:
                outer, _, inner = name.removesuffix("]").partition("[") if place else (name, "", "")
                path = [outer, *(inner.split("][") if inner else [])]
                wrong.append(violation(path, "encoding", "is not valid UTF-8"))
            except Unreadable as reason:
                wrong.append(violation([name], "type", str(reason)))
        for name, texts in deep.items():
            try:
                found = self.members.deep_readings(name, texts)
                if name in readings:
                    raise Misread("is given in two ways")
                readings[name] = found
            except Misread as reason:
                wrong.append(violation([name, *reason.path], "type", str(reason)))
        if wrong:
            raise InvalidRequest(wrong)
        return {**chosen(readings, lambda one: self.judged.accepts({**one, **files})), **files}

    @staticmethod
    def _texts(values: list[bytes]) -> list[Sent]:
        return [Sent(decoded(value), encoded=value) for value in values]


def malformed(message: str) -> MalformedBody:
    """A form that can't be taken apart."""
    return MalformedBody([Violation("body", None, "#", "syntax", message)])


def violation(path: Sequence[str], keyword: str, message: str) -> Violation:
    """What is wrong with a member."""
    return Violation("body", None, pointer_of([*path]), keyword, f"{'.'.join(path)} {message}.")


__all__ = ["MOST_MEMBERS", "FormReader", "malformed", "violation"]
