"""FR-038: bodies of requests and of answers that the generator can't honour it refuses, by JSON pointer and keyword."""

from pathlib import Path

import pytest

from tests.contracts.codegen.documents import answering, operation, taking
from tests.contracts.codegen.refusing import ANSWER, AT_FORM, BODY, FORM, Json, at_x, encoded, header, refused

CASES: dict[str, tuple[Json, str, str]] = {
    "body of no media type's name": (at_x(taking({}, "json")), f"{BODY}/json", "json"),
    "body of a range without its own type": (at_x(taking({}, "*/xml")), f"{BODY}/*~1xml", "*/xml"),
    "form that is no object": (at_x(taking({"type": "string"}, FORM)), f"{AT_FORM}/schema", "type"),
    "multipart form that is no object": (
        at_x(taking({"type": "array", "items": {}}, "multipart/form-data")),
        f"{BODY}/multipart~1form-data/schema",
        "type",
    ),
    "deepObject of no object": (
        at_x(encoded({"a": {"style": "deepObject"}}, {"type": "string"})),
        f"{AT_FORM}/encoding/a/style",
        "deepObject",
    ),
    "style of an object in a form": (
        at_x(encoded({"a": {"explode": True}})),
        f"{AT_FORM}/encoding/a/explode",
        "explode",
    ),
    "answer of no media type": (at_x(answering({}, media_type="text")), f"{ANSWER}/200/content/text", "text"),
    "answer of one media type twice": (
        at_x(
            operation(
                responses={"200": {"description": "", "content": {"application/json": {}, "Application/JSON": {}}}}
            )
        ),
        f"{ANSWER}/200/content/Application~1JSON",
        "Application/JSON",
    ),
    "answer of an unknown charset": (
        at_x(answering({}, media_type="text/plain; charset=klingon")),
        f"{ANSWER}/200/content/text~1plain; charset=klingon",
        "charset",
    ),
    "JSON answer of another charset": (
        at_x(answering({}, media_type="application/json; charset=utf-16")),
        f"{ANSWER}/200/content/application~1json; charset=utf-16",
        "charset",
    ),
    "event with a field of its own": (
        at_x(
            answering(
                {"type": "object", "properties": {"data": {"type": "string"}, "task": {"type": "string"}}},
                media_type="text/event-stream",
            )
        ),
        f"{ANSWER}/200/content/text~1event-stream/schema",
        "schema",
    ),
    "event data of which nobody can tell whether it is JSON": (
        at_x(
            answering(
                {
                    "anyOf": [
                        {"properties": {"data": {"type": "string"}}},
                        {"properties": {"data": {"type": "string", "contentMediaType": "application/json"}}},
                    ]
                },
                media_type="text/event-stream",
            )
        ),
        f"{ANSWER}/200/content/text~1event-stream/schema",
        "schema",
    ),
    "body of a 204": (at_x(answering({}, status="204")), f"{ANSWER}/204/content", "content"),
    "header of several values": (
        at_x(header({"type": ["array", "null"], "items": {"type": "string"}})),
        f"{ANSWER}/200/headers/X-A/schema",
        "type",
    ),
    "body of no media type": (
        at_x(operation(requestBody={"content": {}})),
        "/paths/~1x/get/requestBody/content",
        "content",
    ),
}


@pytest.mark.parametrize(("content", "pointer", "keyword"), CASES.values(), ids=CASES.keys())
def test_is_refused_by_pointer(tmp_path: Path, content: Json, pointer: str, keyword: str) -> None:
    assert refused(tmp_path, content) == [(pointer, keyword)]
