"""What a client has sent before its last request is answered: held as it came, and no more is read meanwhile."""

from asyncio import Transport

from uvicorn.protocols.http.flow_control import FlowControl


class Backlog(FlowControl):
    """uvicorn's control of a connection's flow, with the bytes that are not parsed yet (CWE-770).

    A client may send requests without waiting for answers (pipelining: RFC 9112, section 9.3.2). Parsed ones cost many
    times their bytes, so they are parsed in their turn. What is held is what one read of the socket has brought:
    256,000 bytes at most with uvloop.
    """

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self.held: tuple[bytes, int] | None = None
        """Bytes, and where in them what is not parsed yet begins."""

    def hold(self, data: bytes, start: int) -> None:
        """Hold `data` from `start` on, behind what is held already."""
        if self.held is not None:
            held, held_start = self.held
            data, start = held[held_start:] + data[start:], 0
        self.held = data, start
        self.pause_reading()

    def resume_reading(self) -> None:
        """Read on, unless something is held. uvicorn asks for it whenever the application waits for its client."""
        if self.held is None:
            super().resume_reading()
