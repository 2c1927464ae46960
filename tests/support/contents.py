"""Contents of requests and answers that are tried: their kinds, and those that are streams."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from pydantic import TypeAdapter

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
