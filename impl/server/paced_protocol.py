"""The HTTP protocol, at the pace of the client's address until the client proves to be a user."""

from asyncio import Transport

from impl.server.pacing import Pacer
from impl.server.protocol import BoundedProtocol

_PRINCIPALS = "contract.principals"
"""Where generated code puts who a request has proven to be from."""
_TOKEN_BYTES = 4096
"""What is parsed for one token: small enough that the worst of it, chunks of a byte, takes less than a millisecond."""


class PacedProtocol(BoundedProtocol):
    """Takes a token for each read, for each 4 KiB of it, and for each answer to nobody that is known (FR-270).

    A request that proves to be a user's gives back all that its connection took, and what comes next is not counted
    until it has been answered, to nobody that is known (FR-271). While the address has no tokens, the connection is not
    read, what has been read waits, and no time runs against its client (FR-272).
    """

    _pacer: Pacer | None = None
    _client: str | None = None
    """Whose tokens are taken; None where nothing is."""
    _proven = False
    """Whether the last request was a user's."""
    _taken = 0
    """Tokens since the last request of a user's."""
    _prepaid = 0
    """Tokens that were taken for what comes next."""
    _waits = False
    _answered = False
    """Whether an answer is complete, and what comes after it waits."""
    _held = b""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A connection, for which whoever accepted it has taken a token."""
        super().connection_made(transport)
        self._pacer = self.server_state.pacer
        if self._pacer is not None:
            self._client = self._pacer.client(self.client[0] if self.client else None)
            self._taken = 1

    def data_received(self, data: bytes) -> None:
        """Bytes. What the transport has read before it was told not to is kept until its turn."""
        if self._proven or self._pacer is None or self._client is None:
            self._parse(data, 0)
        elif self._waits or (not self._prepaid and self._pacer.is_exhausted(self._client)):
            self._held += data
            self._wait()
        else:
            self._read(data)

    def on_response_complete(self) -> None:
        """The answer is on its way, and tells whether the request was a user's."""
        if self._pacer is None or self._client is None:
            self._finish_answer()
        elif self._running is not None and self._running.scope.get(_PRINCIPALS):
            if not self._proven:
                self._pacer.give(self._client, self._taken)
                self._proven, self._taken = True, 0
            self._finish_answer()
        else:
            self._pacer.take(self._client)
            self._proven = False
            self._taken += 1
            if self._pacer.is_exhausted(self._client) and not self.transport.is_closing():
                self._answered = True
                self._wait()
            else:
                self._finish_answer()

    def _read(self, data: bytes) -> None:
        if self._pacer is not None and self._client is not None:
            tokens = 1 + len(data) // _TOKEN_BYTES
            self._pacer.take(self._client, tokens - self._prepaid)
            self._taken, self._prepaid = self._taken + tokens, 0
        self._parse(data, 0)

    def _wait(self) -> None:
        """Stop reading until it is this connection's turn. It may make room for another meanwhile."""
        self.transport.pause_reading()  # also where an application that waits for the rest of a body has resumed it
        if self._waits or self._pacer is None or self._client is None:
            return
        self._waits = True
        self._unset_keepalive_if_required()
        self._expect_within(None)
        self._settle()
        self._pacer.wait(self._client, self._take_turn)

    def _take_turn(self) -> None:
        self._waits, self._prepaid = False, 1
        if self.transport.is_closing() and not self._joined.half_closed:
            return
        self._expect_within(None if self._ahead else self._patience)
        if not self.flow.read_paused:
            self.transport.resume_reading()
        if self._answered:
            self._answered = False
            self._finish_answer()
        held, self._held = self._held, b""
        if held:
            self._read(held)
        self._wait_for_request()
