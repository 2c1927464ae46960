"""Finds the bodies of requests that can't be read as the document declares them."""

from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.forms import form_refusals
from contracts.codegen.refusals.media import FORM, MULTIPART, essence, kind
from contracts.document.kinds import allowed_types
from contracts.document.refusal import Note, Refusal, pointer
from contracts.document.walk import Path, definition
from contracts.runtime.media_types import media_type

Json = Any
_SCALARS = frozenset({"string", "integer", "number", "boolean"})

# What OpenAPI 3.2 says of the items of a sequence.
_OF_SEQUENCES = frozenset({"itemSchema", "prefixEncoding", "itemEncoding"})


def body_refusals(document: dict[str, Json], written: Json, used: Path) -> Iterator[Refusal]:
    """What of a body can't be read, and what of it a server has nothing to enforce for."""
    at, body = definition(document, used, written)
    limit = body.get("x-max-bytes", 1)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        yield Refusal(pointer(*at, "x-max-bytes"), "x-max-bytes", "must be a whole number of bytes")
    if not body["content"]:
        yield Refusal(pointer(*at, "content"), "content", "a body is of one media type at least")
    names = [name.lower() for name in body["content"]]
    for name, media in body["content"].items():
        where = (*at, "content", name)
        if names.count(name.lower()) > 1:
            yield Refusal(pointer(*where), name, "is given twice; the case of a media type says nothing")
        elif any(_meaning(name) == _meaning(other) and media != its for other, its in body["content"].items()):
            yield Refusal(pointer(*where), name, "is given twice with other contents; the charset is UTF-8 in any case")
        yield from _media(document, name, media, where)


def _meaning(name: str) -> tuple[str, dict[str, str]]:
    name, parameters = media_type(name)
    return name, {key: value for key, value in parameters.items() if key != "charset"}


def _media(document: dict[str, Json], written: str, media: Json, at: Path) -> Iterator[Refusal]:
    name, schema = essence(written), media.get("schema", {})
    if "/" not in name.strip("/") or name.startswith("*/") != (name == "*/*"):
        yield Refusal(pointer(*at), written, "is no media type, and no range of them such as text/*")
        return
    how, types = kind(document, written, schema), allowed_types(document, schema)
    for key in _OF_SEQUENCES & media.keys():
        if how in ("text", "bytes"):
            yield Note(pointer(*at, key), key, f"is not read of a request: the {how} is handed over as it is")
        else:
            yield Refusal(pointer(*at, key), key, "is not read of a request; say it in `schema`")
    if name in (FORM, MULTIPART):
        yield from form_refusals(document, written, media, at)
        return
    if "encoding" in media:
        yield Note(pointer(*at, "encoding"), "encoding", "belongs to forms, and this is none")
    if (how == "text" and not types & _SCALARS) or (how == "bytes" and "string" not in types):
        given = "text" if how == "text" else "bytes"
        reason = f"is handed over as the {given} that it is, and not held against its schema"
        yield Note(pointer(*at, "schema"), written, reason)
