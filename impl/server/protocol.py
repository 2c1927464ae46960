"""uvicorn's HTTP protocol with limits: how large the head of a request may be, and how long what may take."""

from asyncio import Transport
from http import HTTPStatus
from typing import ClassVar, NoReturn

from httptools import HttpParserError

from impl.server.backlog import Backlog
from impl.server.connections import HEALTH
from impl.server.framing import RefusedRequest, RequestParser
from impl.server.joined_writes import JoinedWrites
from impl.server.stalls import StallingProtocol
from impl.server.target import split_target

_HEAD_END = b"\r\n\r\n"


class BoundedProtocol(StallingProtocol):
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
    last_seconds: ClassVar[float] = 1.0
    """From the end of the grace of a process that goes down to the end of a head that had begun."""

    _heads = 0
    _piece_bytes = 0
    _unended_bytes = 0
    """Since the last request ended, the head that has come, or a part of the body."""
    _in_head = True
    _refusal: HttpParserError | None = None
    _ahead = False
    """Whether a request has come whole that is not answered yet."""
    _unfinished = False
    """Whether an answer is made whose end the client has not taken, and something has come behind its request."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A connection: its first request is expected at once."""
        # What the kernel does not take at once pauses the protocol, which so knows of every byte that is not read.
        transport.set_write_buffer_limits(high=0)
        self._joined = JoinedWrites(transport, self.loop, self._has_body_left)
        super().connection_made(self._joined)
        self.flow = Backlog(self.transport)
        self.parser = RequestParser(self)
        self._patience = self.head_seconds
        self._expect_within(self._patience)
        self.server_state.arrives(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of it."""
        self._expect_within(None)
        self._unfinished = False
        self._joined.half_closed = False
        self.resume_writing()
        self.server_state.leaves(self)
        self.parser.close()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """The client has closed its side. What it has sent whole is answered, and then the connection ends (FR-285).

        While requests are held it is not seen, for the connection is not read.
        """
        if self._ahead:
            self.end_with_answer()
        return self._ahead

    def data_received(self, data: bytes) -> None:
        """Bytes from the client, as the transport has read them: parsed, or held until their turn."""
        self._parse(data, 0)

    def _parse(self, data: bytes, start: int) -> None:
        """Parse what has come, from `start` on, until a request waits for its answer: the rest is held (FR-203).

        It is parsed in pieces in which one head ends, or two where the piece before stopped within the end of a head.
        So at most one request is parsed whose turn has not come.
        """
        heads, in_head, patience = self._heads, self._in_head, self._patience
        size = len(data)
        try:
            while start < size:
                if self._ahead:
                    self.flow.hold(data, start)
                    break
                end = data.find(_HEAD_END, start) + len(_HEAD_END)
                if end < len(_HEAD_END) or (end < size and data.find(_HEAD_END, end) < 0):
                    end = size
                # The parser tells of a field when it is whole; of one that never ends, only the bytes tell.
                self._piece_bytes = end - start
                self._unended_bytes += end - start
                self.parser.feed_data(data if end - start == size else memoryview(data)[start:end])
                if self._unended_bytes > self.max_head_bytes:
                    self._refuse_fields()
                start = end
        except HttpParserError as error:
            self._refuse(error)
        if (heads, in_head, patience) != (self._heads, self._in_head, self._patience):
            # Nearly always all of a request is there now, and no timer was needed. While it is worked on, what comes
            # behind it need not go on: it is not read.
            self._expect_within(None if self._ahead else self._patience)
            if patience is not None or self._patience is not None:
                self._settle()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._unset_keepalive_if_required()
        self._heads += 1
        self._in_head = True
        self._patience = self.head_seconds

    def on_url(self, url: bytes) -> None:
        """A part of the URL. Raises RefusedRequest."""
        self.url += url
        if len(self.url) > self.max_url_bytes:
            raise RefusedRequest(HTTPStatus.REQUEST_URI_TOO_LONG, f"A URL has at most {self.max_url_bytes} bytes.")

    def on_headers_complete(self) -> None:
        """The head is there; the application begins. Raises RefusedRequest."""
        if self._joined.closed:
            return  # behind a request that was the last one
        if self._unended_bytes > self.max_head_bytes or self._piece_bytes > self.max_head_bytes:
            self._check_size()
        self._unended_bytes = 0
        self._in_head = False
        self._patience = self.body_seconds
        self.headers = self.scope["headers"] = self.parser.fields
        self.expect_100_continue = self.parser.expects_continue
        if self.url[:1] != b"/":
            self._read_target()
        spare = bool(self.server_state.spare) and self.server_state.is_spare(self)
        if spare and not self.url.startswith(HEALTH):
            raise RefusedRequest(HTTPStatus.SERVICE_UNAVAILABLE)
        begins = self._is_answered()
        super().on_headers_complete()
        if begins:
            self._running = self.cycle
            self.server_state.works(self)
        if spare or self.server_state.drain.begun:
            self.end_with_answer()

    def on_body(self, body: bytes) -> None:
        """A part of the body. What comes in between (sizes of chunks, trailer fields) is bounded as a head is."""
        self._unended_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All of the request is there. Where it has been answered already, only now the connection is idle."""
        self._patience = None
        self._unended_bytes = 0
        cycle = self.cycle
        if not cycle.response_complete:
            self._ahead, cycle.more_body = True, False
            cycle.message_event.set()
        else:
            self._wait_for_request()
            if self._joined.half_closed:
                self._joined.end()

    def on_response_complete(self) -> None:
        """The answer is on its way; another request may come, or has. Where the client does not take the answer, no
        other request is begun until it has."""
        self._finish_answer()

    def _finish_answer(self) -> None:
        held = self.flow.held
        if held or self.pipeline:
            self._joined.flush()
        if self.flow.write_paused and not self.transport.is_closing():
            self._unfinished = True
            self.flow.pause_reading()
            self._settle()
            return
        self.flow.held = None
        if self.pipeline:
            self._running = self.pipeline[-1][0]  # which is begun now
        super().on_response_complete()
        if self._joined.half_closed:
            self.flow.resume_reading()
        self._settle()
        if self._patience is None:
            self._ahead = not self.cycle.response_complete
        else:
            self._ahead = False
            self._go_on()
        if (held or self._refusal) and not self.transport.is_closing():
            if self._refusal:
                self._refuse(self._refusal)
            elif held:
                self._parse(*held)

    def shutdown(self) -> None:
        """The end of the grace: what has come of a request is still answered, and it alone."""
        if self._in_head or self._has_body_left():  # has begun, or is to begin at once
            self._expect_within(self.last_seconds)
        else:
            super().shutdown()

    def resume_writing(self) -> None:
        """The client has taken all of it."""
        super().resume_writing()
        if self._unfinished:
            self._unfinished = False
            self._finish_answer()
        elif self._is_answered():
            self.flow.resume_reading()
        self._settle()

    def _go_on(self) -> None:
        """A request has begun to come before the one before it was answered: the connection is not idle."""
        self._unset_keepalive_if_required()
        if self._deadline is None:
            self._expect_within(self._patience)

    def _read_target(self) -> None:
        """Of an absolute target, the host counts and not the field (RFC 9112, section 3.2.2). Raises RefusedRequest."""
        if self.url == b"*" and self.parser.get_method() == b"OPTIONS":
            return
        try:
            host, self.url = split_target(self.url)
        except ValueError:
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "The target is neither a path nor an http URL.") from None
        others = (field for field in self.headers if field[0] != b"host")
        self.headers = self.scope["headers"] = [(b"host", host), *others]

    def _check_size(self) -> None:
        """Of a head that has ended, in a piece of what has come that may be longer. Raises RefusedRequest."""
        if sum(len(name) + len(value) for name, value in self.parser.fields) > self.max_head_bytes:
            self._refuse_fields()

    def _refuse_fields(self) -> NoReturn:
        raise RefusedRequest(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"The fields have at most {self.max_head_bytes} bytes."
        )

    def _refuse(self, error: HttpParserError) -> None:
        """Answer what is no request with a problem, and close: in its turn, and not where an answer has begun."""
        if self._ahead:
            self._refusal = error
        elif self.parser.in_body and self.cycle.response_started:
            self.transport.close()
        elif isinstance(error, RefusedRequest):
            self._answer(error.status, error.detail)
        else:
            self._answer(HTTPStatus.BAD_REQUEST)
