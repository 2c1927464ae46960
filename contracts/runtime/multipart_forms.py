"""Reads bodies of `multipart/form-data` into typed forms, whose files are `UploadFile`."""

from collections.abc import AsyncIterator, Mapping

from starlette.requests import Request

from .errors import BodyTooLarge, InvalidRequest, Violation
from .form_members import Member, Sent
from .forms import FormReader, malformed, violation
from .json_types import JsonValue
from .media import Form
from .media_types import sent_media_type
from .multipart import SentPart, read_parts
from .raw_bodies import wrong_sizes
from .schemas import Schemas
from .sentences import pointer_of
from .uploads import uploads_of


class MultipartReader:
    """Reads the parts of one form as they come; compiled once."""

    def __init__(self, form: Form, schemas: Schemas, limit: int) -> None:
        self._form = FormReader(form, schemas)
        self._limit = limit

    async def read(self, request: Request, parameters: Mapping[str, str]) -> object:
        """The typed form. Raises BodyTooLarge, MalformedBody and InvalidRequest."""
        boundary = parameters.get("boundary", "")
        if not boundary:
            raise malformed("The Content-Type of the body names no boundary.")
        uploads = uploads_of(request.scope)
        chunks = _bounded(request, self._limit)
        found: dict[str, list[SentPart]] = {}
        for part in await read_parts(chunks, boundary.encode("latin-1"), self._is_file, uploads):
            found.setdefault(part.name, []).append(part)
        wrong = [one for name, parts in found.items() for one in self._wrong(name, parts)]
        if wrong:
            raise InvalidRequest(wrong)
        files = {name: self._files(name, parts) for name, parts in found.items() if parts[0].file is not None}
        texts = {name: parts for name, parts in found.items() if name not in files}
        # No JSON value stands for a file; the schema says how many there are, and nothing of what is in them.
        counts: dict[str, JsonValue] = {
            name: [None] * len(file) if isinstance(file, list) else None for name, file in files.items()
        }
        return self._form.judged.from_value(self._form.read(texts, _texts, counts), files)

    def _is_file(self, name: str) -> bool:
        return self._form.members.of(name).part.file

    def _files(self, name: str, parts: list[SentPart]) -> object:
        files = [part.file for part in parts]
        return files if self._form.members.of(name).part.several else files[0]

    def _wrong(self, name: str, parts: list[SentPart]) -> list[Violation]:
        """What is wrong with the parts of one name, beside what the schema says."""
        member = self._form.members.of(name)
        wrong: list[Violation] = []
        if member.is_ignored:
            return wrong
        if member.part.file and not member.part.several and len(parts) > 1:
            wrong.append(violation([name], "type", "is given more than once"))
        for index, part in enumerate(parts):
            steps: list[str | int] = [name, index] if member.part.several else [name]
            if message := _wrong_type(member, part):
                wrong.append(Violation("body", None, pointer_of(steps), "contentType", f"{name} {message}."))
            if part.file is not None:
                size = part.file.size or 0
                wrong += wrong_sizes(size, member.part.min_bytes, member.part.max_bytes, pointer_of(steps), name)
        return wrong


def _wrong_type(member: Member, part: SentPart) -> str | None:
    """What is wrong with the media type of a part. One that says none is what the contract says (RFC 7578, section
    4.4), but for a file, which is of no type in particular."""
    said = part.content_type or ("application/octet-stream" if part.file is not None else "")
    media = sent_media_type(said)
    if member.part.media_types and said and (media is None or member.media.find(media) is None):
        return f"must be sent as {' or '.join(member.part.media_types)}"
    return None if part.file is not None or media is None or media.is_utf8 else "must be sent in UTF-8"


def _texts(parts: list[SentPart]) -> list[Sent]:
    said = [sent_media_type(part.content_type) for part in parts]
    return [
        Sent(part.text.decode(), json=media is not None and media.kind == "json")
        for part, media in zip(parts, said, strict=True)
    ]


async def _bounded(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body as it comes. Raises BodyTooLarge, at once where its length says so."""
    size = 0
    if BodyTooLarge.is_declared(request.headers.get("content-length", ""), limit):
        raise BodyTooLarge(limit)
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BodyTooLarge(limit)
        yield chunk


__all__ = ["MultipartReader"]
