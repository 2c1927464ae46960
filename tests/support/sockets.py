"""Connections of clients that read little, from any loopback address."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SMALL = 4096


async def slow_socket(port: int, source: str = "127.0.0.1") -> socket.socket:
    """A connection whose client has a receive buffer of 4 KiB, and reads nothing unless it is asked to."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    sock.setblocking(False)
    sock.bind((source, 0))
    await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    return sock


@asynccontextmanager
async def slow_sockets(port: int, count: int, source: str, sent: bytes) -> AsyncIterator[list[socket.socket]]:
    """So many of them, each of which has sent the same."""
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
    """All that comes until the end of the connection, in order or by a reset."""
    loop, came = asyncio.get_running_loop(), bytearray()
    try:
        while data := await loop.sock_recv(sock, 65536):
            came += data
    except ConnectionResetError:
        pass
    return bytes(came)


def is_answered(sock: socket.socket) -> bool:
    """Whether something has come, which stays unread, or the connection was ended."""
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except ConnectionResetError:
        pass
    return True


def is_cut(sock: socket.socket) -> bool:
    """Whether the server has ended a connection of which nothing was read; what has come stays unread."""
    error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error:
        return True
    # tcp(7): the first byte is the state; 1 is established.
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != 1
