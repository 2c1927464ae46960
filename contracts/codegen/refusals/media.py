"""Kinds of media types, and how the bodies of each are read."""

import re
from typing import Any, Literal, TypeAlias

from contracts.document.kinds import allowed_types
from contracts.document.walk import resolved
from contracts.runtime.media_types import media_type

Json = Any
Kind: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_JSON = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json")
# `application/*+json` is a name for all of these; and `text/json` is what some servers call JSON.
_ANY_JSON = re.compile(r"text/json|[^/*]+/[^/*]+\+json|[^/*]+/\*\+json")
_TEXT = re.compile(
    r"text/.+|application/(?:xml|yaml|x-yaml|javascript|ecmascript|graphql|sql|jwt|toml|x-ndjson|ndjson|jsonl|json-seq)"
    r"|.+\+(?:xml|yaml|json-seq)"
)
_TEXT_WORDS = frozenset({"pattern", "enum", "const", "format"})
_WORDS = frozenset({"title", "description", "example", "examples", "deprecated", "default", "externalDocs", "xml"})


def is_json(name: str) -> bool:
    """Whether a media type is JSON by its name (RFC 6839, section 3.1)."""
    return _JSON.fullmatch(name.lower()) is not None


def essence(name: str) -> str:
    """A media type in lower case, without its parameters."""
    return media_type(name)[0]


def is_range(name: str) -> bool:
    """Whether a name stands for several media types."""
    return "*" in essence(name)


def kind(document: dict[str, Json], written: str, schema: Json) -> Kind:
    """How a body of a media type is read: by the name, and where that does not tell by the schema."""
    name = essence(written)
    if is_json(name) or _ANY_JSON.fullmatch(name):
        return "json"
    if name in (FORM, MULTIPART):
        return "form" if name == FORM else "multipart"
    if is_binary(document, schema):
        return "bytes"
    if _TEXT.fullmatch(name):
        return "text"
    if name in ("*/*", "application/*") and "string" not in allowed_types(document, schema):
        return "json"
    target = resolved(document, schema) if isinstance(schema, dict) else {}
    return "text" if isinstance(target, dict) and target.keys() & _TEXT_WORDS else "bytes"


def is_binary(document: dict[str, Json], schema: Json) -> bool:
    """Whether a schema speaks of bytes: `format: binary`, or a `contentMediaType` that is neither text nor encoded."""
    target = resolved(document, schema) if isinstance(schema, dict) else {}
    if not isinstance(target, dict) or allowed_types(document, target) == frozenset():
        return False
    if target.get("format") == "binary":
        return True
    content = target.get("contentMediaType")
    return isinstance(content, str) and "contentEncoding" not in target and not is_text(content)


def is_text(written: str) -> bool:
    """Whether content of a media type is text."""
    name = essence(written)
    return is_json(name) or _ANY_JSON.fullmatch(name) is not None or _TEXT.fullmatch(name) is not None


def says_nothing(schema: Json) -> bool:
    """Whether a schema allows everything, in words at most."""
    return schema is True or (isinstance(schema, dict) and not {k for k in schema if k[:2] != "x-"} - _WORDS)
