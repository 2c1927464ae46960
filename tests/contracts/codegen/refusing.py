"""Documents of one operation that the generator refuses, and where it does."""

from pathlib import Path
from typing import Any

from contracts.codegen.refusals.refuse import refusals
from contracts.document.load import load
from tests.contracts.codegen.documents import document, operation, written

Json = Any
PARAMETER = "/paths/~1x/get/parameters/0"
BODY = "/paths/~1x/get/requestBody/content"
ANSWER = "/paths/~1x/get/responses"
PATH_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def at_x(get: Json, **more: Json) -> Json:
    return document({"/x": {"get": get}}, **more)


def header(schema: Json) -> Json:
    return operation(responses={"200": {"description": "Done.", "headers": {"X-A": {"schema": schema}}}})


FORM = "application/x-www-form-urlencoded"
AT_FORM = f"{BODY}/application~1x-www-form-urlencoded"


def encoded(encoding: Json, schema: Json | None = None) -> Json:
    properties = {"a": schema or {"type": "object"}}
    media = {"schema": {"type": "object", "properties": properties}, "encoding": encoding}
    return operation(requestBody={"content": {FORM: media}})


def refused(tmp_path: Path, content: Json) -> list[tuple[str, str]]:
    """Pointer and keyword of each refusal of a document."""
    return [(refusal.pointer, refusal.keyword) for refusal in refusals(load(written(tmp_path, content)))]
