"""FR-425: objects, arrays and what may be either, written in brackets: `style: deepObject` in queries and forms."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from contracts.runtime.deep_objects import DeepReader, tree
from contracts.runtime.schemas import Schemas
from contracts.runtime.texts import TextReader
from tests.contracts.codegen.documents import document, operation, query, written
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain

Json = Any
FORM = "application/x-www-form-urlencoded"
NUMBER: Json = {"type": "integer"}
WORDS: Json = {"type": "array", "items": {"type": "string"}}
RANGE: Json = {"type": "object", "additionalProperties": False, "properties": {"gt": NUMBER, "lt": NUMBER}}
ROW: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n"],
    "properties": {"n": NUMBER, "w": WORDS},
}
TREE: Json = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"n": NUMBER, "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
}
FILTER: Json = {
    "type": "object",
    "properties": {
        "tags": WORDS,
        "rows": {"type": "array", "items": ROW},
        "grid": {"type": "array", "items": {"type": "array", "items": NUMBER}},
        "counts": {"type": "object", "additionalProperties": NUMBER},
        "either": {"oneOf": [WORDS, RANGE, NUMBER]},
        "pair": {"type": "array", "prefixItems": [NUMBER, {"type": "string"}], "minItems": 2},
    },
}
SCHEMAS: dict[str, Json] = {
    "filter": FILTER,
    "created": {"anyOf": [RANGE, NUMBER]},
    "expand": WORDS,
    "cleared": {"anyOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"enum": [""]}]},
    "tree": {"$ref": "#/components/schemas/Tree"},
    "maybe": {"anyOf": [RANGE, {"type": "null"}]},
}
PROPERTIES: Json = {name: schema for name, schema in SCHEMAS.items() if name != "maybe"}
PATHS: Json = {
    **{f"/{name}": {"post": query(schema, style="deepObject")} for name, schema in SCHEMAS.items()},
    "/form": {
        "post": operation(
            requestBody={
                "required": True,
                "content": {
                    FORM: {
                        "schema": {"type": "object", "properties": PROPERTIES},
                        "encoding": {name: {"style": "deepObject", "explode": True} for name in PROPERTIES},
                    }
                },
            }
        )
    },
}
READ: list[tuple[str, str, Json]] = [
    ("created", "q=5", 5),
    ("created", "q[gt]=5&q[lt]=9", {"gt": 5, "lt": 9}),
    ("created", "q%5Bgt%5D=5", {"gt": 5}),
    ("expand", "q=a", ["a"]),
    ("expand", "q=a&q=b", ["a", "b"]),
    ("expand", "q[]=a&q[]=b", ["a", "b"]),
    ("expand", "q[1]=b&q[0]=a", ["a", "b"]),
    ("filter", "q[tags]=a&q[tags]=b", {"tags": ["a", "b"]}),
    ("filter", "q[tags][]=a", {"tags": ["a"]}),
    ("filter", "q[tags][0]=a", {"tags": ["a"]}),
    ("filter", "q[rows][0][n]=1&q[rows][1][n]=2&q[rows][1][w][]=x", {"rows": [{"n": 1}, {"n": 2, "w": ["x"]}]}),
    ("filter", "q[grid][0][]=1&q[grid][0][]=2&q[grid][1][0]=3", {"grid": [[1, 2], [3]]}),
    ("filter", "q[counts][0]=1&q[counts][x]=2", {"counts": {"0": 1, "x": 2}}),
    ("filter", "q[either]=7", {"either": 7}),
    ("filter", "q[either][gt]=7", {"either": {"gt": 7}}),
    ("filter", "q[either][0]=7", {"either": ["7"]}),
    ("filter", "q[pair][0]=1&q[pair][1]=2", {"pair": [1, "2"]}),
    ("filter", "q[free][a][b]=x&q[free][c]=y", {"free": {"a": {"b": "x"}, "c": "y"}}),
    ("filter", "q[free]=x&q[free]=y", {"free": ["x", "y"]}),
    ("cleared", "q=", ""),
    ("cleared", "q[a]=1", {"a": "1"}),
    ("tree", "q[children][0][n]=1&q[children][0][children][0][n]=2", {"children": [{"n": 1, "children": [{"n": 2}]}]}),
]
DEEP = "[children][0]" * 20
WRONG: list[tuple[str, str, str]] = [
    ("created", "q=x", "anyOf"),
    ("created", "q[gt]=x", "type"),
    ("created", "q[gt]=1&q[gt]=2", "type"),
    ("created", "q[z]=1", "additionalProperties"),
    ("created", "q[gt][lt]=1", "type"),
    ("created", "q=5&q[gt]=5", "type"),
    ("expand", "q[1]=a", "type"),
    ("expand", "q[0]=a&q[2]=b", "type"),
    ("expand", "q[]=a&q[0]=b", "type"),
    ("expand", "q[a]=a", "type"),
    ("filter", "q[tags]=a&q[tags][]=b", "type"),
    ("filter", "q[rows][][n]=1", "type"),
    ("filter", "q[rows][0][w]=1", "required"),
    ("filter", "q[counts][]=1", "type"),
    ("cleared", "q=x", "anyOf"),
    ("tree", "q[children][0][n]=1&q[children][0][n]=2", "type"),
    ("tree", f"q{DEEP}[n]=1", "type"),
]
_SELF: Json = {"$ref": "#/components/schemas/E"}
LEADING_BACK: dict[str, list[Json]] = {
    "arrays": [{"type": "array", "items": _SELF, "maxItems": 2}, {"type": "array", "items": _SELF, "minItems": 3}],
    "arrays in allOf": [
        {"type": "array", "items": _SELF},
        {"type": "array", "items": {"allOf": [_SELF, {"description": "Again."}]}},
    ],
    "objects": [
        {"type": "object", "additionalProperties": _SELF, "maxProperties": 2},
        {"type": "object", "additionalProperties": _SELF, "minProperties": 3},
    ],
    "arrays of objects": [
        {"type": "object", "additionalProperties": {"type": "array", "items": _SELF}},
        {"type": "array", "items": {"type": "object", "additionalProperties": _SELF}, "minItems": 2},
    ],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "deep_objects")
    generate(folder, {"deep_objects": document(PATHS, schemas={"Tree": TREE})})
    with GeneratedServer(folder, "deep_objects") as running:
        yield running


def _form(name: str, pairs: str) -> Wire:
    sent = "&".join(f"{name}{pair[1:]}" for pair in pairs.split("&"))
    return Wire("/form", (("content-type", FORM.encode()),), body=sent.encode())


@pytest.mark.parametrize(("name", "pairs", "value"), READ, ids=str)
def test_is_read(server: GeneratedServer, name: str, pairs: str, value: Json) -> None:
    """As PHP, Rack and qs write arrays and objects; a value without brackets is none, or an array of one."""
    for wire, argument in ((Wire(f"/{name}?{pairs}"), "q"), (_form(name, pairs), "body")):
        outcome = server.send("things", wire)
        assert (outcome.status, outcome.keywords) == (200, ())
        assert outcome.reached is not None
        assert plain(outcome.reached[argument]) == (value if argument == "q" else {name: value})


@pytest.mark.parametrize(("name", "pairs", "keyword"), WRONG, ids=str)
def test_is_rejected(server: GeneratedServer, name: str, pairs: str, keyword: str) -> None:
    """What is given in two ways, leaves out an item, or is nested beyond 32 brackets has one reading nowhere."""
    for wire in (Wire(f"/{name}?{pairs}"), _form(name, pairs)):
        outcome = server.send("things", wire)
        assert (outcome.status, outcome.keywords, outcome.reached) == (422, (keyword,), None)


def test_members_are_a_thousand_at_most(server: GeneratedServer) -> None:
    """As those of a form are."""
    for count, status in ((1000, 200), (1001, 422)):
        pairs = "&".join(f"q[{number}]=a" for number in range(count))
        assert server.send("things", Wire(f"/expand?{pairs}")).status == status


def test_null_is_no_text(server: GeneratedServer) -> None:
    """An object or null: null is what the text `null` stands for, as in any parameter."""
    assert plain((server.send("things", Wire("/maybe?q=null")).reached or {"q": 0})["q"]) is None
    assert plain((server.send("things", Wire("/maybe?q[gt]=1")).reached or {"q": 0})["q"]) == {"gt": 1}


@pytest.mark.parametrize("name", LEADING_BACK)
def test_reading_costs_the_same_at_each_level(name: str) -> None:
    """However often a schema leads back to itself, the schemas of its parts are few and short (CWE-770)."""
    schema: Json = {"anyOf": [*LEADING_BACK[name], {"type": "string"}]}
    schemas = Schemas({"E": schema})
    reader = DeepReader(_SELF, schemas, lambda one: TextReader(one, schemas))
    for levels in (3, 10):
        reader.value(tree([("[0]" * levels, "x")]))
        assert len(reader._known) <= 4
        assert max(map(len, reader._known)) < 250


def test_style_of_a_text_is_refused(tmp_path: Path) -> None:
    """What has neither members nor items can't be written in brackets."""
    encoded = {
        FORM: {"schema": {"properties": {"a": NUMBER}, "type": "object"}, "encoding": {"a": {"style": "deepObject"}}}
    }
    paths = {
        "/x": {"post": operation(requestBody={"content": encoded})},
        "/y": {"get": query({"type": "string"}, style="deepObject")},
    }
    found = inspect(load(written(tmp_path, document(paths))))
    reason = "is a style of objects and arrays, and this is neither; write style: form, or make it an object"
    assert [(one.keyword, one.reason) for one in found.refusals] == [("deepObject", reason)] * 2
