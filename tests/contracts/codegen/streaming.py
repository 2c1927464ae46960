"""A source that an operation answers with, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI

from tests.contracts.codegen.answering import Answering

_SECONDS = 10


class Source:
    """What a service yields, and what has become of it."""

    def __init__(self, *chunks: object, then: object = None) -> None:
        self.chunks = chunks
        self.then = then
        self.asked = 0
        self.closed = asyncio.Event()

    async def chunks_of_it(self) -> AsyncIterator[Any]:
        try:
            for chunk in self.chunks:
                self.asked += 1
                yield chunk
            if isinstance(self.then, Exception):
                raise self.then
            if self.then is not None:
                await asyncio.Event().wait()
        finally:
            self.closed.set()

    async def wait_closed(self) -> None:
        await asyncio.wait_for(self.closed.wait(), _SECONDS)


def streaming_app(answering: Answering, source: Source, name: str = "file") -> FastAPI:
    """An application whose operation `name` answers with the source."""
    sealed = getattr(answering.router, f"{''.join(part.title() for part in name.split('_'))}200")
    return answering.app({name: lambda **_: sealed(source.chunks_of_it())})
