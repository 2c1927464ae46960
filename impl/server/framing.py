"""Finds the end of each request (RFC 9112, section 6) where httptools alone would find another one."""

from http import HTTPStatus
from typing import Protocol

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpRequestParser

from impl.server.target import is_host

_CHECKED_FIELDS = frozenset((b"host", b"transfer-encoding", b"expect"))
_FORBIDDEN_TRAILERS = frozenset(
    (b"connection", b"proxy-connection", b"upgrade", b"content-length", b"transfer-encoding")
)
"""httptools interprets these fields in a trailer section too, and would then misjudge whether the connection goes
on."""


class RefusedRequest(HttpParserError):
    """The bytes are not a request that this server accepts. The connection answers with `status` and `detail`, and
    closes."""

    def __init__(self, status: HTTPStatus, detail: str | None = None) -> None:
        """Without `detail` the answer has the standard sentence of the status."""
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Callbacks(Protocol):
    """What the parser calls for each request, in this order. When the head has ended, its fields are in the parser."""

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
    """httptools' parser, with corrections for requests whose end it would not find.

    - httptools assumes that a request which asks for another protocol has no body, and parses the body as the next
      request (https://github.com/MagicStack/httptools/issues/124). This server speaks no other protocol, so it ignores
      `Upgrade` (RFC 9110, section 7.8): a second parser, which first gets a head with the same framing, parses the
      body. CONNECT is refused.
    - httptools reports trailer fields as if they were header fields.
    - httptools accepts `chunked` combined with other codings or in HTTP/1.0, and versions of HTTP whose framing it does
      not know. These requests are refused.
    """

    in_body = False
    """Whether a head has been parsed and its message has not ended."""
    expects_continue = False
    """Whether the client waits for 100 (Continue) before it sends the body."""

    def __init__(self, callbacks: Callbacks) -> None:
        self.on_message_begin = callbacks.on_message_begin
        self.on_url = callbacks.on_url
        self.on_body = callbacks.on_body
        self._on_headers_complete = callbacks.on_headers_complete
        self._on_message_complete = callbacks.on_message_complete
        self.fields: list[tuple[bytes, bytes]] = []
        """The header fields of the last head, names in lower case. Trailer fields are not added (RFC 9110, section
        6.5.1)."""
        self._checked: list[tuple[bytes, bytes]] = []
        self._last_good: list[tuple[bytes, bytes]] | None = None
        """The checked fields of the last request whose only checked field was a valid Host. A request with the same
        ones needs no check."""
        self._framing: list[tuple[bytes, bytes]] = []
        self._version = ""
        self._use(self)

    def close(self) -> None:
        """Drop all references: the parser and its callbacks refer to each other, and would wait for the garbage
        collector."""
        self.__dict__.clear()

    def feed_data(self, data: bytes | memoryview) -> None:
        """Parse more bytes. Raises HttpParserError; its subclass RefusedRequest has a status and a detail."""
        while True:
            try:
                self._parser.feed_data(data)
            except HttpParserUpgrade as upgrade:
                # If there were a websocket route, it would take over the connection here.
                self._ignore_upgrade()
                data = memoryview(data)[upgrade.args[0] :]
            except HttpParserCallbackError as error:
                if isinstance(error.__context__, RefusedRequest):
                    raise error.__context__ from None
                raise
            else:
                return

    def should_upgrade(self) -> bool:
        """Return False: this server speaks no other protocol, so `Upgrade` is ignored."""
        return False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header or a trailer field. Raises RefusedRequest."""
        name = name.lower()
        if not self.in_body:
            self.fields.append((name, value))
            if name in _CHECKED_FIELDS:
                self._checked.append((name, value.strip(b" \t")))
        elif name in _FORBIDDEN_TRAILERS:
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, f"{name.decode()} can't be a trailer field.")

    def on_headers_complete(self) -> None:
        """Check the head and report it. Raises RefusedRequest."""
        self._version = version = self._parser.get_http_version()
        self.expects_continue = False
        if self._checked != self._last_good or version != "1.1" or self._parser.should_upgrade():
            self._check()
        self._on_headers_complete()
        self.fields = []
        self.in_body = True

    def on_message_complete(self) -> None:
        """Report the end of a message. httptools calls this too early when a request asks for another protocol."""
        if not self._parser.should_upgrade():
            self.in_body = False
            self._checked = []
            self._on_message_complete()

    def _use(self, callbacks: object) -> None:
        self._parser = HttpRequestParser(callbacks)
        # Bytes after the last request of a connection are ignored; they must not prevent its answer.
        self._parser.set_dangerous_leniencies(lenient_data_after_close=True)
        # uvicorn calls these methods for the request whose head has just ended.
        self.get_method, self.get_http_version = self._parser.get_method, self._parser.get_http_version
        self.should_keep_alive = self._parser.should_keep_alive

    def _check(self) -> None:
        """Check that the server can frame this request and that its Host is valid. Raises RefusedRequest."""
        if self._version not in ("1.1", "1.0"):
            raise RefusedRequest(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "This server speaks HTTP/1.1 and HTTP/1.0.")
        if self.get_method() == b"CONNECT":
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "This server is no proxy: CONNECT leads nowhere.")
        hosts = [value for name, value in self._checked if name == b"host"]
        if len(hosts) > 1 or (not hosts and self._version == "1.1"):
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "A request has one Host field (RFC 9112, section 3.2).")
        for host in hosts:
            if not is_host(host):
                raise RefusedRequest(HTTPStatus.BAD_REQUEST, "Host is no host, with or without a port.")
            self._last_good = [(b"host", host)]
        self._framing = [field for field in self.fields if field[0] in (b"content-length", b"transfer-encoding")]
        for name, value in self._checked:
            if name == b"transfer-encoding":
                self._check_coding(value)
            elif name == b"expect" and self._version == "1.1":  # RFC 9110, section 10.1.1
                self.expects_continue = value.lower() == b"100-continue"

    def _check_coding(self, value: bytes) -> None:
        """Check a Transfer-Encoding (RFC 9112, section 6.1). Raises RefusedRequest."""
        if value.lower() != b"chunked":
            raise RefusedRequest(HTTPStatus.NOT_IMPLEMENTED, "Of the transfer codings, only chunked is read.")
        if self._version == "1.0":
            raise RefusedRequest(HTTPStatus.BAD_REQUEST, "HTTP/1.0 has no Transfer-Encoding.")

    def _ignore_upgrade(self) -> None:
        """Continue after a head with `Upgrade` as if the head had no `Upgrade`."""
        fields = [b"%b: %b" % field for field in self._framing]
        if not self.should_keep_alive():
            fields.append(b"connection: close")
        self._use(_SkipFirstHead(self))
        self._parser.feed_data(b"\r\n".join((b"POST / HTTP/1.1", *fields, b"", b"")))


class _SkipFirstHead:
    """Callbacks that forward everything except the first head, which has been reported already."""

    def __init__(self, target: RequestParser) -> None:
        self._target = target
        self._forwarding = False
        self.on_body = target.on_body
        self.on_message_complete = target.on_message_complete

    def on_message_begin(self) -> None:
        if self._forwarding:
            self._target.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if self._forwarding:
            self._target.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._forwarding:
            self._target.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._forwarding:
            self._target.on_headers_complete()
        self._forwarding = True
