"""A resource that the contract does not have: comments of a user, or of a task of theirs."""

from copy import deepcopy
from typing import Any

Json = Any
FLAT = "/api/{user_id}/comments"
OF_TASK = "/api/{user_id}/tasks/{task_id}/comments"
_COLLECTION, _ITEM = "/api/{user_id}/tasks", "/api/{user_id}/tasks/{task_id}"
_OWN: dict[str, Json] = {
    "text": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^\\u0000]*$"},
    "mood": {"type": ["string", "null"], "enum": ["happy", "it's", None]},
    "labels": {"$ref": "#/components/schemas/Tags"},
    "order": {"type": ["integer", "null"], "minimum": 1, "maximum": 5},
    "day": {"type": ["string", "null"], "format": "date"},
    "weight": {"type": "number", "minimum": 0, "maximum": 100},
    "seen": {"type": "boolean"},
}
_MADE = ("created_at", "updated_at", "version")


def add_comments(contract: Json, *, of_task: bool = False) -> None:
    """Add the operations, as those of tasks are, and the schemas that they need."""
    path = OF_TASK if of_task else FLAT
    schemas, tasks = contract["components"]["schemas"], contract["paths"]
    number = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
    made = {name: schemas["Task"]["properties"][name] for name in _MADE}
    item = {"id": number, **({"task_id": number} if of_task else {}), **_OWN, **made}
    new = {**_OWN, "weight": {**_OWN["weight"], "default": 1}, "seen": {**_OWN["seen"], "default": False}}
    closed = {"type": "object", "additionalProperties": False}
    schemas["Comment"] = {**closed, "required": list(item), "properties": item}
    schemas["CommentCreate"] = {**closed, "required": ["text"], "properties": new}
    schemas["CommentUpdate"] = {**closed, "properties": dict(_OWN)}
    contract["tags"].append({"name": "comments", "description": "What users say."})
    shared = [{"$ref": f"#/components/parameters/{name}"} for name in ("UserId", "RequestId")]
    if of_task:
        shared.append({"$ref": "#/components/parameters/TaskId"})
    parameter = {"name": "comment_id", "in": "path", "required": True, "schema": number, "example": 1}
    absent = {"404": {"$ref": "#/components/responses/TaskNotFound"}}
    contract["paths"][path] = {
        "parameters": shared,
        "get": _like(tasks[_COLLECTION]["get"], "list_comments", {"items": {"$ref": "#/components/schemas/Comment"}}),
        "post": _like(tasks[_COLLECTION]["post"], "create_comment", body={"text": "Two litres"}, model="CommentCreate"),
    }
    collection = contract["paths"][path]
    collection["get"]["parameters"] = [
        one for one in collection["get"]["parameters"] if one.get("name") in ("limit", None)
    ]
    del collection["get"]["responses"]["400"], collection["get"]["responses"]["200"]["headers"]["Link"]
    del collection["post"]["parameters"], collection["post"]["responses"]["409"]
    if of_task:
        for one in (collection["get"], collection["post"]):
            one["responses"].update(absent)
    item_operations = tasks[_ITEM]
    contract["paths"][f"{path}/{{comment_id}}"] = {
        "parameters": [*shared, parameter],
        "get": _like(item_operations["get"], "get_comment"),
        "put": _like(item_operations["put"], "replace_comment", body={"text": "One litre"}, model="CommentCreate"),
        "patch": _like(item_operations["patch"], "patch_comment", body={"mood": "it's"}, model="CommentUpdate"),
        "delete": _like(item_operations["delete"], "delete_comment"),
    }


def _like(
    other: Json, name: str, more: Json | None = None, *, body: Json | None = None, model: str | None = None
) -> Json:
    """An operation like another's, of comments. Links lead to tasks, so it has none."""
    made = deepcopy(other)
    made.update(operationId=name, tags=["comments"], summary=name.replace("_", " ").capitalize())
    for response in made["responses"].values():
        response.pop("links", None)
        for media in response.get("content", {}).values():
            if response.get("content", {}).get("application/json") is media:
                media["schema"] = {"type": "array", "maxItems": 1000, **more} if more else _REFERENCE
                media.pop("examples", None)
    if model is not None:
        made["requestBody"]["content"]["application/json"] = {
            "schema": {"$ref": f"#/components/schemas/{model}"},
            "examples": {"short": {"summary": "Short", "value": body}},
        }
    return made


_REFERENCE = {"$ref": "#/components/schemas/Comment"}
