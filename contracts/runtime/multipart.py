"""Takes `multipart/form-data` apart as it comes (RFC 7578): texts stay in memory, files go on disk if they are large.

What a client can make a server keep is bounded: so many parts, so many bytes of texts, and so many of files in memory.
"""

import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast

from fastapi import UploadFile
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import Headers

from .errors import BodyTooLarge
from .forms import malformed

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_PARTS = 1000
MOST_FILES = 100
"""Of one body; those on disk are as many open files."""
MOST_IN_MEMORY = 1_048_576
"""Bytes: of all the texts of a body, and of all its files together that are not on disk."""
# What is wrong with a body is told to its client; whoever sends much of it must not fill the server's log.
_SILENT = logging.Logger(__name__, logging.CRITICAL)
_NOT_VALID = "The body is not valid multipart/form-data."
_IDENTITY = (b"", b"7bit", b"8bit", b"binary")  # what Content-Transfer-Encoding may say, which is obsolete


@dataclass(slots=True)
class SentPart:
    """One part: a file, or else the bytes of a text. `content_type` may be empty."""

    name: str
    content_type: str
    text: bytearray = field(default_factory=bytearray)
    file: UploadFile | None = None


async def read_parts(
    chunks: AsyncIterable[bytes], boundary: bytes, is_file: Callable[[str], bool], uploads: list[UploadFile]
) -> list[SentPart]:
    """The parts in their order. Files are added to `uploads` as they are opened, to be closed by whoever has the list.

    Raises MalformedBody for what is no multipart body, or has too many parts, and BodyTooLarge for too much text.
    """
    reading = _Parts(is_file, uploads)
    try:
        parser = MultipartParser(boundary, reading.callbacks())
        parser.logger = _SILENT
        async for chunk in reading.without_preamble(chunks, boundary):
            parser.write(chunk)
            await reading.flush()
        parser.finalize()
    except FormParserError:
        raise malformed(_NOT_VALID) from None
    if not reading.ended:
        raise malformed("The body ends before its last boundary.")
    if reading.has_preamble and not reading.parts:
        raise malformed(_NOT_VALID)
    for file in uploads:
        await file.seek(0)
    return reading.parts


class _Parts:
    """What a parser's callbacks find. They are plain functions, so what is written to files waits for `flush`."""

    def __init__(self, is_file: Callable[[str], bool], uploads: list[UploadFile]) -> None:
        self.parts: list[SentPart] = []
        self.ended = self.has_preamble = False
        self._is_file = is_file
        self._uploads = uploads
        self._fields: list[tuple[bytes, bytes]] = []
        self._name, self._value = bytearray(), bytearray()
        self._text_size = self._file_size = 0
        self._waiting: list[tuple[UploadFile, bytes]] = []
        self._in_memory: dict[UploadFile, int] = {}

    async def without_preamble(self, chunks: AsyncIterable[bytes], boundary: bytes) -> AsyncIterator[bytes]:
        """A body from its first boundary on: the lines before it are to be ignored (RFC 2046, section 5.1.1).

        Raises MalformedBody for a body without any.
        """
        line, held, begun = b"\n--" + boundary, b"\n", False
        async for chunk in chunks:
            if begun:
                yield chunk
                continue
            held += chunk
            at = held.find(line)
            begun = at >= 0
            self.has_preamble |= at > 0 or (at < 0 and len(held) > len(line))
            if begun:
                yield held[at + 1 :]
            else:
                held = held[-len(line) :]
        if not begun and held != b"\n":
            raise malformed(_NOT_VALID)

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._fields.clear,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._begin,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    async def flush(self) -> None:
        """Write what came of files. Those that no longer fit into memory together go on disk."""
        for file, data in self._waiting:
            if file in self._in_memory:
                self._in_memory[file] += len(data)
                self._file_size += len(data)
                if self._file_size > MOST_IN_MEMORY:
                    self._file_size -= self._in_memory.pop(file)
                    await run_in_threadpool(cast("SpooledTemporaryFile[bytes]", file.file).rollover)
            await file.write(data)
        self._waiting.clear()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._fields.append((bytes(self._name).lower(), bytes(self._value)))
        self._name.clear()
        self._value.clear()

    def _begin(self) -> None:
        fields = dict(self._fields)
        disposition, options = parse_options_header(fields.get(b"content-disposition"))
        if len(self.parts) == MOST_PARTS:
            raise malformed(f"The body has more than {MOST_PARTS} parts.")
        if disposition != b"form-data" or b"name" not in options:
            raise malformed("The body has a part without a Content-Disposition that names it.")
        if fields.get(b"content-transfer-encoding", b"").strip().lower() not in _IDENTITY:
            raise malformed("The body has a part with a Content-Transfer-Encoding, and parts are read as they are.")
        part = SentPart(_decoded(options[b"name"]), fields.get(b"content-type", b"").decode("latin-1"))
        if self._is_file(part.name):
            part.file = self._file(options.get(b"filename"))
        self.parts.append(part)

    def _file(self, filename: bytes | None) -> UploadFile:
        """A file by its name, of which no folders are kept (RFC 7578, section 4.2)."""
        name = None if filename is None else _decoded(filename).replace("\\", "/").rpartition("/")[2]
        if name is not None and not name.isprintable():
            raise malformed("The body has a part whose filename has characters that can't be printed.")
        if len(self._uploads) == MOST_FILES:
            raise malformed(f"The body has more than {MOST_FILES} files.")
        file = UploadFile(
            cast("IO[bytes]", SpooledTemporaryFile()),  # type: ignore[arg-type]  # noqa: SIM115 - closed with the request
            size=0,
            filename=name,
            headers=Headers(raw=list(self._fields)),
        )
        self._uploads.append(file)
        self._in_memory[file] = 0
        return file

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        if part.file is not None:
            self._waiting.append((part.file, data[start:end]))
            return
        self._text_size += end - start
        if self._text_size > MOST_IN_MEMORY:
            raise BodyTooLarge(MOST_IN_MEMORY)
        part.text += data[start:end]

    def _end(self) -> None:
        self.ended = True


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        raise malformed("The body has a part whose name or filename is not valid UTF-8.") from None


__all__ = ["MOST_FILES", "MOST_IN_MEMORY", "MOST_PARTS", "SentPart", "read_parts"]
