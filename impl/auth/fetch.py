"""Fetches a key set over HTTP, with limits on time, size and redirects, because its server is not trusted."""

import asyncio
import json

import httpx

from impl.auth.jwks import Fetch, FetchFailed
from impl.auth.keys import VerificationKey, parse_keys

FETCH_SECONDS = 5
"""Timeout for the whole response."""
MAX_BYTES = 256 * 1024
# Compression is refused, because a small response could decompress into a very large one.
_HEADERS = {"Accept": "application/jwk-set+json, application/json", "Accept-Encoding": "identity"}


def key_set_fetcher(url: str) -> Fetch:
    """Return a function that fetches the key set at `url`; it raises FetchFailed or KeySetInvalid. It follows no
    redirects."""
    # Loading the certificates from disk blocks, so it is done here and not while requests are served.
    tls = httpx.create_ssl_context()

    async def fetch() -> list[VerificationKey]:
        try:
            async with (
                asyncio.timeout(FETCH_SECONDS),
                httpx.AsyncClient(headers=_HEADERS, verify=tls) as client,
            ):
                return parse_keys(json.loads(await _content(client, url)))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError) as error:
            raise FetchFailed(type(error).__name__) from error

    return fetch


async def _content(client: httpx.AsyncClient, url: str) -> bytes:
    async with client.stream("GET", url) as response:
        if response.status_code != httpx.codes.OK:
            raise FetchFailed(f"it answers {response.status_code}")
        content = bytearray()
        async for chunk in response.aiter_raw():
            content += chunk
            if len(content) > MAX_BYTES:
                raise FetchFailed("it answers with too much")
        return bytes(content)
