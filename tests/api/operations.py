"""Every operation of the contract as a request, for tests that go through them all."""

from dataclasses import dataclass

import httpx

from tests.api.user import User
from tests.contract.document import Json


@dataclass(frozen=True, slots=True)
class Call:
    """A valid request of an operation. `suffix` follows the path of the user's tasks."""

    operation: str
    method: str
    suffix: str
    body: Json = None

    async def send(self, http: httpx.AsyncClient, user: User, **headers: str) -> httpx.Response:
        """Send it by `http` to the tasks of `user`. Underscores in names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = {} if self.body is None else {"json": self.body}
        return await http.request(self.method, f"{user.tasks}{self.suffix}", headers=named, **content)


CALLS = (
    Call("list_tasks", "GET", ""),
    Call("create_task", "POST", "", {"title": "t"}),
    Call("get_task", "GET", "/1"),
    Call("update_task", "PUT", "/1", {"title": "t"}),
    Call("patch_task", "PATCH", "/1", {"title": "t"}),
    Call("delete_task", "DELETE", "/1"),
    Call("complete_task", "PATCH", "/1/complete"),
)
ITEM_CALLS = CALLS[2:]
BODY_CALLS = tuple(call for call in CALLS if call.operation not in ("list_tasks", "get_task", "delete_task"))


def name_of(call: Call) -> str:
    """The name of a call in the report."""
    return call.operation
