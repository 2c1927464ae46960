"""FR-354: what is a resource that can be written, and what is none."""

import ast
from collections.abc import Callable
from copy import deepcopy
from typing import Any, cast

import pytest

from contracts.gaps.interface import Wanted
from contracts.gaps.members import NotRecognised
from contracts.gaps.shape import resource_of
from tests.contracts.gaps.comments import FLAT, OF_TASK, add_comments
from tests.support.document import contract

Json = Any


METHOD = cast("ast.AsyncFunctionDef", ast.parse("async def method(self): ...").body[0])


def _wanted(document: Json, path: str) -> list[Wanted]:
    """The operations of comments, without what the generator adds."""

    return [
        Wanted(
            operation["operationId"],
            method.upper(),
            at,
            f"#/paths/{at.replace('/', '~1')}/{method}",
            "CommentsApi",
            "generated.routers.comments",
            METHOD,
            {},
            frozenset(),
        )
        for at, item in document["paths"].items()
        if at.startswith(path)
        for method, operation in item.items()
        if method != "parameters"
    ]


def _document(*, of_task: bool = False) -> Json:
    document = deepcopy(contract().root)
    add_comments(document, of_task=of_task)
    return document


@pytest.mark.parametrize("of_task", [False, True])
def test_a_resource_is_recognised(of_task: bool) -> None:
    """FR-354: all six operations, the key before other columns, and those that clients write."""
    document = _document(of_task=of_task)
    resource, reasons = resource_of(document, _wanted(document, OF_TASK if of_task else FLAT))
    assert reasons == []
    assert sorted(resource.parts) == ["create", "delete", "get", "list", "patch", "put"]
    assert (resource.plural, resource.singular, resource.item, resource.of_task) == (
        "comments",
        "comment",
        "Comment",
        of_task,
    )
    key = ["user_id", "id", "task_id"] if of_task else ["user_id", "id"]
    made = ["created_at", "updated_at", "version"]
    assert [column.name for column in resource.columns] == [*key, *resource.written, *made]
    assert resource.written == ("text", "mood", "labels", "order", "day", "weight", "seen")


def _item(document: Json) -> Json:
    return document["components"]["schemas"]["Comment"]["properties"]


def _new(document: Json) -> Json:
    return document["components"]["schemas"]["CommentCreate"]["properties"]


def _of(path: str, method: str) -> Callable[[Json], Json]:
    return lambda document: document["paths"][path][method]


_LIST, _POST, _GET = _of(FLAT, "get"), _of(FLAT, "post"), _of(f"{FLAT}/{{comment_id}}", "get")
_KEYED = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda d: d["paths"][FLAT].pop("post"), "no POST makes an item of a collection below /api/{user_id}/"),
        (lambda d: _POST(d).update(parameters=[_KEYED]), "what Idempotency-Key does is yours to write"),
        (
            lambda d: _POST(d)["responses"].update({"202": {"description": "Later."}}),
            "it answers 201 and 202, where create of a resource answers 201",
        ),
        (lambda d: _item(d).pop("id"), "an item has no id"),
        (lambda d: _item(d).update(likes={"type": "integer"}), "what likes of an item is made from is yours to write"),
        (lambda d: _item(d).update(text={"type": "object"}), "text is an object, which has no plain column"),
        (
            lambda d: _new(d).update(text={**_new(d)["text"], "maxLength": 201}),
            "text has other bounds, or another type, in an item than in the body of its create",
        ),
        (
            lambda d: _new(d).update(weight={**_new(d)["weight"], "type": ["number", "null"]}),
            "weight has other bounds, or another type, in an item than in the body of its create",
        ),
        (lambda d: _new(d)["seen"].pop("default"), "seen may be left out of a new item"),
        (lambda d: _new(d).update(secret={"type": "boolean"}), "secret is a member of the body of its create"),
        (lambda d: _item(d).pop("version"), "what If-Match compares has to be in the item"),
        (lambda d: _item(d).update(created_at=_item(d)["day"]), "created_at is no date-time, or null"),
        (
            lambda d: d["paths"][f"{FLAT}/{{comment_id}}"]["parameters"][-1].update(schema={"type": "integer"}),
            "comment_id of the path has no bounds that a column could keep",
        ),
    ],
)  # fmt: skip
def test_what_is_no_resource_is_said(change: Callable[[Json], object], reason: str) -> None:
    """FR-354: nothing is written that would not hold."""
    document = _document()
    change(document)
    with pytest.raises(NotRecognised) as refused:
        resource_of(document, _wanted(document, FLAT))
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda d: _LIST(d)["parameters"].append({"name": "cursor", "in": "query", "schema": {"type": "string"}}),
            "list_comments (GET /api/{user_id}/comments) is a stub: what cursor does is yours to write",
        ),
        (
            lambda d: _LIST(d)["parameters"][0]["schema"].pop("default"),
            "list_comments (GET /api/{user_id}/comments) is a stub: its limit needs a minimum of 1, a maximum and a "
            "default",
        ),
        (
            lambda d: _GET(d)["responses"].pop("404"),
            "get_comment (GET /api/{user_id}/comments/{comment_id}) is a stub: it declares no 404",
        ),
        (
            lambda d: d["paths"].update(
                {f"{FLAT}/{{comment_id}}/like": {"post": {**_POST(d), "operationId": "like_comment"}}}
            ),
            "like_comment (POST /api/{user_id}/comments/{comment_id}/like) is a stub: its path is neither "
            "/api/{user_id}/comments nor an item's",
        ),
    ],
)
def test_what_is_more_than_a_resource_is_a_stub(change: Callable[[Json], object], reason: str) -> None:
    """FR-354: the others are written all the same."""
    document = _document()
    change(document)
    resource, reasons = resource_of(document, _wanted(document, FLAT))
    assert reasons == [reason]
    assert len(resource.parts) >= 5
