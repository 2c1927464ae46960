"""Knows what a connection waits for, reports it to `Connections`, and closes connections that wait for too long."""

from asyncio import TimerHandle
from http import HTTPStatus
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from impl.server.connections import Connections
from impl.server.early_answers import early_answer
from impl.server.framing import RequestParser
from impl.server.transport import Backlog, JoinedWrites


class StallingProtocol(HttpToolsProtocol):
    """A connection that knows whether the server waits for its client, and limits how long it may.

    To make room for other connections, `Connections` calls `close_stalled` of the one that has been stalled the
    longest. Tests replace the limits (FR-077) in classes of their own.
    """

    max_url_bytes: ClassVar[int] = 16 * 1024
    max_head_bytes: ClassVar[int] = 32 * 1024
    """Limits for the URL, and for the URL and the headers together. Larger ones get 414 or 431 (RFC 6585, section
    5)."""
    head_seconds: ClassVar[float] = 10.0
    """From the opening of the connection, or the first byte of a later request, to the end of the headers."""
    body_seconds: ClassVar[float] = 30.0
    """From the end of the headers to the end of the body."""
    final_head_seconds: ClassVar[float] = 1.0
    """From the end of the shutdown's grace period to the end of a head that is being received."""
    answer_seconds: ClassVar[float] = 60.0
    """How long a client may take to read an answer, except for the part that the kernel's buffers hold."""

    server_state: Connections
    parser: RequestParser  # type: ignore[assignment]
    flow: Backlog

    _writes: JoinedWrites
    _current: RequestResponseCycle | None = None
    """The request that is being processed, or the last one."""
    _deadline: TimerHandle | None = None
    _time_limit: float | None = None
    """Seconds for the part of a request that is being received; None while no request is being received."""
    _unread: TimerHandle | None = None

    def pause_writing(self) -> None:
        """The client does not read its answer. Until it does, nothing more is read from it."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.answer_seconds, self.transport.abort)
        if self._is_answered():
            self.flow.pause_reading()
        self._report_state()
        self.server_state.mark_unread(self, {} if self._current is None else dict(self._current.scope))

    def resume_writing(self) -> None:
        """The client has read everything that was written."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        self.server_state.mark_read(self)

    def unread_bytes(self) -> int:
        """Return how many bytes of its answers the client has not read, except for those in the kernel's buffers."""
        return self._writes.get_write_buffer_size()

    def close_stalled(self) -> None:
        """Close the connection to make room, or because its time is over (FR-077).

        A client whose request body is incomplete gets 408 (RFC 9110, section 15.5.9).
        """
        current = self._current
        if not self.flow.write_paused and current is not None and current.more_body and not current.response_started:
            self._send_early_answer(HTTPStatus.REQUEST_TIMEOUT)
        if self.flow.write_paused:
            self.transport.abort()
        else:
            self._writes.end()

    def close_after_answer(self) -> None:
        """Close the connection after the current answer, and say so in the answer (`Connection: close`)."""
        if self.cycle is not None:
            self.cycle.keep_alive = False

    def _send_early_answer(self, status: HTTPStatus, detail: str | None = None) -> None:
        """Answer without an operation, and close."""
        self.transport.write(early_answer(status, detail))
        self.transport.close()

    def _start_keep_alive_timer(self) -> None:
        """Close the connection later if no request begins on it (FR-206)."""
        self._unset_keepalive_if_required()
        if self._time_limit is None and self._is_answered() and not self.transport.is_closing():
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _set_deadline(self, seconds: float | None) -> None:
        """Close the connection after `seconds` unless this is called again; None removes the deadline."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self.close_stalled)

    def _has_body_left(self) -> bool:
        """Return whether the client is still sending the body of a request that has been answered."""
        return self.parser.in_body and self.cycle.response_complete

    def _is_answered(self) -> bool:
        return self._current is None or self._current.response_complete

    def _report_state(self) -> None:
        """Report whether the server waits for the client or works on a request."""
        current = self._current
        if current is None or current.response_complete or current.more_body or self.flow.write_paused:
            self.server_state.mark_stalled(self)
        else:
            self.server_state.mark_working(self)
