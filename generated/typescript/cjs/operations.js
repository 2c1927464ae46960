// DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.VERSIONS = exports.OWNERS = exports.GROUPS = exports.STREAMS = exports.OPERATIONS = exports.NAME = void 0;
exports.NAME = "tasks-api-client";
exports.OPERATIONS = {
    list_tasks: { method: "get", path: "/api/{user_id}/tasks", secured: true, kind: "Task", cursor: "cursor", answers: { 200: "application/json", 304: null, 400: "application/problem+json", 401: "application/problem+json", 403: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    create_task: { method: "post", path: "/api/{user_id}/tasks", secured: true, media: "application/json", list: "list_tasks", answers: { 201: "application/json", 400: "application/problem+json", 401: "application/problem+json", 403: "application/problem+json", 409: "application/problem+json", 413: "application/problem+json", 415: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    list_tags: { method: "get", path: "/api/{user_id}/tags", secured: true, kind: "TagCount", answers: { 200: "application/json", 304: null, 401: "application/problem+json", 403: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    get_task: { method: "get", path: "/api/{user_id}/tasks/{task_id}", secured: true, kind: "Task", answers: { 200: "application/json", 304: null, 401: "application/problem+json", 403: "application/problem+json", 404: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    update_task: { method: "put", path: "/api/{user_id}/tasks/{task_id}", secured: true, media: "application/json", kind: "Task", identity: { "user_id": "user_id", "task_id": "id" }, answers: { 200: "application/json", 400: "application/problem+json", 401: "application/problem+json", 403: "application/problem+json", 404: "application/problem+json", 412: "application/problem+json", 413: "application/problem+json", 415: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    delete_task: { method: "delete", path: "/api/{user_id}/tasks/{task_id}", secured: true, kind: "Task", identity: { "user_id": "user_id", "task_id": "id" }, answers: { 204: null, 401: "application/problem+json", 403: "application/problem+json", 404: "application/problem+json", 412: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    patch_task: { method: "patch", path: "/api/{user_id}/tasks/{task_id}", secured: true, media: "application/json", kind: "Task", identity: { "user_id": "user_id", "task_id": "id" }, answers: { 200: "application/json", 400: "application/problem+json", 401: "application/problem+json", 403: "application/problem+json", 404: "application/problem+json", 412: "application/problem+json", 413: "application/problem+json", 415: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    complete_task: { method: "patch", path: "/api/{user_id}/tasks/{task_id}/complete", secured: true, media: "application/json", kind: "Task", identity: { "user_id": "user_id", "task_id": "id" }, answers: { 200: "application/json", 400: "application/problem+json", 401: "application/problem+json", 403: "application/problem+json", 404: "application/problem+json", 412: "application/problem+json", 413: "application/problem+json", 415: "application/problem+json", 422: "application/problem+json", 429: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
    get_liveness: { method: "get", path: "/health/live", secured: false, kind: "Health", answers: { 200: "application/json", 422: "application/problem+json", 500: "application/problem+json" } },
    get_readiness: { method: "get", path: "/health/ready", secured: false, kind: "Health", answers: { 200: "application/json", 422: "application/problem+json", 500: "application/problem+json", 503: "application/problem+json" } },
};
exports.STREAMS = {};
exports.GROUPS = {
    "tasks": {
        "list": "list_tasks",
        "create": "create_task",
        "listTags": "list_tags",
        "get": "get_task",
        "update": "update_task",
        "delete": "delete_task",
        "patch": "patch_task",
        "complete": "complete_task"
    },
    "health": {
        "getLiveness": "get_liveness",
        "getReadiness": "get_readiness"
    }
};
exports.OWNERS = { "forUser": "user_id" };
exports.VERSIONS = ["version"];
