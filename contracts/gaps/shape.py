"""Recognises a resource in the operations of a tag: what is made by POST, listed, read, changed and deleted (FR-354).

Recognised is a collection, `/api/{user_id}/comments`, or one of a task's, `/api/{user_id}/tasks/{task_id}/comments`,
and an item below it, whose number is the last parameter of the path. An operation that asks for more is a stub.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from contracts.document.names import class_name, snake
from contracts.document.walk import resolved, target
from contracts.gaps.columns import Column
from contracts.gaps.interface import Wanted
from contracts.gaps.members import NotRecognised, check_number, columns_of

Json = Any
Document = dict[str, Json]
OWNED = "/api/{user_id}/"
_TASK = "tasks/{task_id}/"
# What a client may say beside path and body, by role.
_UNDERSTOOD = {
    "create": frozenset[str](),
    "list": frozenset({"limit", "If-None-Match"}),
    "get": frozenset({"If-None-Match"}),
    "put": frozenset({"If-Match"}),
    "patch": frozenset({"If-Match"}),
    "delete": frozenset({"If-Match"}),
}
_ROLES = {("POST", False): "create", ("GET", False): "list", ("GET", True): "get"} | {
    (method, True): method.lower() for method in ("PUT", "PATCH", "DELETE")
}
_STATUS = {"create": HTTPStatus.CREATED, "delete": HTTPStatus.NO_CONTENT}
_ANSWERED = frozenset({"ETag", "Location"})


@dataclass(frozen=True, slots=True)
class Part:
    """An operation of a resource: what it is to the resource, and what its answer of success carries."""

    role: str
    wanted: Wanted
    body: dict[str, Json]
    headers: frozenset[str]
    parameters: Mapping[str, Json]
    most: int = 0
    """Of a list: how many items it has at most."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A collection of a user's, or of a task of theirs, and the columns of its items."""

    plural: str
    singular: str
    of_task: bool
    item: str
    """The component schema of an item."""
    number: str
    """The parameter of the path that is an item's number."""
    columns: tuple[Column, ...]
    written: tuple[str, ...]
    """The columns that a client writes."""
    parts: Mapping[str, Part]


def resource_of(document: Document, wanted: list[Wanted]) -> tuple[Resource, list[str]]:
    """The resource that the operations of a tag are, and why some of them are no part of it.

    Raises NotRecognised if there is none.
    """
    making = [one for one in wanted if one.method == "POST" and _collection(one.path) is not None]
    if not making:
        raise NotRecognised("no POST makes an item of a collection below /api/{user_id}/")
    path = making[0].path
    parts: dict[str, Part] = {}
    reasons = []
    for one in wanted:
        try:
            part = _part(document, one, path)
            parts[part.role] = part
        except NotRecognised as reason:
            reasons.append(f"{one} is a stub: {reason}")
    if "create" not in parts:
        raise NotRecognised(reasons[0].partition(": ")[2])
    numbers = {one.path.rpartition("{")[2].rstrip("}") for role, one in _items(parts)}
    if len(numbers) > 1:
        raise NotRecognised(f"the items have several numbers: {', '.join(sorted(numbers))}")
    return _resource(document, path, parts, next(iter(numbers), None)), reasons


def _items(parts: Mapping[str, Part]) -> list[tuple[str, Wanted]]:
    return [(role, part.wanted) for role, part in parts.items() if role not in ("create", "list")]


def _collection(path: str) -> str | None:
    """The name of a collection, where the path is one."""
    name = path.removeprefix(OWNED).removeprefix(_TASK)
    return name if path.startswith(OWNED) and "/" not in name and "{" not in name else None


def _part(document: Document, wanted: Wanted, collection: str) -> Part:
    below = wanted.path.removeprefix(collection)
    if not wanted.path.startswith(collection) or below.count("/") > 1 or (below and not below.startswith("/{")):
        raise NotRecognised(f"its path is neither {collection} nor an item's")
    role = _ROLES.get((wanted.method, bool(below)))
    if role is None:
        raise NotRecognised(f"a resource has no {wanted.method} at this path")
    operation = target(document, wanted.pointer)
    given = {
        parameter["name"]: parameter
        for parameter in _parameters(document, wanted)
        if parameter["in"] != "path" and not parameter.get("x-ambient")
    }
    if unknown := sorted(given.keys() - _UNDERSTOOD[role]):
        raise NotRecognised(f"what {unknown[0]} does is yours to write")
    status = str(_STATUS.get(role, HTTPStatus.OK).value)
    successes = [code for code in operation["responses"] if code.startswith("2")]
    if successes != [status]:
        raise NotRecognised(f"it answers {' and '.join(successes)}, where {role} of a resource answers {status}")
    if "404" not in operation["responses"] and (below or _TASK in collection):
        raise NotRecognised("it declares no 404")
    answer = resolved(document, operation["responses"][status])
    headers = {name: resolved(document, header) for name, header in answer.get("headers", {}).items()}
    own = frozenset(name for name, header in headers.items() if not header.get("x-ambient"))
    required = {name for name in own if headers[name].get("required")}
    if unknown := sorted(required - (_ANSWERED if role != "delete" else frozenset())):
        raise NotRecognised(f"what it answers in {unknown[0]} is yours to write")
    if "If-None-Match" in given and "304" not in operation["responses"]:
        raise NotRecognised("it declares no 304")
    body = _schema(document, answer) if role != "delete" else {}
    most = _most(document, given, body) if role == "list" else 0
    return Part(role, wanted, body, own & _ANSWERED, given, most)


def _schema(document: Document, holder: Json) -> dict[str, Json]:
    """The schema of JSON that an answer or a body has."""
    media = holder.get("content", {})
    if list(media) != ["application/json"]:
        raise NotRecognised("its body is not JSON alone")
    schema: Json = media["application/json"].get("schema")
    return schema if isinstance(schema, dict) else {}


def _most(document: Document, given: Mapping[str, Json], body: dict[str, Json]) -> int:
    """How many items a list answers with at most: what `limit` allows, or the array."""
    if "limit" in given:
        limit = resolved(document, given["limit"].get("schema", {}))
        if limit.get("type") != "integer" or limit.get("minimum", 0) < 1 or not {"maximum", "default"} <= limit.keys():
            raise NotRecognised("its limit needs a minimum of 1, a maximum and a default")
        return int(limit["maximum"])
    if (most := resolved(document, body).get("maxItems")) is None:
        raise NotRecognised("it has no bound: give its array maxItems, or the operation a limit")
    return int(most)


def _resource(document: Document, path: str, parts: dict[str, Part], number: str | None) -> Resource:
    create = parts["create"]
    reference = create.body.get("$ref", "")
    item = resolved(document, create.body)
    if not reference.startswith("#/components/schemas/") or "properties" not in item:
        raise NotRecognised(f"what {create.wanted.id} answers is no schema of the components with properties")
    for role, part in parts.items():
        answered = resolved(document, part.body).get("items", {}) if role == "list" else part.body
        if role != "delete" and answered.get("$ref") != reference:
            raise NotRecognised(f"{part.wanted.id} answers another schema than {create.wanted.id}")
    bodies = {role: _asked(document, part) for role, part in parts.items() if role in ("create", "put", "patch")}
    singular = number.removesuffix("_id") if number else snake(reference.rpartition("/")[2])
    columns, written = columns_of(document, item, bodies, of_task=_TASK in path)
    if any("If-Match" in part.parameters for part in parts.values()) and "version" not in {one.name for one in columns}:
        raise NotRecognised("what If-Match compares has to be in the item: give it the member version")
    for part in parts.values():
        for parameter in _parameters(document, part.wanted):
            if parameter["in"] == "path" and parameter["name"] != "user_id":
                check_number(document, parameter["name"], parameter.get("schema"))
    return Resource(
        plural=snake(_collection(path) or ""),
        singular=singular,
        of_task=_TASK in path,
        item=class_name(reference.rpartition("/")[2]),
        number=number or "id",
        columns=columns,
        written=written,
        parts=parts,
    )


def _parameters(document: Document, wanted: Wanted) -> Iterator[Json]:
    for holder in (document["paths"][wanted.path], target(document, wanted.pointer)):
        yield from (resolved(document, one) for one in holder.get("parameters", []))


def _asked(document: Document, part: Part) -> dict[str, Json]:
    """The schema of the body that an operation takes."""
    body = resolved(document, target(document, part.wanted.pointer).get("requestBody", {}))
    schema = resolved(document, _schema(document, body))
    if not body.get("required") or "properties" not in schema:
        raise NotRecognised(f"the body of {part.wanted.id} is not required, or no object with properties")
    return dict(schema)
