"""HTTP clients that check every response against the contract. All tests of the server use them."""

import httpx

from tests.contracts.coverage import sightings
from tests.support.conformance import Exchange, check


class CheckedTransport(httpx.AsyncBaseTransport):
    """Forwards requests to `inner` and checks the responses. Raises Deviation."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, read and check the whole response, and record what it shows."""
        response = await self._inner.handle_async_request(request)
        await response.aread()
        sightings.record(check(exchange_of(request, response)))
        return response

    async def aclose(self) -> None:
        """Close what is inside."""
        await self._inner.aclose()


def exchange_of(request: httpx.Request, response: httpx.Response) -> Exchange:
    """The exchange of an httpx request and its response, which has been read."""
    return Exchange(
        method=request.method,
        path=request.url.raw_path.partition(b"?")[0].decode("ascii"),
        status=response.status_code,
        request_headers=request.headers.multi_items(),
        headers=response.headers.multi_items(),
        body=response.content,
    )


def checked_client(
    transport: httpx.AsyncBaseTransport, base_url: str = "http://tasks.test", token: str | None = None
) -> httpx.AsyncClient:
    """A client that sends by `transport`, with a bearer token if there is one."""
    # What HTTP sends has no space at its end (RFC 9110, section 5.5), even where the token is empty.
    headers = {} if token is None else {"Authorization": f"Bearer {token}".rstrip()}
    return httpx.AsyncClient(transport=CheckedTransport(transport), base_url=base_url, headers=headers)
