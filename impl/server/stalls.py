"""What a connection waits for: tells stalls to the bounds of all connections, and ends what stalls for too long."""

from asyncio import TimerHandle
from http import HTTPStatus
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from impl.server.backlog import Backlog
from impl.server.connections import Connections
from impl.server.early_answers import early_answer
from impl.server.framing import RequestParser
from impl.server.joined_writes import JoinedWrites


class StallingProtocol(HttpToolsProtocol):
    """A connection that knows whether the server waits for its client, to send or to read, and for how long it may.

    Whoever makes room for others (`Connections`) ends the one that has stalled the longest by `give_way`.
    """

    answer_seconds: ClassVar[float] = 60.0
    """For a client to take an answer, but for what the kernel's buffers hold."""

    server_state: Connections
    parser: RequestParser  # type: ignore[assignment]
    flow: Backlog

    _joined: JoinedWrites
    _running: RequestResponseCycle | None = None
    """The request that is worked on, or was the last one."""
    _deadline: TimerHandle | None = None
    _patience: float | None = None
    """Seconds for what is awaited of a request that has begun to come."""
    _unread: TimerHandle | None = None

    def pause_writing(self) -> None:
        """The client does not take its answer. Until it does, it is asked for nothing more."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.answer_seconds, self.transport.abort)
        if self._is_answered():
            self.flow.pause_reading()
        self._settle()
        self.server_state.stops_reading(self, {} if self._running is None else dict(self._running.scope))

    def resume_writing(self) -> None:
        """The client has taken all of it."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        self.server_state.reads(self)

    def unread_bytes(self) -> int:
        """How many bytes of its answers the client has not taken, but for those in the kernel's buffers."""
        return self._joined.get_write_buffer_size()

    def give_way(self) -> None:
        """Make room, or time is up. A client whose body is awaited is told so (RFC 9110, section 15.5.9; FR-215)."""
        running = self._running
        if not self.flow.write_paused and running is not None and running.more_body and not running.response_started:
            self._answer(HTTPStatus.REQUEST_TIMEOUT)
        if self.flow.write_paused:
            self.transport.abort()
        else:
            self._joined.end()

    def end_with_answer(self) -> None:
        """Let the answer that is being made be the last one, and say so."""
        if self.cycle is not None:
            self.cycle.keep_alive = False

    def _answer(self, status: HTTPStatus, detail: str | None = None) -> None:
        """Answer before there is an operation, and close."""
        self.transport.write(early_answer(status, detail))
        self.transport.close()

    def _wait_for_request(self) -> None:
        """Close the connection in time if nothing has begun on it (FR-206)."""
        self._unset_keepalive_if_required()
        if self._patience is None and self._is_answered() and not self.transport.is_closing():
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _expect_within(self, seconds: float | None) -> None:
        """Close the connection unless more is known by then; None for nothing to wait for."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self.give_way)

    def _has_body_left(self) -> bool:
        """Whether the client still sends the body of a request that has been answered."""
        return self.parser.in_body and self.cycle.response_complete

    def _is_answered(self) -> bool:
        return self._running is None or self._running.response_complete

    def _settle(self) -> None:
        """Say whether the next thing to happen is the client's to do, or ours."""
        running = self._running
        if running is None or running.response_complete or running.more_body or self.flow.write_paused:
            self.server_state.stalls(self)
        else:
            self.server_state.works(self)
