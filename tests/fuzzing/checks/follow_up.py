"""Requests that follow up a response, to see whether the server keeps its word."""

import json
from abc import ABC, abstractmethod
from collections import Counter
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import requests
from schemathesis import Case, CheckContext, Response
from schemathesis.python import asgi

from tests.contracts.coverage import sightings
from tests.support.conformance import Exchange, check
from tests.support.document import Json

MOST = 15
"""Responses of an operation that one check follows up in a run."""


class FollowUp:
    """What was sent and answered, and a way to send more to the same server in the name of the same user."""

    def __init__(self, response: Response, case: Case[Any]) -> None:
        self.operation_id: str = case.operation.definition.raw["operationId"]
        self.status = response.status_code
        self.method = response.request.method or ""
        url = urlsplit(response.request.url or "")
        self.path = url.path
        self.query = parse_qs(url.query, keep_blank_values=True)
        self.headers = {name.lower(): _first(values) for name, values in response.headers.items()}
        self.sent_headers = {name.lower(): value for name, value in response.request.headers.items()}
        self._base = f"{url.scheme}://{url.netloc}"
        self._content = response.content or b""
        sent = response.request.body
        self._sent = sent if isinstance(sent, str | bytes) else None
        self._app = case.operation.app

    @property
    def json(self) -> Json:
        """The body of the response."""
        return json.loads(self._content)

    @property
    def sent_json(self) -> Json:
        """The body of the request, None if there was none."""
        return json.loads(self._sent) if self._sent else None

    def send(
        self, method: str, path: str, *, body: Json = None, token: str | None = None, **headers: str
    ) -> requests.Response:
        """Send a request and check what comes back. `headers` are named with underscores. Raises Deviation."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        authorization = self.sent_headers.get("authorization") if token is None else f"Bearer {token}"
        arguments: dict[str, Any] = {"headers": {**named, "Authorization": authorization}}
        if body is not None:
            arguments["json"] = body
        if self._app is None:
            response = requests.request(method, self._base + path, timeout=60, **arguments)
        else:
            with asgi.get_client(self._app) as client:
                response = client.request(method, self._base + path, **arguments)
        sightings.record(check(_exchange_of(response)))
        return response


def _first(values: list[str]) -> str:
    return values[0]


def _exchange_of(response: requests.Response) -> Exchange:
    request = response.request
    return Exchange(
        method=request.method or "",
        path=urlsplit(request.url or "").path,
        status=response.status_code,
        request_headers=[(name, str(value)) for name, value in request.headers.items()],
        headers=list(response.headers.items()),
        body=response.content,
    )


class FollowedUp(ABC):
    """A check that follows up the successes of some operations, at most `MOST` of each in a run."""

    operations: ClassVar[frozenset[str] | None] = None
    """The operations that are followed up; None for all."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._failed: set[str] = set()

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        """Follow up a success. Raises AssertionError when the server does not keep its word."""
        follow_up = FollowUp(response, case)
        if not 200 <= follow_up.status < 300 or not self.concerns(follow_up):
            return
        self._taken[follow_up.operation_id] += 1
        # What has failed once is followed up whenever it comes again: shrinking repeats it.
        if self._taken[follow_up.operation_id] > MOST and follow_up.operation_id not in self._failed:
            return
        try:
            self.judge(follow_up)
        except AssertionError:
            self._failed.add(follow_up.operation_id)
            raise

    def concerns(self, follow_up: FollowUp) -> bool:
        """Whether the check has something to say about a success."""
        return self.operations is None or follow_up.operation_id in self.operations

    @abstractmethod
    def judge(self, follow_up: FollowUp) -> None:
        """Send what tells whether the server keeps its word. Raises AssertionError."""
