"""Finds the bodies of requests that can't be read as the document declares them."""

from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.media import is_json
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import Path, definition

Json = Any


def body_refusals(document: dict[str, Json], written: Json, used: Path) -> Iterator[Refusal]:
    at, body = definition(document, used, written)
    limit = body.get("x-max-bytes", 1)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        yield Refusal(pointer(*at, "x-max-bytes"), "x-max-bytes", "must be a whole number of bytes")
    if not body["content"]:
        yield Refusal(pointer(*at, "content"), "content", "a body is of one media type at least")
    names = [media_type.lower() for media_type in body["content"]]
    for media_type, media in body["content"].items():
        where = (*at, "content", media_type)
        if not is_json(media_type):
            yield Refusal(pointer(*where), media_type, "only JSON bodies are read")
        if names.count(media_type.lower()) > 1:
            yield Refusal(pointer(*where), media_type, "is given twice; the case of a media type says nothing")
        if "encoding" in media:
            yield Refusal(pointer(*where, "encoding"), "encoding", "belongs to forms, which are not read")
