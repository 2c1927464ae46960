"""Connections of clients that read slowly, from any loopback address."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SMALL = 4096


async def slow_socket(port: int, source: str = "127.0.0.1") -> socket.socket:
    """Open a connection with a receive buffer of 4 KiB, from which nothing is read automatically."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    sock.setblocking(False)
    sock.bind((source, 0))
    await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    return sock


@asynccontextmanager
async def slow_sockets(port: int, count: int, source: str, sent: bytes) -> AsyncIterator[list[socket.socket]]:
    """Open several of them, and send the same bytes on each."""
    loop = asyncio.get_running_loop()
    sockets: list[socket.socket] = []
    try:
        for _ in range(count):
            sockets.append(await slow_socket(port, source))
            await loop.sock_sendall(sockets[-1], sent)
        yield sockets
    finally:
        for sock in sockets:
            sock.close()


async def read_to_end(sock: socket.socket) -> bytes:
    """Read until the connection ends, by a close or a reset."""
    loop, received = asyncio.get_running_loop(), bytearray()
    try:
        while data := await loop.sock_recv(sock, 65536):
            received += data
    except ConnectionResetError:
        pass
    return bytes(received)


def is_answered(sock: socket.socket) -> bool:
    """Return whether bytes have arrived, which stay unread, or the connection has ended."""
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except ConnectionResetError:
        pass
    return True


def is_cut(sock: socket.socket) -> bool:
    """Return whether the server has ended a connection; bytes that have arrived stay unread."""
    error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error:
        return True
    # tcp(7): the first byte is the state; 1 is established.
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != 1
