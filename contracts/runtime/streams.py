"""Sends an answer as it comes: chunk by chunk, never more of it in memory than the client has room for."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Final

from fastapi.sse import KEEPALIVE_COMMENT
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from .generators import Generators

FIRST_EVENT_SECONDS: Final = 1.0
"""How long the head of an event stream waits for the first event, whose failure can still be told as a problem."""

_TURN = 10
"""After how many chunks other requests have their turn, and a client that has gone is noticed, in any case."""


class EventStreams:
    """The event streams of a process: how often a silent one is kept alive, and how all of them end.

    `heartbeat_seconds` is how long a stream may be silent before a comment is sent, so that no proxy takes it for dead.
    """

    def __init__(self, heartbeat_seconds: float = 15.0) -> None:
        self.heartbeat_seconds = heartbeat_seconds
        self.ended = False
        self.open: set[Streamed] = set()

    def end(self) -> None:
        """The process shuts down: end every stream, and those that are still asked for. A client connects again, to
        another process. To be called from the event loop."""
        self.ended = True
        for stream in [*self.open]:
            stream.stop()


class Streamed(Response):
    """An answer whose chunks are `encode` of what the source yields.

    What fails before the first chunk can still be answered with a problem. What fails after it cuts the connection, so
    that no client takes the part for the whole. The source is closed as soon as the client is gone.
    """

    def __init__(
        self,
        status: int,
        fields: list[tuple[bytes, bytes]],
        source: AsyncIterator[object],
        encode: Callable[[object], bytes],
        events: EventStreams | None = None,
    ) -> None:
        """`events` is there for an event stream, which alone has heartbeats and ends with the process."""
        self.status_code = status
        self.raw_headers = fields
        self.background = None
        self._source = source
        self._encode = encode
        self._events = events
        self._first: asyncio.Task[bytes | None] | None = None
        self._next: bytes | None = None
        self._limit = asyncio.Timeout(None)
        self._stopped = False
        self._gone = False
        self._waits = False
        """Whether the source is waited for, and not the client."""
        self._count = 0

    async def begin(self, requests: Generators) -> None:
        """Get the first chunk, and note among the generators of the request that the source is to be closed."""
        closing = self._closing()
        await anext(closing)
        requests.append(closing)
        if self._events is None:
            self._next = await self._chunk()
            return
        self._first = asyncio.create_task(self._chunk())
        done, _ = await asyncio.wait([self._first], timeout=FIRST_EVENT_SECONDS)
        if done:
            self._next, self._first = self._first.result(), None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all of it, until the client is gone or the stream is stopped. Raises what the source fails with."""
        beside = [asyncio.create_task(self._watch(receive))]
        try:
            async with self._limit:
                await self._deliver(
                    send, {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
                )
                if self._events is not None:
                    self._events.open.add(self)
                    beside.append(asyncio.create_task(self._beat(send, self._events.heartbeat_seconds)))
                await self._send(send)
        except TimeoutError:
            if not self._limit.expired():
                raise
        finally:
            self._stopped = True
            for task in beside:
                task.cancel()
            if self._events is not None:
                self._events.open.discard(self)
        if not self._gone:
            await self._deliver(send, {"type": "http.response.body", "body": b"", "more_body": False})
        if self.background is not None:
            await self.background()

    def stop(self) -> None:
        """End it here, as if the source had no more."""
        if not self._stopped:
            self._stopped = True
            self._limit.reschedule(asyncio.get_running_loop().time())

    async def _send(self, send: Send) -> None:
        if self._events is not None and self._events.ended:
            return
        if self._first is not None:
            await self._deliver(send, _body(b""))  # a server may keep the head until there is a body
            self._next, self._first = await self._waited(self._first), None
        while self._next is not None and not self._stopped:
            self._count += 1
            await self._deliver(send, _body(self._next))
            if self._count % _TURN == 0:
                await asyncio.sleep(0)  # neither a source nor a client need ever be waited for
            self._next = await self._waited(self._chunk())

    async def _deliver(self, send: Send, message: Message) -> None:
        try:
            await send(message)
        except OSError:  # how a server says that the client is gone (ASGI 2.4)
            self._gone = True
            self.stop()

    async def _waited(self, chunk: Awaitable[bytes | None]) -> bytes | None:
        self._waits = True
        try:
            return await chunk
        finally:
            self._waits = False

    async def _chunk(self) -> bytes | None:
        """The next chunk that is not empty; None at the end."""
        async for one in self._source:
            if encoded := self._encode(one):
                return encoded
        return None

    async def _watch(self, receive: Receive) -> None:
        """Wait for the client to go. What it sends meanwhile is read and dropped."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self.stop()

    async def _beat(self, send: Send, seconds: float) -> None:
        """Send a comment whenever the source has been silent for so long; a client that does not read gets none."""
        while True:
            count = self._count
            await asyncio.sleep(seconds)
            if self._waits and count == self._count:
                await self._deliver(send, _body(KEEPALIVE_COMMENT))

    async def _closing(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            if self._first is not None:
                self._first.cancel()
                await asyncio.gather(self._first, return_exceptions=True)
            close: Callable[[], Awaitable[None]] | None = getattr(self._source, "aclose", None)
            if close is not None:
                await close()


def _body(chunk: bytes) -> Message:
    return {"type": "http.response.body", "body": chunk, "more_body": True}


__all__ = ["EventStreams", "Streamed"]
