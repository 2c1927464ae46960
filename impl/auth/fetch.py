"""Fetches a key set over HTTP, and trusts its server with little: time, size and place are bounded."""

import asyncio
import json

import httpx

from impl.auth.jwks import Fetch, FetchFailed
from impl.auth.keys import VerificationKey, parse_keys

SECONDS = 5
"""For the whole answer."""
MAX_BYTES = 256 * 1024
# Not compressed: a small answer could become a large one.
_HEADERS = {"Accept": "application/jwk-set+json, application/json", "Accept-Encoding": "identity"}


def fetch_from(url: str) -> Fetch:
    """A fetch of the key set at a URL. It raises FetchFailed, KeySetInvalid. Redirects are not followed."""
    # Certificates are read from disk, which would hold up the requests that are served meanwhile.
    tls = httpx.create_ssl_context()

    async def fetch() -> list[VerificationKey]:
        try:
            async with (
                asyncio.timeout(SECONDS),
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
