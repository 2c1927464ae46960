"""A document of many operations, as large companies publish them: nested schemas, unions, shared answers."""

from typing import Any

Json = Any
_COMPONENT = "#/components/schemas/"


def large(operations: int) -> Json:
    """A document with that many operations on a third as many resources, in groups of tags."""
    count = operations // 5
    paths: Json = {}
    schemas: Json = {"Problem": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}}
    for number in range(count):
        name, path = f"Resource{number}", f"/group{number % 20}/resource-{number}"
        schemas |= _schemas(name, number, count)
        one = {"$ref": f"{_COMPONENT}{name}"}
        page = {"type": "object", "properties": {"items": {"type": "array", "items": one}, "next": {"type": "string"}}}
        paths[path] = {
            "get": _operation(number, f"list{name}", page, parameters=[{"$ref": "#/components/parameters/Limit"}]),
            "post": _operation(number, f"create{name}", one, body={"$ref": f"{_COMPONENT}{name}Input"}),
        }
        shared = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}]
        paths[f"{path}/{{id}}"] = {
            "parameters": shared,
            "get": _operation(number, f"get{name}", one),
            "patch": _operation(number, f"update{name}", one, body={"$ref": f"{_COMPONENT}{name}Input"}),
            "delete": {"tags": [f"group{number % 20}"], "operationId": f"delete{name}", "responses": _answers(None)},
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}},
            "responses": {"Error": {"description": "Wrong.", "content": _json({"$ref": f"{_COMPONENT}Problem"})}},
        },
    }


def _schemas(name: str, number: int, count: int) -> Json:
    other = {"$ref": f"{_COMPONENT}Resource{(number * 7 + 3) % count}"}
    members: Json = {f"field_{index}": {"type": "string", "maxLength": 100 + index} for index in range(12)}
    members |= {
        "state": {"type": "string", "enum": ["open", "closed", "gone"]},
        "at": {"type": "string", "format": "date-time"},
        "count": {"type": ["integer", "null"], "minimum": 0},
        "nested": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "array", "items": other}}},
        "owner": other,
        "choice": {"anyOf": [{"type": "string"}, {"type": "integer"}, other]},
    }
    written = {key: part for key, part in members.items() if key != "owner"}
    return {
        name: {"type": "object", "required": ["id", "state"], "properties": {"id": {"type": "string"}, **members}},
        f"{name}Input": {"type": "object", "required": ["state"], "properties": written},
    }


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _answers(schema: Json) -> Json:
    done = {"description": "Done.", **({"content": _json(schema)} if schema else {})}
    return {"200": done, "4XX": {"$ref": "#/components/responses/Error"}}


def _operation(number: int, name: str, schema: Json, *, body: Json = None, parameters: Json = None) -> Json:
    return {
        "tags": [f"group{number % 20}"],
        "operationId": name,
        "responses": _answers(schema),
        **({"requestBody": {"required": True, "content": _json(body)}} if body else {}),
        **({"parameters": parameters} if parameters else {}),
    }
