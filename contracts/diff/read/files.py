"""Reads the files beside a document that it refers to, so that references to them lead to a part of the document.

Each file becomes the part `/x-files/PATH`. A URL is never read; what can't be read stays a reference that leads
nowhere.
"""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from contracts.diff.read.json_values import JsonObject, JsonValue
from contracts.document.lines import Lines
from contracts.document.parse import parse
from contracts.document.refusal import Refused, pointer

FILES = "x-files"
# Returns the text of a file by its path, relative to the document's folder; None if it can't be read.
ReadFile = Callable[[str], str | None]
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")
_DATA = ("example", "examples", "default", "enum", "const")


def with_files(document: JsonObject, read: ReadFile) -> tuple[dict[str, JsonValue], dict[str, str]]:
    """Return the document with the files that it refers to, and their texts by their paths."""
    files: dict[str, JsonValue] = {}
    texts: dict[str, str] = {}

    def loaded(path: str) -> bool:
        if path not in texts and (text := read(path)) is not None:
            try:
                value = parse(text)
            except Refused:
                return False
            texts[path] = text
            files[path] = rewritten(value, path)
        return path in texts

    def rewritten(value: JsonValue, path: str) -> JsonValue:
        if isinstance(value, list):
            return [rewritten(part, path) for part in value]
        if not isinstance(value, dict):
            return value
        return {
            key: reference(part, path)
            if key == "$ref" and isinstance(part, str)
            else part
            if key in _DATA
            else rewritten(part, path)
            for key, part in value.items()
        }

    def reference(text: str, path: str) -> str:
        name, _, fragment = text.partition("#")
        if _URL.match(name) or (not name and not path):
            return text
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(name))) if name else path
        return f"#{quote(pointer(FILES, target))}{fragment}" if loaded(target) else text

    whole = {key: rewritten(part, "") for key, part in document.items()}
    return ({**whole, FILES: files} if files else whole), texts


class LinesOfFiles(Lines):
    """The lines of a document and of the files beside it."""

    def __init__(self, name: str, text: str, texts: dict[str, str]) -> None:
        super().__init__(name, text)
        folder = name.rpartition("/")[0]
        self._files = {
            pointer(FILES, path): Lines(posixpath.join(folder, path), beside) for path, beside in texts.items()
        }

    def where(self, at: str, line: int | None = None) -> str:
        """Return where a part is written, in the file that has it."""
        for start, lines in self._files.items():
            if at == start or at.startswith(f"{start}/"):
                return lines.where(at.removeprefix(start), line)
        return super().where(at, line)
