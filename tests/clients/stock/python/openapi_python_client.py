"""openapi-python-client."""

from http import HTTPStatus
from typing import Any

from program import TOKEN, URL, USER, serve
from tasks_api_client.api.tasks import complete_task, create_task, delete_task, list_tasks, patch_task
from tasks_api_client.client import AuthenticatedClient
from tasks_api_client.models import (
    InvalidRequestProblem,
    ListTasksStatus,
    Problem,
    Task,
    TaskCreate,
    TaskUpdate,
)
from tasks_api_client.types import UNSET, Response

api = AuthenticatedClient(base_url=URL, token=TOKEN)


def shown(response: Response[Any]) -> dict[str, Any]:
    parsed: Task | Problem | InvalidRequestProblem | list[Task] | None = response.parsed
    body: Any = [task.to_dict() for task in parsed] if isinstance(parsed, list) else parsed and parsed.to_dict()
    assert isinstance(response.status_code, HTTPStatus)
    return {"status": response.status_code.value, "etag": response.headers.get("ETag"), "body": body}


class Client:
    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        return shown(create_task.sync_detailed(USER, client=api, body=TaskCreate.from_dict(body)))

    def list(self, query: dict[str, Any]) -> dict[str, Any]:
        status = ListTasksStatus(query.pop("status")) if "status" in query else UNSET
        return shown(list_tasks.sync_detailed(USER, client=api, status=status, **query))

    def edit(self, task_id: int, if_match: str, body: dict[str, Any]) -> dict[str, Any]:
        change = TaskUpdate.from_dict(body)
        return shown(patch_task.sync_detailed(USER, task_id, client=api, body=change, if_match=if_match))

    def complete(self, task_id: int) -> dict[str, Any]:
        return shown(complete_task.sync_detailed(USER, task_id, client=api))

    def remove(self, task_id: int) -> dict[str, Any]:
        return shown(delete_task.sync_detailed(USER, task_id, client=api))


serve(Client())
