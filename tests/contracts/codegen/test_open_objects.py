"""FR-425: an open object in a query or cookie takes the names that nothing else of the operation has."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.codegen.documents import document, operation
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain

Json = Any
TEXT: Json = {"type": "string"}
OPEN: Json = {"type": "object", "properties": {"since": TEXT}, "additionalProperties": TEXT}
PAGEABLE: Json = {
    "type": "object",
    "properties": {"page": {"type": "integer"}, "sort": {"type": "array", "items": TEXT}},
}
KEYS: Json = {"Query": {"type": "apiKey", "in": "query", "name": "api_key"}}
KEYS["Cookie"] = {"type": "apiKey", "in": "cookie", "name": "session"}


def _parameter(name: str, schema: Json, place: str = "query", **more: Json) -> Json:
    return {"name": name, "in": place, "schema": schema, **more}


SPEC = _parameter("spec", OPEN)
PATHS: Json = {
    "/page": {"post": operation(parameters=[SPEC, _parameter("pageable", PAGEABLE)])},
    "/deep": {"post": operation(parameters=[SPEC, _parameter("o", PAGEABLE, style="deepObject")])},
    "/within": {"post": operation(parameters=[_parameter("o", OPEN, style="deepObject"), _parameter("o[page]", TEXT)])},
    "/joined": {"post": operation(parameters=[SPEC, _parameter("o", PAGEABLE, explode=False)])},
    "/both": {"post": operation(parameters=[SPEC, _parameter("other", OPEN)])},
    "/cookie": {"post": operation(parameters=[_parameter("spec", OPEN, "cookie"), _parameter("page", TEXT, "cookie")])},
}
READ: list[tuple[str, dict[str, str], Json]] = [
    (
        "/page?page=1&sort=a&colour=red&since=x",
        {},
        {"spec": {"colour": "red", "since": "x"}, "pageable": {"page": 1, "sort": ["a"]}},
    ),
    ("/page?page=1", {}, {"spec": None, "pageable": {"page": 1}}),
    ("/page?api_key=secret&colour=red", {}, {"spec": {"colour": "red"}, "pageable": None}),
    ("/deep?o[page]=1&page=2", {}, {"spec": {"page": "2"}, "o": {"page": 1}}),
    ("/within?o[page]=1&o[colour]=red", {}, {"o": {"colour": "red"}, "o_page": "1"}),
    ("/joined?o=page,1&page=2", {}, {"spec": {"page": "2"}, "o": {"page": 1}}),
    (
        "/both?since=x&colour=red",
        {},
        {"spec": {"since": "x", "colour": "red"}, "other": {"since": "x", "colour": "red"}},
    ),
    ("/cookie", {"cookie": "session=secret; page=1; colour=red"}, {"spec": {"colour": "red"}, "page": "1"}),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "open_objects")
    made = document(PATHS)
    made["components"]["securitySchemes"] = KEYS
    generate(folder, {"open_objects": made})
    with GeneratedServer(folder, "open_objects") as running:
        yield running


@pytest.mark.parametrize(("path", "headers", "given"), READ, ids=str)
def test_only_names_of_nothing_else_are_members(
    server: GeneratedServer, path: str, headers: dict[str, str], given: Json
) -> None:
    """What springdoc writes for `Pageable` beside a filter. Two open objects that have a name both have its value."""
    outcome = server.send("things", Wire(path, tuple((name, text.encode()) for name, text in headers.items())))
    assert outcome.status == 200
    assert outcome.reached is not None
    assert {name: plain(value) for name, value in outcome.reached.items()} == given
