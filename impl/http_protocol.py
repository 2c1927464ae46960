"""uvicorn's HTTP protocol with limits: how large the head of a request may be, and how long what may take."""

import json
from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import ClassVar, NoReturn

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .connections import Connections
from .joined_writes import JoinedWrites
from .problems import MEDIA_TYPE
from .request_id import fresh_request_id


class TooLarge(Exception):
    """The head of the request has more bytes than it may have. The parser gives up on the connection."""


class BoundedProtocol(HttpToolsProtocol):
    """Cuts off clients that send too much before their request is known, or send or read too slowly (CWE-400).

    What is refused here has no operation yet: the answer is a problem, and the end of the connection.
    While the process goes down, each answer is the last one of its connection, and says so (RFC 9112, section 9.6).
    """

    max_url_bytes: ClassVar[int] = 16 * 1024
    max_head_bytes: ClassVar[int] = 32 * 1024
    """All of the URL and the headers. The answer is 414 or 431 (RFC 6585, section 5)."""
    head_seconds: ClassVar[float] = 10.0
    """From the connection, or the first byte of a later request, to the end of the headers."""
    body_seconds: ClassVar[float] = 30.0
    """From the end of the headers to the end of the body."""
    answer_seconds: ClassVar[float] = 60.0
    """For a client to read of an answer what the buffers don't hold."""
    last_seconds: ClassVar[float] = 1.0
    """From the end of the grace of a process that goes down to the end of a head that had begun."""

    server_state: Connections

    _deadline: TimerHandle | None = None
    _patience: float | None = None
    _heads = 0
    _head_bytes = 0
    _unended_bytes = 0
    _in_head = True
    _unread: TimerHandle | None = None
    _refused: HTTPStatus | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A connection: its first request is expected at once."""
        super().connection_made(JoinedWrites(transport, self.loop))
        self._expect_within(self.head_seconds)
        self.server_state.arrives(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of it."""
        self._expect_within(None)
        self.resume_writing()
        self.server_state.leaves(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes. The parser tells of a header when it is whole; of one that never ends, only their number tells."""
        heads, in_head, patience = self._heads, self._in_head, self._patience
        super().data_received(data)
        if (heads, in_head, patience) != (self._heads, self._in_head, self._patience):
            # Nearly always all of a request is there now, and no timer was needed.
            self._expect_within(self._patience)
        if self._in_head and heads == self._heads:
            self._unended_bytes += len(data)
            if self._unended_bytes > self.max_head_bytes and not self.transport.is_closing():
                self._refused = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._heads += 1
        self._in_head, self._head_bytes, self._unended_bytes = True, 0, 0
        self._patience = self.head_seconds

    def on_url(self, url: bytes) -> None:
        """A part of the URL. Raises TooLarge."""
        super().on_url(url)
        if len(self.url) > self.max_url_bytes:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, whole. Raises TooLarge."""
        super().on_header(name, value)
        self._head_bytes += len(name) + len(value)
        if self._head_bytes > self.max_head_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_headers_complete(self) -> None:
        """The head is there; the application begins."""
        self._in_head = False
        self._patience = self.body_seconds
        self.server_state.leaves(self)
        super().on_headers_complete()
        if self.server_state.drain.begun:
            self.end_with_answer()

    def on_message_complete(self) -> None:
        """All of the request is there."""
        self._patience = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is on its way; another request may come."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self.server_state.waits(self)

    def end_with_answer(self) -> None:
        """Let the answer that is being made be the last one, and say so."""
        if self.cycle is not None:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        """The end of the grace: what has come of a request is still answered, and it alone."""
        if self._in_head:  # has begun, or is to begin at once
            self._expect_within(self.last_seconds)
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        """The client does not read its answer."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.answer_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It does."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP request, or too large a one, with a problem instead of uvicorn's text, and close."""
        status, request_id = self._refused or HTTPStatus.BAD_REQUEST, fresh_request_id()
        problem = {
            "type": f"urn:tasks-api:problem:{status.name.lower().replace('_', '-')}",
            "title": status.phrase,
            "status": status.value,
            "detail": "The request is not one that this server reads.",
            "request_id": request_id,
        }
        body = json.dumps(problem).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}",
            f"Content-Type: {MEDIA_TYPE}",
            f"Content-Length: {len(body)}",
            f"X-Request-ID: {request_id}",
            "Connection: close",
        )
        self.transport.write("\r\n".join((*head, "", "")).encode() + body)
        self.transport.close()

    def _refuse(self, status: HTTPStatus) -> NoReturn:
        self._refused = status
        raise TooLarge

    def _expect_within(self, seconds: float | None) -> None:
        """Close the connection unless more is known by then; None for nothing to wait for."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._patience = seconds
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self.transport.close)
