"""Whether a response is one that the contract declares: its status, media type, every header, body, and its words."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import unquote

from jsonschema_rs import Validator

from tests.contracts.coverage.sightings import Sighting
from tests.support.document import DeclaredHeader, DeclaredResponse, Document, Json, contract

UNDESCRIBED = re.compile(r"/(openapi\.(json|yaml)|docs(/.*)?)")
"""Paths that serve the contract and its documentation. The contract does not describe itself."""

HEADERS_OF_HTTP = {
    "content-type": "RFC 9110, 8.3: the media type, which `content` declares",
    "content-length": "RFC 9110, 8.6: framing",
    "transfer-encoding": "RFC 9112, 6.1: framing",
    "connection": "RFC 9110, 7.6.1: about the connection, not the response",
    "date": "RFC 9110, 6.6.1: every origin server with a clock sends it",
    "vary": "RFC 9110, 12.5.5: for caches",
    "cache-control": "RFC 9111, 5.2: for caches",
    "content-security-policy": "CSP, 3.1: for browsers",
    "referrer-policy": "Referrer Policy, 4.1: for browsers",
    "strict-transport-security": "RFC 6797, 6.1: for browsers",
    "x-content-type-options": "Fetch, 2.2: for browsers",
}
"""Headers of HTTP itself, which no operation declares. Those of CORS (`access-control-…`) are the browser's, too."""

PROBLEM = "application/problem+json"


class Deviation(AssertionError):
    """A response is not one that the contract declares. The message lists everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response. `path` is as it was sent: percent-encoded and without the query."""

    method: str
    path: str
    status: int
    request_headers: Sequence[tuple[str, str]] = ()
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""

    def values(self, name: str) -> list[str]:
        """All values of a response header, whose name is given in lower case."""
        return [value for key, value in self.headers if key.lower() == name]

    def names(self) -> set[str]:
        """The names of the response headers, in lower case."""
        return {key.lower() for key, _ in self.headers}

    def sent(self, name: str) -> list[str]:
        """All values of a request header, whose name is given in lower case."""
        return [value for key, value in self.request_headers if key.lower() == name]


def check(exchange: Exchange, document: Document | None = None) -> list[Sighting]:
    """Return what the response shows of the contract. Raises Deviation."""
    document = document or contract()
    if UNDESCRIBED.fullmatch(exchange.path):
        return []
    template = document.template_of(exchange.path)
    # An encoded slash is a part of the value for the client, but may part segments for the server: both may be right.
    if exchange.status == 404 and document.template_of(unquote(exchange.path)) != template:
        template = None
    operation = None if template is None else document.operation(exchange.method, template)
    if operation is None:
        _raise_if(exchange, "outside of operations", list(_outside(exchange, document, template)))
        return []
    response = operation.responses.get(exchange.status)
    if response is None:
        _raise(exchange, operation.id, [f"the status is not one of {', '.join(map(str, operation.responses))}"])
    _raise_if(exchange, operation.id, list(_wrong(exchange, response)))
    seen = [response.headers[name].name for name in response.headers if exchange.values(name)]
    return [Sighting(operation.id, exchange.status, name) for name in ["", *seen]]


def _outside(exchange: Exchange, document: Document, template: str | None) -> Iterator[str]:
    """Outside of operations a problem is answered: 404 for an unknown path, 405 for a method that the path has not."""
    expected = 404 if template is None else 405
    if exchange.status != expected:
        yield f"the status should be {expected}"
    problem = document.validator({"$ref": "#/components/schemas/Problem"})
    headers = dict(document.ambient)
    if template is not None:
        headers["allow"] = DeclaredHeader("Allow", True, False, False, document.validator({"type": "string"}))
        allowed = {method.strip() for value in exchange.values("allow") for method in value.split(",")}
        if allowed != document.methods_of(template):
            yield f"Allow is {sorted(allowed)}, but the path has {sorted(document.methods_of(template))}"
    yield from _wrong(exchange, DeclaredResponse(exchange.status, headers, {PROBLEM: problem}))


def _wrong(exchange: Exchange, response: DeclaredResponse) -> Iterator[str]:
    yield from _wrong_headers(exchange, response)
    yield from _wrong_body(exchange, response)
    yield from _wrong_words(exchange)


def _wrong_headers(exchange: Exchange, response: DeclaredResponse) -> Iterator[str]:
    for name, header in response.headers.items():
        values = exchange.values(name)
        if not values and header.required:
            yield f"header {header.name} is missing"
        if len(values) > 1:
            yield f"header {header.name} is sent {len(values)} times"
        for value in values:
            instance: Json = int(value) if header.integer and re.fullmatch(r"-?[0-9]+", value) else value
            yield from (f"header {header.name}: {one}" for one in _violations(header.validator, instance))
    for name in exchange.names() - response.headers.keys() - HEADERS_OF_HTTP.keys():
        if not name.startswith("access-control-"):
            yield f"header {name} is not declared"


def _wrong_body(exchange: Exchange, response: DeclaredResponse) -> Iterator[str]:
    if exchange.method == "HEAD":
        return
    media_types = exchange.values("content-type")
    if not response.bodies:
        if exchange.body:
            yield f"a body of {len(exchange.body)} bytes is not declared"
        if media_types:
            yield f"content-type {media_types[0]} of no declared body"
        return
    media_type = media_types[0].partition(";")[0].strip().lower() if media_types else "missing"
    validator = response.bodies.get(media_type)
    if validator is None:
        yield f"the media type is {media_type}, not {' or '.join(response.bodies)}"
        return
    try:
        body = read_json(exchange.body)
    except ValueError as error:
        yield f"the body is not JSON: {error}"
        return
    yield from (f"body: {one}" for one in _violations(validator, body))


def _wrong_words(exchange: Exchange) -> Iterator[str]:
    """What the descriptions promise: a problem tells its own status and request, a sent request id is answered."""
    names = exchange.values("x-request-id")
    if exchange.values("content-type") == [PROBLEM] and exchange.method != "HEAD":
        problem = read_json(exchange.body)
        if problem.get("status") != exchange.status:
            yield f"the problem's status is {problem.get('status')}"
        if [problem.get("request_id")] != names:
            yield f"the problem's request_id is {problem.get('request_id')}, but X-Request-ID {names}"
    sent = exchange.sent("x-request-id")
    if len(sent) == 1 and re.fullmatch(r"[!-~]{1,128}", sent[0]) and names != sent:
        yield f"X-Request-ID {sent[0]!r} was sent, but {names} answered"


def read_json(body: bytes) -> Json:
    """Read JSON as RFC 8259 has it. Raises ValueError, also for NaN and for a name that an object has twice."""

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("an object has a name twice")
        return dict(pairs)

    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not JSON")

    return json.loads(body.decode(), object_pairs_hook=members, parse_constant=refuse)


def _violations(validator: Validator, instance: Json) -> Iterator[str]:
    for error in validator.iter_errors(instance):
        yield f"{error.message} at /{'/'.join(map(str, error.instance_path))}"


def _raise_if(exchange: Exchange, what: str, wrong: list[str]) -> None:
    if wrong:
        _raise(exchange, what, wrong)


def _raise(exchange: Exchange, what: str, wrong: list[str]) -> NoReturn:
    title = f"{exchange.method} {exchange.path} ({what}) was answered with {exchange.status}:"
    raise Deviation("\n  - ".join([title, *wrong]))
