"""Decides of which kind a body is: by its media type, and where that does not tell by its schema."""

from typing import Any

from contracts.document.keywords import FORMATS
from contracts.document.kinds import allowed_types
from contracts.document.walk import resolved
from contracts.runtime.media_types import Kind, MediaType, media_type

Json = Any
TEXT_DATA = "x-text-data"
"""Beside the schema of an event, once it is prepared: whether its `data` is a text in some case."""
_TEXT_WORDS = frozenset({"pattern", "enum", "const"})
_WORDS = frozenset({"title", "description", "example", "examples", "deprecated", "default", "externalDocs", "xml"})


def read_media_type(text: str) -> MediaType:
    """A media type of a document that was not refused."""
    read = media_type(text)
    if read is None:
        raise ValueError(f"{text} is no media type")
    return read


def body_kind(document: dict[str, Json], media: MediaType, schema: Json) -> Kind:
    """What a body is, sent or answered. A text whose schema speaks of bytes is bytes, and of `*/*` and `application/*`
    the schema alone tells; other bytes are a text where the schema has a word for texts."""
    if media.kind not in ("text", "binary"):
        return media.kind
    if is_binary(document, schema):
        return "binary"
    if media.kind == "text":
        return "text"
    plain = resolved(document, schema)
    if media.essence not in ("*/*", "application/*"):
        return "text" if isinstance(plain, dict) and _has_text_words(plain) else "binary"
    if says_nothing(plain):
        return "binary"
    return "text" if allowed_types(document, schema) == {"string"} else "json"


def read_as(document: dict[str, Json], media: MediaType, value: Json) -> Kind:
    """How the body of a request is read. Of sequences nothing is read but their text."""
    kind = body_kind(document, media, value.get("schema", {}))
    return "text" if kind in ("events", "lines") else kind


def written_as(document: dict[str, Json], media: MediaType, value: Json) -> Kind:
    """How the body of a response is written. Events that the contract does not describe are a text, as are JSON lines
    and every form; the parts of a multipart body are bytes."""
    kind = body_kind(document, media, value.get("schema", {}))
    if kind in ("form", "multipart"):
        return "text" if kind == "form" else "binary"
    described = TEXT_DATA in value if kind == "events" else "schema" in value or "itemSchema" in value
    return "text" if kind in ("events", "lines") and not described else kind


def is_binary(document: dict[str, Json], schema: Json) -> bool:
    """Whether a schema speaks of bytes: `format: binary`, or a `contentMediaType` that is neither text nor encoded."""
    target = resolved(document, schema)
    if not isinstance(target, dict) or allowed_types(document, target) == frozenset():
        return False
    if target.get("format") == "binary":
        return True
    if any(is_binary(document, part) for part in target.get("allOf", [])):
        return True
    content = target.get("contentMediaType")
    return isinstance(content, str) and "contentEncoding" not in target and not is_text(content)


def is_text(name: str) -> bool:
    """Whether content of a media type is text, which JSON is too."""
    media = media_type(name)
    return media is not None and media.kind not in ("binary", "multipart")


def says_nothing(schema: Json) -> bool:
    """Whether a schema allows everything, in words at most."""
    return schema is True or (isinstance(schema, dict) and not {k for k in schema if k[:2] != "x-"} - _WORDS)


def _has_text_words(schema: dict[str, Json]) -> bool:
    """Whether a schema says what only a text can be. A format that nobody knows may be one of bytes."""
    return bool(schema.keys() & _TEXT_WORDS) or schema.get("format") in FORMATS
