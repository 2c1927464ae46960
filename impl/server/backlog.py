"""Keeps the unparsed bytes of pipelined requests, and stops reading until the current request is answered."""

from asyncio import Transport

from uvicorn.protocols.http.flow_control import FlowControl


class Backlog(FlowControl):
    """uvicorn's flow control of a connection, extended by the bytes that are not parsed yet (CWE-770).

    A client may send requests without waiting for the answers (pipelining: RFC 9112, section 9.3.2). A parsed request
    takes many times the memory of its bytes, so each is parsed only when its turn comes. The bytes that are kept come
    from one read of the socket: at most 256,000 bytes with uvloop.
    """

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self.held: tuple[bytes, int] | None = None
        """The unparsed bytes, and the offset at which they begin."""

    def hold(self, data: bytes, start: int) -> None:
        """Keep `data` from offset `start` on, after what is kept already, and pause reading."""
        if self.held is not None:
            held, held_start = self.held
            data, start = held[held_start:] + data[start:], 0
        self.held = data, start
        self.pause_reading()

    def resume_reading(self) -> None:
        """Resume reading, unless bytes are kept. uvicorn calls this whenever the application waits for its client."""
        if self.read_paused and self.held is None:
            super().resume_reading()
