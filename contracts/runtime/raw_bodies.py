"""Reads bodies that are handed over as the text or as the bytes that they are."""

from collections.abc import Iterator

from .errors import InvalidRequest, MalformedBody, Violation
from .judged import Judged
from .media import BytesContent, RawBody, TextBody, TextContent
from .media_types import MediaType
from .schemas import Schemas
from .texts import Scalar


class RawReader:
    """Reads bytes, of any charset."""

    may_be_empty = True
    is_json = False

    def __init__(self, raw: RawBody) -> None:
        self._raw = raw

    def takes(self, media: MediaType) -> bool:
        """Whatever the contract has a name for."""
        del media
        return True

    def decode(self, raw: bytes, content_type: str) -> bytes:
        """The bytes. Raises InvalidRequest for too many or too few."""
        if wrong := list(wrong_sizes(len(raw), self._raw.min_bytes, self._raw.max_bytes, "#", "The body")):
            raise InvalidRequest(wrong)
        return BytesContent.of(raw, content_type) if self._raw.named else raw


class TextReader:
    """Reads a text in UTF-8, which may stand for a number or the like where the schema says so."""

    may_be_empty = True
    is_json = False

    def __init__(self, text: TextBody, schemas: Schemas) -> None:
        self._named = text.named
        self._judged = Judged(text.type, schemas)
        self._scalar = Scalar(self._judged.schema, schemas)

    def takes(self, media: MediaType) -> bool:
        """UTF-8 alone."""
        return media.is_utf8

    def decode(self, raw: bytes, content_type: str) -> object:
        """The typed text. Raises MalformedBody for one that is not UTF-8, and InvalidRequest."""
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            message = "The body is not valid UTF-8."
            raise MalformedBody([Violation("body", None, "#", "encoding", message)]) from None
        value = self._judged.from_value(self._scalar.read(text))
        return TextContent.of(text, content_type) if self._named else value


def wrong_sizes(size: int, least: int, most: int | None, pointer: str, subject: str) -> Iterator[Violation]:
    """What is wrong with a number of bytes."""
    if size < least:
        yield Violation("body", None, pointer, "minLength", f"{subject} must have at least {least} bytes.")
    if most is not None and size > most:
        yield Violation("body", None, pointer, "maxLength", f"{subject} must have at most {most} bytes.")


__all__ = ["RawReader", "TextReader", "wrong_sizes"]
