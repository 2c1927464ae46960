"""Finds the bodies of requests that can't be read as the document declares them."""

from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.forms import form_refusals
from contracts.document.kinds import allowed_types
from contracts.document.media_kinds import read_as
from contracts.document.refusal import Note, Refusal, pointer
from contracts.document.walk import Path, definition
from contracts.runtime.media_types import MediaType, media_type

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
    meanings = {name: _meaning(read) for name in body["content"] if (read := media_type(name)) is not None}
    for name, value in body["content"].items():
        media, where = media_type(name), (*at, "content", name)
        if media is None:
            yield Refusal(pointer(*where), name, "is no media type, and no range of them such as text/*")
            continue
        if names.count(name.lower()) > 1:
            yield Refusal(pointer(*where), name, "is given twice; the case of a media type says nothing")
        elif any(its == _meaning(media) and body["content"][other] != value for other, its in meanings.items()):
            yield Refusal(pointer(*where), name, "is given twice with other contents; the charset is UTF-8 in any case")
        yield from _media(document, name, media, value, where)


def _meaning(media: MediaType) -> tuple[str, dict[str, str]]:
    return media.essence, {key: value for key, value in media.parameters.items() if key != "charset"}


def _media(document: dict[str, Json], written: str, media: MediaType, value: Json, at: Path) -> Iterator[Refusal]:
    schema, how = value.get("schema", {}), read_as(document, media, value)
    types, given = allowed_types(document, schema), "bytes" if how == "binary" else how
    for key in _OF_SEQUENCES & value.keys():
        if how in ("text", "binary"):
            yield Note(pointer(*at, key), key, f"is not read of a request: the {given} is handed over as it is")
        else:
            yield Refusal(pointer(*at, key), key, "is not read of a request; say it in `schema`")
    if how != "binary" and not media.is_utf8:
        yield Refusal(pointer(*at), written, "is read as UTF-8 alone; leave the charset out")
    if how in ("form", "multipart"):
        yield from form_refusals(document, written, value, at)
        return
    if "encoding" in value:
        yield Note(pointer(*at, "encoding"), "encoding", "belongs to forms, and this is none")
    if (how == "text" and not types & _SCALARS) or (how == "binary" and "string" not in types):
        reason = f"is handed over as the {given} that it is, and not held against its schema"
        yield Note(pointer(*at, "schema"), written, reason)
