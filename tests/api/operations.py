"""A valid request for every operation of a user, derived from the contract: a new operation is tested automatically."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

import httpx

from tests.api.user import User
from tests.support.document import DeclaredOperation, Json, contract

OWN = "/api/{user_id}"


@dataclass(frozen=True, slots=True)
class Call:
    """A valid request of an operation. `suffix` follows the user's path."""

    operation: str
    method: str
    suffix: str
    headers: Mapping[str, str]
    body: Json = None
    max_bytes: int = 0

    async def send(self, http: httpx.AsyncClient, user: User, **headers: str) -> httpx.Response:
        """Send it with `http` to the user's path. Underscores in names of headers stand for hyphens."""
        named = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        content = {} if self.body is None else {"json": self.body}
        return await http.request(self.method, f"{user.path}{self.suffix}", headers=named, **content)


def _calls(*, optional: bool) -> Iterator[Call]:
    """One of each operation below the path of a user, with its required parameters, or all of them but a cursor."""
    for operation in contract().operations:
        if operation.template.startswith(OWN):
            body = contract().resolve(operation.raw.get("requestBody", {}))
            yield Call(
                operation=operation.id,
                method=operation.method,
                suffix=_path(operation) + _query(operation, optional=optional),
                headers=_examples(operation, "header", optional=optional),
                body=_first_example(body),
                max_bytes=body.get("x-max-bytes", 0),
            )


def _examples(operation: DeclaredOperation, place: str, *, optional: bool) -> dict[str, Json]:
    """The examples of the parameters that must be given, or that may. A cursor is one that a server has given out."""
    return {
        one["name"]: one["example"] if place == "query" else str(one["example"])
        for one in operation.parameters
        if one["in"] == place and (one.get("required") or (optional and "example" in one and one["name"] != "cursor"))
    }


def _path(operation: DeclaredOperation) -> str:
    """The path behind the user's, with an example in the place of each parameter."""
    path = operation.template.removeprefix(OWN)
    for parameter in operation.parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter.get("example")), safe=""))
    return path


def _query(operation: DeclaredOperation, *, optional: bool) -> str:
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in _examples(operation, "query", optional=optional).items()
    }
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _first_example(body: Json) -> Json:
    return next(iter(_body_examples(body)), None)


def _body_examples(body: Json) -> list[Json]:
    """The examples of a request body, in its first media type."""
    for media in body.get("content", {}).values():
        return [contract().resolve(example)["value"] for example in media["examples"].values()]
    return []


def _examples_of(operation_id: str) -> list[Json]:
    """The examples of an operation's request body; None where it has no body."""
    raw = next(one.raw for one in contract().operations if one.id == operation_id)
    return _body_examples(contract().resolve(raw.get("requestBody", {}))) or [None]


CALLS = tuple(_calls(optional=False))
FULL_CALLS = tuple(_calls(optional=True))
"""The same, with every optional parameter and header that has an example."""
MAKING_CALLS = tuple(
    replace(call, body=body, headers=call.headers if place == 0 else {})
    for call in FULL_CALLS
    if call.method == "POST"
    for place, body in enumerate(_examples_of(call.operation))
)
"""Requests with every example of what can be made; the first of each with every header."""
ITEM_CALLS = tuple(call for call in CALLS if re.search(r"/[0-9]", call.suffix))
BODY_CALLS = tuple(call for call in CALLS if call.body is not None)


def name_of(call: Call) -> str:
    """The name of a call in the report."""
    return call.operation
