"""Parses bytes as requests: with our parser, and with h11, an independent implementation of RFC 9112."""

from dataclasses import dataclass, field

import h11
from httptools import HttpParserError

from impl.server.framing import RefusedRequest, RequestParser


@dataclass
class Read:
    """The complete requests (method, target, fields and body), and the status if the rest was refused."""

    requests: list[tuple[bytes, bytes, list[tuple[bytes, bytes]], bytes]] = field(default_factory=list)
    refused: int | None = None

    @property
    def bodies(self) -> list[bytes]:
        """The target and the body of each request."""
        return [target + b" " + body for _, target, _, body in self.requests]


class _Recorder:
    def __init__(self) -> None:
        self.read = Read()
        self._target, self._body = b"", b""
        self.parser = RequestParser(self)

    def on_message_begin(self) -> None:
        self._target, self._body = b"", b""

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_headers_complete(self) -> None:
        self._method, self._fields = self.parser.get_method(), self.parser.fields

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self.read.requests.append((self._method, self._target, self._fields, self._body))


def read(*pieces: bytes) -> Read:
    """Parse with our parser."""
    recorder = _Recorder()
    try:
        for piece in pieces:
            recorder.parser.feed_data(piece)
    except RefusedRequest as refused:
        recorder.read.refused = refused.status
    except HttpParserError:
        recorder.read.refused = 400
    return recorder.read


def read_by_h11(data: bytes) -> Read:
    """Parse with h11, with a new connection for each request, because h11 stops after a 200 to CONNECT.

    Empty lines before a request are removed: h11 refuses them, but a server should ignore them (RFC 9112, section 2.2).
    """
    result, rest = Read(), data.lstrip(b"\r\n")
    while rest:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
        connection.receive_data(rest)
        request, body = None, b""
        try:
            while (event := connection.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                if isinstance(event, h11.Request):
                    request = event
                elif isinstance(event, h11.Data):
                    body += bytes(event.data)
                elif isinstance(event, h11.EndOfMessage) and request is not None:
                    result.requests.append((request.method, request.target, list(request.headers), body))
                    if connection.our_state is h11.SEND_RESPONSE:
                        connection.send(h11.Response(status_code=400, headers=[("Content-Length", "0")]))
                        connection.send(h11.EndOfMessage())
                    break
        except h11.RemoteProtocolError as error:
            result.refused = error.error_status_hint
        if connection.states != {h11.CLIENT: h11.DONE, h11.SERVER: h11.DONE}:
            break
        rest = connection.trailing_data[0].lstrip(b"\r\n")
    return result
