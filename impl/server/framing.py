"""Where a request ends and the next one begins (RFC 9112, section 6), for what httptools reads otherwise."""

from http import HTTPStatus
from typing import Protocol

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpRequestParser

from impl.server.target import is_host

_NOTED = frozenset((b"host", b"transfer-encoding", b"expect"))
_NEVER_TRAILERS = frozenset((b"connection", b"proxy-connection", b"upgrade", b"content-length", b"transfer-encoding"))
"""What httptools takes for its own, also after a body, so that the end of the connection would be read wrongly."""


class RefusedRequest(HttpParserError):
    """What came is no request that is read here. Its connection ends with an answer of this status and detail."""

    def __init__(self, status: HTTPStatus, detail: str | None = None) -> None:
        """Without a detail, the sentence of the status is told."""
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Callbacks(Protocol):
    """What is told of each request, in this order; its fields are in the parser when its head has ended."""

    def on_message_begin(self) -> None:
        """The first byte of a request has come."""

    def on_url(self, url: bytes) -> None:
        """A part of the request's target has come; there may be several."""

    def on_headers_complete(self) -> None:
        """The head has ended; its fields are those of `RequestParser.fields`."""

    def on_body(self, body: bytes) -> None:
        """A part of the body has come, without the framing of chunks."""

    def on_message_complete(self) -> None:
        """The whole request has come, trailer fields included."""


class RequestParser:
    """httptools' parser, without what makes it lose the end of a request.

    - It takes a request that asks for another protocol to have no body, and what follows for the next request
      (https://github.com/MagicStack/httptools/issues/124). No other protocol is spoken here, so `Upgrade` is ignored
      (RFC 9110, section 7.8), and the request is read as it is framed: by a second parser, which is given a head of the
      same framing first. CONNECT is refused.
    - It hands trailer fields out as if they were header fields.
    - It reads `chunked` below other codings, or in HTTP/1.0, and versions of HTTP that it can't frame.
    """

    in_body = False
    """Whether a head has come whose message has not ended."""
    expects_continue = False
    """Whether the client waits for 100 (Continue) before it sends the body."""

    def __init__(self, told: Callbacks) -> None:
        self.on_message_begin = told.on_message_begin
        self.on_url = told.on_url
        self.on_body = told.on_body
        self._on_headers_complete = told.on_headers_complete
        self._on_message_complete = told.on_message_complete
        self.fields: list[tuple[bytes, bytes]] = []
        """Of the head that has just ended, names in lower case. A trailer field is none (RFC 9110, section 6.5.1)."""
        self._noted: list[tuple[bytes, bytes]] = []
        self._usual: list[tuple[bytes, bytes]] | None = None
        """What was noted of the last request that had a good Host and nothing else to look at."""
        self._framing: list[tuple[bytes, bytes]] = []
        self._version = ""
        self._use(self)

    def close(self) -> None:
        """Let go of everything: parser and callbacks hold each other."""
        self.__dict__.clear()

    def feed_data(self, data: bytes | memoryview) -> None:
        """Read on. Raises HttpParserError, of which RefusedRequest says more."""
        while True:
            try:
                self._parser.feed_data(data)
            except HttpParserUpgrade as upgrade:
                # A websocket route, if there were one, would take the connection over here.
                self._read_as_framed()
                data = memoryview(data)[upgrade.args[0] :]
            except HttpParserCallbackError as error:
                if isinstance(error.__context__, RefusedRequest):
                    raise error.__context__ from None
                raise
            else:
                return

    def should_upgrade(self) -> bool:
        """False: no other protocol is spoken here, so a request that asks for one is read as it is framed."""
        return False

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header or a trailer field. Raises RefusedRequest."""
        name = name.lower()
        if not self.in_body:
            self.fields.append((name, value))
            if name in _NOTED:
                self._noted.append((name, value.strip(b" \t")))
        elif name in _NEVER_TRAILERS:
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, f"{name.decode()} can't be a trailer field.")

    def on_headers_complete(self) -> None:
        """The end of a head. Raises RefusedRequest."""
        self._version = version = self._parser.get_http_version()
        self.expects_continue = False
        if self._noted != self._usual or version != "1.1" or self._parser.should_upgrade():
            self._check()
        self._on_headers_complete()
        self.fields = []
        self.in_body = True

    def on_message_complete(self) -> None:
        """The end of a message, or of the head of one that asks for another protocol."""
        if not self._parser.should_upgrade():
            self.in_body = False
            self._noted = []
            self._on_message_complete()

    def _use(self, callbacks: object) -> None:
        self._parser = HttpRequestParser(callbacks)
        # What follows a request that was the last one is passed over, and does not cost it its answer.
        self._parser.set_dangerous_leniencies(lenient_data_after_close=True)
        # Of the request whose head has just ended, as uvicorn asks for it.
        self.get_method, self.get_http_version = self._parser.get_method, self._parser.get_http_version
        self.should_keep_alive = self._parser.should_keep_alive

    def _check(self) -> None:
        """Hold a head to what this server can frame and knows the host of. Raises RefusedRequest."""
        if self._version not in ("1.1", "1.0"):
            raise RefusedRequest(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "This server speaks HTTP/1.1 and HTTP/1.0.")
        if self.get_method() == b"CONNECT":
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "This server is no proxy: CONNECT leads nowhere.")
        hosts = [value for name, value in self._noted if name == b"host"]
        if len(hosts) > 1 or (not hosts and self._version == "1.1"):
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "A request has one Host field (RFC 9112, section 3.2).")
        for host in hosts:
            if not is_host(host):
                raise RefusedRequest(HTTPStatus.BAD_REQUEST, "Host is no host, with or without a port.")
            self._usual = [(b"host", host)]
        self._framing = [field for field in self.fields if field[0] in (b"content-length", b"transfer-encoding")]
        for name, value in self._noted:
            if name == b"transfer-encoding":
                self._check_coding(value)
            elif name == b"expect" and self._version == "1.1":  # RFC 9110, section 10.1.1
                self.expects_continue = value.lower() == b"100-continue"

    def _check_coding(self, value: bytes) -> None:
        """RFC 9112, section 6.1. Raises RefusedRequest."""
        if value.lower() != b"chunked":
            raise RefusedRequest(HTTPStatus.NOT_IMPLEMENTED, "Of the transfer codings, only chunked is read.")
        if self._version == "1.0":
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "HTTP/1.0 has no Transfer-Encoding.")

    def _read_as_framed(self) -> None:
        """Continue behind a head that asked for another protocol as behind the same head without that."""
        fields = [b"%b: %b" % field for field in self._framing]
        if not self.should_keep_alive():
            fields.append(b"connection: close")
        self._use(_AfterHead(self))
        self._parser.feed_data(b"\r\n".join((b"POST / HTTP/1.1", *fields, b"", b"")))


class _AfterHead:
    """Callbacks that pass on everything but the first head, which is known already."""

    def __init__(self, to: RequestParser) -> None:
        self._to = to
        self._passing = False
        self.on_body = to.on_body
        self.on_message_complete = to.on_message_complete

    def on_message_begin(self) -> None:
        if self._passing:
            self._to.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if self._passing:
            self._to.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._passing:
            self._to.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._passing:
            self._to.on_headers_complete()
        self._passing = True
