"""A client without a token and with many connections, which sends whatever costs a server the most.

`python -m tests.benchmarks.attacker BEHAVIOUR PORT SECONDS` does it on 127.0.0.1, from another loopback address than
any user has, and stops by itself. It prints `begun`, and at the end what it has done.
"""

import base64
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

ADDRESS = "127.0.0.2"
CONNECTIONS = 200
_LARGEST = 1 << 18
_TICK_SECONDS = 1.0
# Connections that are closed leave nothing behind here, and ports are looked for when they are needed (ip(7)):
# otherwise an attacker soon has none.
_RESET = struct.pack("ii", 1, 0)
_BIND_ADDRESS_NO_PORT = 24

Manner: TypeAlias = Literal["ask", "flood", "unread", "trickle", "reopen"]
"""One request after each answer; as much as fits, reading what comes or not; a piece a second; or a connection closed
and opened again as fast as can be, `CONNECTIONS` of them at a time."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is sent: `first` when a connection opens, then the pieces that `then` returns for their numbers."""

    manner: Manner
    then: Callable[[int], bytes] = lambda _: b""
    first: bytes = b""


def _get(path: str, *fields: str, method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: tasks", *fields, "", "")).encode()


def _same_bytes(content: bytes, times: int = 1) -> Callable[[int], bytes]:
    repeated = content * times
    return lambda _: repeated


def _forged(_: int) -> bytes:
    """Return a token that is in no cache and has an invalid signature."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": "user-1", "exp": int(time.time()) + 3600})
    signed = [json.dumps(part).encode() for part in parts]
    token = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (*signed, os.urandom(32)))
    return _get(_TASKS, f"Authorization: Bearer {token.decode()}")


_TASKS = "/api/user-1/tasks"
_LIVE = _get("/health/live")
_PREFLIGHT = ("Origin: https://app.example.com", "Access-Control-Request-Method: GET")
_ENDLESS = _get(_TASKS, "Content-Type: application/json", f"Content-Length: {1 << 40}", method="POST")
_CHUNKED = _get(_TASKS, "Content-Type: application/json", "Transfer-Encoding: chunked", method="POST")
_TRAILERS = b"1\r\n{\r\n0\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n"

BEHAVIOURS: dict[str, Behaviour] = {
    "idle": Behaviour("unread"),
    "connect and close": Behaviour("reopen"),
    "connect, ask, close": Behaviour("reopen", first=_LIVE),
    "no token": Behaviour("ask", _same_bytes(_get(_TASKS))),
    "forged tokens": Behaviour("ask", _forged),
    "/health/live": Behaviour("ask", _same_bytes(_LIVE)),
    "/health/ready": Behaviour("ask", _same_bytes(_get("/health/ready"))),
    "/openapi.json": Behaviour("ask", _same_bytes(_get("/openapi.json"))),
    "/openapi.yaml": Behaviour("ask", _same_bytes(_get("/openapi.yaml"))),
    "/docs": Behaviour("ask", _same_bytes(_get("/docs"))),
    "not found": Behaviour("ask", lambda number: _get(f"/nothing/{number}")),
    "preflights": Behaviour("ask", _same_bytes(_get(_TASKS, *_PREFLIGHT, method="OPTIONS"))),
    "no HTTP": Behaviour("ask", _same_bytes(b"nonsense\r\n\r\n")),
    "Upgrade": Behaviour("ask", _same_bytes(_get("/health/live", "Connection: Upgrade", "Upgrade: h2c"))),
    "CONNECT": Behaviour("ask", _same_bytes(_get("tasks:443", method="CONNECT"))),
    "trailers": Behaviour("ask", _same_bytes(_CHUNKED + _TRAILERS)),
    "30 KB of head": Behaviour("ask", _same_bytes(_get(_TASKS, *(f"X-{n}: {'x' * 90}" for n in range(300))))),
    "90 KB of head": Behaviour("ask", _same_bytes(_get(_TASKS, *(f"X-{n}: {'x' * 90}" for n in range(900))))),
    "head without an end": Behaviour("flood", _same_bytes(b"X: y\r\n", 1000), first=_LIVE[:-2]),
    "empty lines": Behaviour("flood", _same_bytes(b"\r\n", 1000)),
    "bytes one by one": Behaviour("flood", lambda number: _LIVE[number % len(_LIVE) :][:1]),
    "pipelined": Behaviour("flood", _same_bytes(_LIVE, 100)),
    "pipelined, unread": Behaviour("unread", _same_bytes(_get("/openapi.json"), 100)),
    "bodies": Behaviour("flood", _same_bytes(b"x" * _LARGEST), first=_ENDLESS),
    "chunks of a byte": Behaviour("flood", _same_bytes(b"1\r\nx\r\n", 1000), first=_CHUNKED),
    "slow heads": Behaviour("trickle", _same_bytes(b"x"), first=b"GET / HTTP/1.1\r\nX: "),
    "slow bodies": Behaviour("trickle", _same_bytes(b"x"), first=_ENDLESS.replace(str(1 << 40).encode(), b"65536")),
}


@dataclass(slots=True)
class _Connection:
    """A connection, the part of a piece that could not be sent yet, and the number of pieces."""

    socket: socket.socket
    left: bytes
    pieces: int = 0


@dataclass(slots=True)
class Attack:
    """The connections of a behaviour, and what they have sent and received."""

    behaviour: Behaviour
    port: int
    opened: int = 0
    sent: int = 0
    answers: int = 0
    _links: dict[int, _Connection] = field(default_factory=dict)
    _poll: select.epoll = field(default_factory=select.epoll)

    def run(self, seconds: float) -> None:
        """Attack for this many seconds, or until SIGTERM."""
        end, tick, ended = time.monotonic() + seconds, 0.0, list[int]()
        signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
        for _ in range(CONNECTIONS):
            self._connect()
        print("begun", flush=True)
        while (now := time.monotonic()) < end and not ended:
            if self.behaviour.manner == "reopen":
                self._close(next(iter(self._links)))
                self._connect()
                continue
            for number, event in self._poll.poll(0.05):
                self._serve(number, event)
            if self.behaviour.manner == "trickle" and now > tick:
                tick = now + _TICK_SECONDS
                for number in list(self._links):
                    self._send(number)
        for number in list(self._links):
            self._close(number)

    def _connect(self) -> None:
        connection = socket.socket()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        connection.setsockopt(socket.IPPROTO_IP, _BIND_ADDRESS_NO_PORT, 1)
        connection.bind((ADDRESS, 0))
        connection.setblocking(False)
        with suppress(BlockingIOError):
            connection.connect(("127.0.0.1", self.port))
        self.opened += 1
        number = connection.fileno()
        self._links[number] = _Connection(connection, self.behaviour.first)
        if self.behaviour.manner == "reopen":
            self._send(number)
        else:
            self._poll.register(number, select.EPOLLIN | select.EPOLLOUT)

    def _close(self, number: int) -> None:
        self._links.pop(number).socket.close()

    def _serve(self, number: int, event: int) -> None:
        ended = bool(event & (select.EPOLLHUP | select.EPOLLERR))
        if ended or (event & select.EPOLLIN and not self._receive(number)):
            self._close(number)
            self._connect()
        elif event & select.EPOLLOUT:
            # Who floods goes on; others are to hear next of what they receive, or of nothing.
            more = {"flood": select.EPOLLIN | select.EPOLLOUT, "unread": select.EPOLLOUT}
            self._poll.modify(number, more.get(self.behaviour.manner, select.EPOLLIN))
            self._send(number)

    def _receive(self, number: int) -> bool:
        """Read what has arrived; return whether the connection goes on."""
        try:
            content = self._links[number].socket.recv(_LARGEST)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if content.startswith(b"HTTP/1.1 "):
            self.answers += 1
            if self.behaviour.manner == "ask":
                self._send(number)
        return bool(content)

    def _send(self, number: int) -> None:
        link = self._links[number]
        content = link.left
        if not content:
            content = self.behaviour.then(link.pieces)
            link.pieces += 1
        taken = 0
        with suppress(OSError):  # there is no room, or the next that is heard of it is its end
            taken = link.socket.send(content)
        self.sent += taken
        link.left = content[taken:]
        if link.left and self.behaviour.manner == "ask":
            self._poll.modify(number, select.EPOLLIN | select.EPOLLOUT)


def main() -> None:
    """Attack, and say what was done."""
    name, port, seconds = sys.argv[1:]
    attack, began = Attack(BEHAVIOURS[name], int(port)), time.monotonic()
    attack.run(float(seconds))
    took = time.monotonic() - began
    done = {"seconds": took, "opened": attack.opened, "kilobytes": attack.sent >> 10, "answers": attack.answers}
    print(json.dumps(done))


if __name__ == "__main__":
    main()
