"""Loads an OpenAPI document, and refuses anything else with one clear line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contracts.document.bundle import bundle, may_have_files
from contracts.document.defects import VERSIONS, structure_defects
from contracts.document.parse import parse
from contracts.document.references import broken_references
from contracts.document.refusal import Note, Refusal, Refused
from contracts.document.shapes import shape_defects

Json = Any
Document = dict[str, Json]


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
    if version is None or isinstance(version, bool) or not isinstance(version, str | int | float):
        raise Refused([Refusal("", "openapi", f"is not an OpenAPI document: {_other(parsed)}")])
    version = str(version)
    if version in VERSIONS:
        parsed["openapi"] = f"{version}.0"
    elif not version.startswith(tuple(f"{one}." for one in VERSIONS)):
        raise Refused([Refusal("/openapi", "openapi", f"version {version} is none of {', '.join(VERSIONS)}")])
    # `components:` with nothing below it is null in YAML, and as good as absent.
    return {key: value for key, value in parsed.items() if value is not None}


def _other(parsed: Json) -> str:
    """What a text is that has no version of OpenAPI, and the cure where there is one."""
    if isinstance(parsed, dict) and str(parsed.get("swagger", "")).startswith("2"):
        return "it is Swagger 2.0; convert it first, with `npx swagger2openapi FILE --outfile openapi.json`"
    if isinstance(parsed, dict) and "asyncapi" in parsed:
        return "it is AsyncAPI, which describes messages and no HTTP"
    return "it has no version in `openapi`; begin it with `openapi: 3.1.0`"


def defects(document: Document) -> Iterator[Refusal]:
    """Yield what is wrong with the structure and the references of a document, and notes of missing words."""
    yield from broken_references(document)
    shapes = list(shape_defects(document))
    yield from shapes
    told = {one.pointer for one in shapes}
    yield from (one for one in structure_defects(document) if one.pointer not in told)


def _sound(document: Document) -> Document:
    refused = [one for one in defects(document) if not isinstance(one, Note)]
    if refused:
        raise Refused(refused)
    return document
