"""The independent check of every response, as a check of Schemathesis."""

from typing import Any
from urllib.parse import urlsplit

import schemathesis
from schemathesis import Case, CheckContext, Response

from tests.contracts.coverage import sightings
from tests.support.conformance import Exchange, check


def exchange_of(response: Response) -> Exchange:
    """The exchange that a response of Schemathesis belongs to."""
    request = response.request
    return Exchange(
        method=request.method or "GET",
        path=urlsplit(request.url or "").path or "/",
        status=response.status_code,
        request_headers=[(_text(name), _text(value)) for name, value in request.headers.items()],
        headers=[(name, value) for name, values in response.headers.items() for value in values],
        body=response.content or b"",
    )


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


@schemathesis.check
class Conformance:
    """Every response is one that the contract declares."""

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        """Raise Deviation."""
        sightings.record(check(exchange_of(response)))
