"""The web server of an issuer, which can stop answering, and the settings of a server that trusts it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.impl.auth.issuer import AUDIENCE, ISSUER, Issuer
from tests.support.application import THIS_RELEASE


class IssuerServer:
    """The web server of an issuer. While `answers` is cleared it accepts requests, and answers them when it is set."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        self.url = ""
        self.request_count = 0
        self.answers = asyncio.Event()
        self.answers.set()

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a server that trusts this issuer."""
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
            self.request_count += 1
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
    """Return Python's arguments to run `tasks-api` with other times: the pause between fetches of the keys, and the
    timeout of a fetch, both in seconds."""
    times = f"jwks.PAUSE_SECONDS, fetch.FETCH_SECONDS = {pause}, {timeout}"
    return THIS_RELEASE[0], f"from impl.auth import fetch, jwks; {times}; {THIS_RELEASE[1]}"
