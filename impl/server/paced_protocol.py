"""The HTTP protocol with a limited speed for each client address, until the client proves a user's identity."""

from asyncio import Transport

from impl.auth.bearer import USER
from impl.server.pacing import Pacer
from impl.server.protocol import BoundedProtocol

_TOKEN_BYTES = 4096
"""How many bytes are parsed for one token. In the worst case, chunks of one byte, this takes less than a
millisecond."""


class PacedProtocol(BoundedProtocol):
    """Takes a token for each read, for each 4 KiB of it, and for each answer to an unauthenticated request (FR-270).

    A request of an authenticated user gives back all tokens that its connection has taken, and what follows takes none
    until an unauthenticated request has been answered (FR-270). While the address has no tokens, the connection is not
    read, what has been read is kept, and no time limit applies to the client (FR-272).
    """

    _pacer: Pacer | None = None
    _client: str | None = None
    """Whose tokens are taken; None if the connection is not limited."""
    _proven = False
    """Whether the last request was an authenticated user's."""
    _taken = 0
    """How many tokens were taken since the last request of an authenticated user."""
    _prepaid = 0
    """How many tokens have been taken for what comes next."""
    _is_waiting = False
    _is_answer_held = False
    """Whether an answer is complete and the connection waits before it goes on."""
    _held_data = b""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A connection has been opened. The code that accepted it has taken one token for it."""
        super().connection_made(transport)
        self._pacer = self.server_state.pacer
        if self._pacer is not None:
            self._client = self._pacer.client(self.client[0] if self.client else None)
            self._taken = 1

    def data_received(self, data: bytes) -> None:
        """Take bytes. What the transport had read before it was paused is kept until the connection's turn."""
        if self._proven or self._pacer is None or self._client is None:
            self._parse(data, 0)
        elif self._is_waiting or (not self._prepaid and self._pacer.is_exhausted(self._client)):
            self._held_data += data
            self._wait()
        else:
            self._read(data)

    def on_response_complete(self) -> None:
        """The answer is complete, so it is known whether the request was an authenticated user's."""
        if self._pacer is None or self._client is None:
            self._finish_answer()
        elif self._current is not None and self._current.scope.get(USER) is not None:
            if not self._proven:
                self._pacer.give(self._client, self._taken)
                self._proven, self._taken = True, 0
            self._finish_answer()
        else:
            self._pacer.take(self._client)
            self._proven = False
            self._taken += 1
            if self._pacer.is_exhausted(self._client) and not self.transport.is_closing():
                self._is_answer_held = True
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
        """Stop reading until it is this connection's turn. Meanwhile it counts as stalled."""
        self.transport.pause_reading()  # an application that waits for the rest of a body may have resumed it
        if self._is_waiting or self._pacer is None or self._client is None:
            return
        self._is_waiting = True
        self._unset_keepalive_if_required()
        self._set_deadline(None)
        self._report_state()
        self._pacer.wait(self._client, self._take_turn)

    def _take_turn(self) -> None:
        self._is_waiting, self._prepaid = False, 1
        if self.transport.is_closing() and not self._writes.half_closed:
            return
        self._set_deadline(None if self._awaits_answer else self._time_limit)
        if not self.flow.read_paused:
            self.transport.resume_reading()
        if self._is_answer_held:
            self._is_answer_held = False
            self._finish_answer()
        data, self._held_data = self._held_data, b""
        if data:
            self._read(data)
        self._start_keep_alive_timer()
