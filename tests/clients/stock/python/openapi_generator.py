"""openapi-generator's python."""

from collections.abc import Callable
from typing import Any

from openapi_generator_client import ApiClient, ApiException, Configuration, TasksApi
from openapi_generator_client.api_response import ApiResponse
from openapi_generator_client.models import Task, TaskCreate, TaskUpdate
from program import TOKEN, URL, USER, serve

api = TasksApi(ApiClient(Configuration(host=URL, access_token=TOKEN)))


def plain(model: Task) -> dict[str, Any]:
    return model.model_dump(mode="json")


def shown(call: Callable[[], ApiResponse[Any]]) -> dict[str, Any]:
    try:
        answer = call()
    except ApiException as error:
        return {"status": error.status, "body": error.data and error.data.to_dict()}
    data = answer.data
    body = [plain(task) for task in data] if isinstance(data, list) else data and plain(data)
    headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
    return {"status": answer.status_code, "etag": headers.get("etag"), "body": body}


class Client:
    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        return shown(lambda: api.create_task_with_http_info(USER, TaskCreate(**body)))

    def list(self, query: dict[str, Any]) -> dict[str, Any]:
        return shown(lambda: api.list_tasks_with_http_info(USER, **query))

    def edit(self, task_id: int, if_match: str, body: dict[str, Any]) -> dict[str, Any]:
        return shown(lambda: api.patch_task_with_http_info(USER, task_id, TaskUpdate(**body), if_match=if_match))

    def complete(self, task_id: int) -> dict[str, Any]:
        return shown(lambda: api.complete_task_with_http_info(USER, task_id))

    def remove(self, task_id: int) -> dict[str, Any]:
        return shown(lambda: api.delete_task_with_http_info(USER, task_id))


serve(Client())
