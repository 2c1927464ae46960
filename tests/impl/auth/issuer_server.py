"""An issuer that publishes its keys over HTTP, and hangs when it is told to; and a server that trusts it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.impl.auth.issuer import AUDIENCE, ISSUER, Issuer
from tests.support.application import THIS_RELEASE


class IssuerServer:
    """The web server of an issuer. While `answers` is cleared it takes requests, and answers them when it is set."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        self.url = ""
        self.asked = 0
        self.answers = asyncio.Event()
        self.answers.set()

    @property
    def settings(self) -> dict[str, str]:
        """Those with which a server trusts this issuer and no secret."""
        return {
            "TASKS_JWT_SECRET": "",
            "TASKS_JWKS_URL": self.url,
            "TASKS_JWT_ISSUER": ISSUER,
            "TASKS_JWT_AUDIENCE": AUDIENCE,
        }

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request with the keys that there are when it is answered."""
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            await self.answers.wait()
            body = json.dumps(self.issuer.document()).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # who asked has gone
        finally:
            writer.close()


@asynccontextmanager
async def publishing(issuer: Issuer) -> AsyncIterator[IssuerServer]:
    """The keys of an issuer at a URL of this machine."""
    publisher = IssuerServer(issuer)
    server = await asyncio.start_server(publisher.handle, "127.0.0.1", 0)
    publisher.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks"
    try:
        yield publisher
    finally:
        publisher.answers.set()
        server.close()


def with_times(pause: float, timeout: float) -> tuple[str, str]:
    """What Python is told to run as `tasks-api` with other times than its own: in seconds, the pause between two
    fetches of the keys, and for how long a fetch may last."""
    times = f"key_set.PAUSE_SECONDS, fetch.FETCH_SECONDS = {pause}, {timeout}"
    return THIS_RELEASE[0], f"from impl.auth import fetch, key_set; {times}; {THIS_RELEASE[1]}"
