"""A valid request for every operation of a user, derived from the contract: a new operation is tested automatically."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

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


def _calls() -> Iterator[Call]:
    for operation in contract().operations:
        if operation.template.startswith(OWN):
            body = contract().resolve(operation.raw.get("requestBody", {}))
            yield Call(
                operation=operation.id,
                method=operation.method,
                suffix=operation.template.removeprefix(OWN).replace("{task_id}", "1") + _query(operation),
                headers=_required(operation, "header"),
                body=_first_example(body),
                max_bytes=body.get("x-max-bytes", 0),
            )


def _required(operation: DeclaredOperation, place: str) -> dict[str, Json]:
    """Return the examples of the required parameters."""
    return {one["name"]: one["example"] for one in operation.parameters if one["in"] == place and one.get("required")}


def _query(operation: DeclaredOperation) -> str:
    given = _required(operation, "query")
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _first_example(body: Json) -> Json:
    for media in body.get("content", {}).values():
        return contract().resolve(next(iter(media["examples"].values())))["value"]
    return None


CALLS = tuple(_calls())
ITEM_CALLS = tuple(call for call in CALLS if call.suffix.startswith("/tasks/1"))
BODY_CALLS = tuple(call for call in CALLS if call.body is not None)


def name_of(call: Call) -> str:
    """The name of a call in the report."""
    return call.operation
