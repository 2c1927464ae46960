"""Finds the media types of answers that can't be written as the document declares them."""

import codecs
from collections.abc import Iterator
from typing import Any

from contracts.document.event_schemas import FIELDS, data_schemas, fields, is_json_data, item_schema, payload
from contracts.document.kinds import allowed_types
from contracts.document.media_kinds import is_binary, written_as
from contracts.document.refusal import Note, Refusal, pointer
from contracts.document.walk import Path
from contracts.runtime.media_types import MediaType, media_type

Json = Any


def media_refusals(document: dict[str, Json], content: dict[str, Json], at: Path) -> Iterator[Refusal]:
    """What is wrong with the media types of a response, and what of them is handed over as it is."""
    seen: set[str] = set()
    for name, value in content.items():
        media, where = media_type(name), (*at, name)
        if media is None:
            yield Refusal(pointer(*where), name, "is no media type; write one such as text/csv")
            continue
        if (again := f"{media.essence} {sorted(media.parameters.items())}") in seen:
            yield Refusal(pointer(*where), name, "is given twice; the case of a media type says nothing")
        seen.add(again)
        yield from _charset(media, where)
        if media.kind == "events":
            yield from _events(document, value, where)
        else:
            yield from _raw(document, media, value, where)


def _charset(media: MediaType, where: Path) -> Iterator[Refusal]:
    charset = media.parameters.get("charset", "utf-8")
    try:
        codecs.lookup(charset)
        "".encode(charset)
    except LookupError:
        yield Refusal(pointer(*where), "charset", f"{charset} is no charset that Python can write; leave it out")
        return
    if media.kind not in ("text", "binary") and codecs.lookup(charset).name not in ("utf-8", "ascii"):
        yield Refusal(pointer(*where), "charset", f"{media.essence} is always UTF-8; leave the charset out")


def _raw(document: dict[str, Json], media: MediaType, value: Json, where: Path) -> Iterator[Refusal]:
    """A schema that is not one of a string says nothing that can be held against a text or bytes."""
    kind, schema = written_as(document, media, value), value.get("schema", {})
    if "itemSchema" in value and kind != "lines":
        reason = f"is of sequences, and {media.essence} is none"
        kept = kind == "json"
        yield (Refusal if kept else Note)(pointer(*where, "itemSchema"), "itemSchema", reason)
    if kind in ("text", "binary") and "string" not in allowed_types(document, schema):
        sent = "a text" if kind == "text" else "bytes"
        yield Note(pointer(*where, "schema"), media.essence, f"is sent as {sent}, which is not held against its schema")
    elif kind == "json" and is_binary(document, schema):
        yield Note(pointer(*where, "schema"), "format", "binary says nothing of JSON, which is text")


def _events(document: dict[str, Json], value: Json, where: Path) -> Iterator[Refusal]:
    key = "itemSchema" if "itemSchema" in value else "schema"
    if key not in value:
        return
    schema = item_schema(value)
    named = fields(document, schema)
    if "data" not in named:
        reason = "has no property data, so it is not of parsed events: the stream is a text, not held against it"
        yield Note(pointer(*where, key), key, reason)
        return
    if others := named - FIELDS:
        reason = f"an event has data, event, id and retry; put {', '.join(sorted(others))} into the JSON of data"
        yield Refusal(pointer(*where, key), key, reason)
    datas = list(data_schemas(document, schema))
    json = [data for data in datas if is_json_data(document, data)]
    if len(json) < len(datas) and any("string" in allowed_types(document, payload(document, data)) for data in json):
        reason = "data is a text in one event and JSON that may be a string in another; a client can't tell them apart"
        yield Refusal(pointer(*where, key), key, reason)
