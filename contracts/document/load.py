"""Loads an OpenAPI document, and refuses anything else with one clear line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contracts.document.bundle import bundle, may_have_files
from contracts.document.defects import VERSIONS, structure_defects
from contracts.document.parse import parse
from contracts.document.references import broken_references
from contracts.document.refusal import Note, Refusal, Refused

Document = dict[str, Any]


def load(path: Path) -> Document:
    """Read a document with the structure of OpenAPI 3.0, 3.1 or 3.2 and valid references. Raises Refused."""
    return _sound(read(path))


def load_text(text: str) -> Document:
    """Load a document from a text; see `load`. Raises Refused."""
    return _sound(read_text(text))


def read(path: Path) -> Document:
    """Read a document, which may have defects. Raises Refused for what is none of OpenAPI 3.0, 3.1 or 3.2."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused([Refusal("", "file", f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise Refused([Refusal("", "file", "is not UTF-8 text")]) from error
    document = read_text(text)
    return bundle(path, document).document if may_have_files(text) else document


def read_text(text: str) -> Document:
    """Read a document from a text; see `read`. Raises Refused."""
    parsed = parse(text)
    version = parsed.get("openapi") if isinstance(parsed, dict) else None
    # Without quotes, 3.1 is a number.
    if version is None or not isinstance(version, str | float):
        raise Refused([Refusal("", "openapi", "is not an OpenAPI document: it has no version in `openapi`")])
    version = str(version)
    if version in VERSIONS:
        parsed["openapi"] = f"{version}.0"
    elif not version.startswith(tuple(f"{one}." for one in VERSIONS)):
        raise Refused([Refusal("/openapi", "openapi", f"version {version} is none of {', '.join(VERSIONS)}")])
    # `components:` with nothing below it is null in YAML, and as good as absent.
    return {key: value for key, value in parsed.items() if value is not None}


def defects(document: Document) -> Iterator[Refusal]:
    """Yield what is wrong with the structure and the references of a document, and notes of missing words."""
    yield from broken_references(document)
    yield from structure_defects(document)


def _sound(document: Document) -> Document:
    refused = [one for one in defects(document) if not isinstance(one, Note)]
    if refused:
        raise Refused(refused)
    return document
