"""uvicorn's HTTP protocol with limits on the size of a request's head and on the time that each step may take."""

from asyncio import Transport
from http import HTTPStatus
from typing import NoReturn

from httptools import HttpParserError

from impl.server.connections import HEALTH
from impl.server.framing import RefusedRequest, RequestParser
from impl.server.stalls import StallingProtocol
from impl.server.target import split_target
from impl.server.transport import Backlog, JoinedWrites

_HEAD_END = b"\r\n\r\n"


class BoundedProtocol(StallingProtocol):
    """Refuses requests whose head is too large, and closes connections that send or read too slowly (CWE-400).

    A request that is refused here has no operation yet: the answer is a problem (RFC 9457), and the connection closes.
    While the process shuts down, each answer is the last one of its connection, and says so (RFC 9112, section 9.6).
    """

    _steps = 0
    """Counts each change of what the client has to send next: a request begins, its head ends, all of it is there."""
    _piece_bytes = 0
    _unfinished_bytes = 0
    """Bytes of the current head since the last request ended, or bytes since the last part of the body."""
    _in_head = True
    _refusal: HttpParserError | None = None
    _awaits_answer = False
    """Whether a request has been received completely and is not answered yet."""
    _is_answer_unread = False
    """Whether an answer is complete but not read by the client, so that the next request has to wait."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A connection has been opened; its first request is expected at once."""
        # With a limit of 0, every byte that the kernel does not take pauses the protocol, so it knows of unread bytes.
        transport.set_write_buffer_limits(high=0)
        self._writes = JoinedWrites(transport, self.loop, self._has_body_left)
        super().connection_made(self._writes)
        self.flow = Backlog(self.transport)
        self.parser = RequestParser(self)
        self._time_limit = self.head_seconds
        self._set_deadline(self._time_limit)
        self.server_state.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has been closed."""
        self._set_deadline(None)
        self._is_answer_unread = False
        self._writes.half_closed = False
        self.resume_writing()
        self.server_state.closed(self)
        self.parser.close()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """The client has closed its side. Complete requests are still answered, then the connection closes (FR-285).

        While unparsed requests are kept, the connection is not read, so this is not called yet.
        """
        if self._awaits_answer:
            self.close_after_answer()
        return self._awaits_answer

    def data_received(self, data: bytes) -> None:
        """Take bytes from the client: parse them, or keep them until the current request is answered."""
        self._parse(data, 0)

    def _parse(self, data: bytes, start: int) -> None:
        """Parse `data` from offset `start` on, until a request waits for its answer; keep the rest (FR-203).

        The data is parsed in pieces that contain the end of one head, or of two if the previous piece ended within the
        blank line that ends a head. So at most one request is parsed before its turn.
        """
        steps, time_limit, size = self._steps, self._time_limit, len(data)
        try:
            while start < size:
                if self._awaits_answer:
                    self.flow.hold(data, start)
                    break
                end = data.find(_HEAD_END, start) + len(_HEAD_END)
                if end < len(_HEAD_END) or (end < size and data.find(_HEAD_END, end) < 0):
                    end = size
                # The parser reports a field only when it is complete, so an endless one is noticed by counting bytes.
                self._piece_bytes = end - start
                self._unfinished_bytes += end - start
                self.parser.feed_data(data if end - start == size else memoryview(data)[start:end])
                if self._unfinished_bytes > self.max_head_bytes:
                    self._refuse_head_size()
                start = end
        except HttpParserError as error:
            self._refuse(error)
        if steps != self._steps:
            # Most requests are complete after one read and need no timer. What is behind them is not read meanwhile.
            if self._deadline is not None or not self._awaits_answer:
                self._set_deadline(None if self._awaits_answer else self._time_limit)
            if time_limit is not None or self._time_limit is not None:
                self._report_state()

    def on_message_begin(self) -> None:
        """The first byte of a request has been received."""
        super().on_message_begin()
        self._unset_keepalive_if_required()
        self._steps += 1
        self._in_head = True
        self._time_limit = self.head_seconds

    def on_url(self, url: bytes) -> None:
        """A part of the URL has been received. Raises RefusedRequest."""
        self.url += url
        if len(self.url) > self.max_url_bytes:
            raise RefusedRequest(HTTPStatus.REQUEST_URI_TOO_LONG, f"A URL has at most {self.max_url_bytes} bytes.")

    def on_headers_complete(self) -> None:
        """The head is complete: start the application. Raises RefusedRequest."""
        if self._writes.closed:
            return  # the previous request was the last one of this connection
        if self._unfinished_bytes > self.max_head_bytes or self._piece_bytes > self.max_head_bytes:
            self._check_head_size()
        self._unfinished_bytes = 0
        self._steps += 1
        self._in_head = False
        self._time_limit = self.body_seconds
        self.headers = self.scope["headers"] = self.parser.fields
        self.expect_100_continue = self.parser.expects_continue
        if self.url[:1] != b"/":
            self._read_target()
        state = self.server_state
        spare = bool(state.spare) and state.is_still_spare(self)
        if spare and not self.url.startswith(HEALTH):
            raise RefusedRequest(HTTPStatus.SERVICE_UNAVAILABLE)
        super().on_headers_complete()
        if not self.pipeline:  # it has begun
            self._current = self.cycle
            state.mark_working(self)
        if spare or state.drain.begun:
            self.close_after_answer()

    def on_body(self, body: bytes) -> None:
        """A part of the body has been received. What stands between the parts (chunk sizes, trailers) is limited as a
        head is."""
        self._unfinished_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete. If it has been answered already, the connection is idle from now on."""
        self._steps += 1
        self._time_limit = None
        self._unfinished_bytes = 0
        cycle = self.cycle
        if not cycle.response_complete:
            self._awaits_answer, cycle.more_body = True, False
            cycle.message_event.set()
        else:
            self._start_keep_alive_timer()
            if self._writes.half_closed:
                self._writes.end()

    def on_response_complete(self) -> None:
        """The answer is complete. The next request starts when the client has read this answer."""
        self._finish_answer()

    def _finish_answer(self) -> None:
        held, following = self.flow.held, self.pipeline[-1][0] if self.pipeline else None
        if held or following:
            self._writes.flush()
        if self.flow.write_paused and not self.transport.is_closing():
            self._is_answer_unread = True
            self.flow.pause_reading()
            self._report_state()
            return
        self.flow.held = None
        self._current = following or self._current  # uvicorn starts the following request now
        super().on_response_complete()
        if self._writes.half_closed:
            self.flow.resume_reading()
        if following:
            self._report_state()
        else:
            self.server_state.mark_stalled(self)
        if self._time_limit is None:
            self._awaits_answer = not self.cycle.response_complete
        else:
            self._awaits_answer = False
            self._continue_request()
        if self._refusal and not self.transport.is_closing():
            self._refuse(self._refusal)
        elif held and not self.transport.is_closing():
            self._parse(*held)

    def shutdown(self) -> None:
        """The grace period is over: a request that is being received is still answered, and no other one."""
        if self._in_head or self._has_body_left():  # a request is being received
            self._set_deadline(self.final_head_seconds)
        else:
            super().shutdown()

    def resume_writing(self) -> None:
        """The client has read everything that was written."""
        super().resume_writing()
        if self._is_answer_unread:
            self._is_answer_unread = False
            self._finish_answer()
        elif self._is_answered():
            self.flow.resume_reading()
        self._report_state()

    def _continue_request(self) -> None:
        """The next request began before the previous one was answered, so the connection is not idle."""
        self._unset_keepalive_if_required()
        if self._deadline is None:
            self._set_deadline(self._time_limit)

    def _read_target(self) -> None:
        """Take the host from an absolute target instead of the Host field (RFC 9112, section 3.2.2). Raises
        RefusedRequest."""
        if self.url == b"*" and self.parser.get_method() == b"OPTIONS":
            return
        try:
            host, self.url = split_target(self.url)
        except ValueError:
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "The target is neither a path nor an http URL.") from None
        others = (field for field in self.headers if field[0] != b"host")
        self.headers = self.scope["headers"] = [(b"host", host), *others]

    def _check_head_size(self) -> None:
        """Measure a head that has ended, because the piece in which it came may be longer. Raises RefusedRequest."""
        if sum(len(name) + len(value) for name, value in self.parser.fields) > self.max_head_bytes:
            self._refuse_head_size()

    def _refuse_head_size(self) -> NoReturn:
        raise RefusedRequest(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The fields have at most {self.max_head_bytes} bytes."
        )

    def _refuse(self, error: HttpParserError) -> None:
        """Answer an invalid request with a problem and close: after the earlier answers, and not if an answer has
        begun."""
        if self._awaits_answer:
            self._refusal = error
        elif self.parser.in_body and self.cycle.response_started:
            self.transport.close()
        elif isinstance(error, RefusedRequest):
            self._send_early_answer(error.status, error.detail)
        else:
            self._send_early_answer(HTTPStatus.BAD_REQUEST)
