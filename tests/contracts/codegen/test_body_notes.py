"""FR-038: what a document says of a body and a server has nothing to enforce for is noted, with its pointer."""

from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from tests.contracts.codegen.documents import document, operation, taking

Json = Any
CONTENT = "/paths/~1x/post/requestBody/content"
MULTIPART = "multipart/form-data"
_FILE = {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}


def _encoded(encoding: Json, media_type: str = MULTIPART) -> Json:
    return operation(requestBody={"content": {media_type: {"schema": _FILE, "encoding": encoding}}})


NOTED: dict[str, tuple[Json, str, str]] = {
    "XML of an object": (taking(_FILE, "application/xml"), f"{CONTENT}/application~1xml/schema", "application/xml"),
    "bytes of an object": (taking(_FILE, "application/zip"), f"{CONTENT}/application~1zip/schema", "application/zip"),
    "encoding of JSON": (_encoded({}, "application/json"), f"{CONTENT}/application~1json/encoding", "encoding"),
    "encoding of no member": (
        _encoded({"g": {"contentType": "image/png"}}),
        f"{CONTENT}/multipart~1form-data/encoding/g",
        "encoding",
    ),
    "headers of a part": (
        _encoded({"f": {"headers": {"X-A": {"schema": {"type": "string"}}}}}),
        f"{CONTENT}/multipart~1form-data/encoding/f/headers",
        "headers",
    ),
    "parts that nobody declares": (taking({"type": "object"}, MULTIPART), f"{CONTENT}/multipart~1form-data", MULTIPART),
}


@pytest.mark.parametrize(("post", "pointer", "keyword"), NOTED.values(), ids=NOTED.keys())
def test_is_noted(post: Json, pointer: str, keyword: str) -> None:
    refused, notes, *_ = inspect(document({"/x": {"post": post}}))
    assert refused == []
    assert [(note.pointer, note.keyword) for note in notes] == [(pointer, keyword)]


@pytest.mark.parametrize("style", [{"style": "form"}, {"explode": True}])
def test_style_of_a_multipart_form_has_no_effect_in_openapi_3_0(style: Json) -> None:
    """OpenAPI 3.0.3, Encoding Object."""
    post = operation(
        requestBody={
            "content": {
                MULTIPART: {
                    "schema": {"type": "object", "properties": {"o": {"type": "object"}}},
                    "encoding": {"o": style},
                }
            }
        }
    )
    assert inspect(document({"/x": {"post": post}}, version="3.0.3"))[:2] == ([], [])
    assert len(inspect(document({"/x": {"post": post}}))[0]) == 1


def test_media_type_twice() -> None:
    """A charset makes no other media type, so what both names have must be the same."""
    names = ("application/json", "application/json; charset=utf-8")
    for schemas, count in (({"type": "string"}, {"type": "string"}), 0), (({"type": "string"}, {}), 2):
        content = {name: {"schema": schema} for name, schema in zip(names, schemas, strict=True)}
        refused, *_ = inspect(document({"/x": {"post": operation(requestBody={"content": content})}}))
        assert [one.keyword for one in refused] == list(names[:count])
