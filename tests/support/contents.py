"""Contents of requests and answers that are tried: their kinds, and those that are streams."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import UploadFile
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from contracts.runtime.media_types import sent_media_type

Json = Any


def kind_of(text: str) -> str:
    """Of which kind the content of a media type is."""
    media = sent_media_type(text)
    return "binary" if media is None else media.kind


async def one_by_one(adapter: TypeAdapter[object], values: list[Json]) -> AsyncIterator[object]:
    """The values of a stream, typed when they are asked for."""
    for value in values:
        yield adapter.validate_json(json.dumps(value))


async def streamed(answer: Any) -> bytes:
    """All that a stream sends. Raises what it fails with."""
    sent: list[Any] = []

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    await answer.begin([])
    await answer({}, receive, send)
    return b"".join(message.get("body", b"") for message in sent)


def plain(body: object) -> Json:
    """What is handed over of a body, as JSON, with its files' names, types and contents."""
    try:
        return to_jsonable_python(body, by_alias=True, fallback=_file)
    except Exception as error:  # noqa: BLE001
        return repr(error)[:200]


def _file(value: object) -> Json:
    if not isinstance(value, UploadFile):
        raise TypeError(f"{value!r} has no form in JSON")
    content = value.file.read().decode(errors="replace")
    return {"filename": value.filename, "type": value.content_type, "content": content}
