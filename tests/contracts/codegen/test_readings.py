"""FR-425: the members of an object in a parameter or a form are read by all of their schemas, and the whole chooses."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from contracts.runtime.readings import MOST_TRIES, Reading, chosen
from tests.contracts.codegen.documents import document, operation
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import MULTIPART, URLENCODED, Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain, same

Json = Any
Pairs = list[tuple[str, str]]
TEXT, WHOLE, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
CLOSED = {"type": "object", "additionalProperties": False}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


def _of_kind(kind: str, **properties: Json) -> Json:
    return {"properties": {"kind": {"const": kind}, **properties}, "required": ["kind"]}


SCHEMAS: dict[str, Json] = {
    "allOf": {"allOf": [_object(a=WHOLE), {"$ref": "#/components/schemas/More"}]},
    "open-in-allOf": {"type": "object", "allOf": [{"additionalProperties": WHOLE}, {"properties": {"t": TEXT}}]},
    "patterns": {**CLOSED, "patternProperties": {"^x-": WHOLE, "^y-": TEXT}},
    "patterns-in-allOf": {"type": "object", "allOf": [{"patternProperties": {"^x-": WHOLE}}]},
    "pattern-over-others": {
        "type": "object",
        "patternProperties": {"^x-": TEXT},
        "additionalProperties": WHOLE,
    },
    "unevaluated": {"type": "object", "allOf": [{"properties": {"t": TEXT}}], "unevaluatedProperties": WHOLE},
    "then": {
        **_object(kind=TEXT),
        "if": _of_kind("n"),
        "then": {"properties": {"v": WHOLE}, "required": ["v"]},
        "else": {"properties": {"v": YES}},
    },
    "dependent": {**_object(k=TEXT), "dependentSchemas": {"k": {"properties": {"v": WHOLE}, "required": ["v"]}}},
    "oneOf": {"type": "object", "oneOf": [_of_kind("n", v=WHOLE), _of_kind("t", v=TEXT), _of_kind("b", v=YES)]},
    "anyOf-by-reference": {
        "type": "object",
        "anyOf": [{"$ref": "#/components/schemas/Numbers"}, {"$ref": "#/components/schemas/Texts"}],
    },
    "narrowed": {
        **_object(v={"type": ["string", "integer"]}, kind=TEXT),
        "if": _of_kind("t"),
        "then": {"properties": {"v": TEXT}},
        "else": {"properties": {"v": WHOLE}},
    },
    "array-or-one": {
        "type": "object",
        "oneOf": [_of_kind("l", v={"type": "array", "items": WHOLE}), _of_kind("t", v=TEXT)],
    },
    "required-alone": {"type": "object", "required": ["v"]},
    "null": {"type": ["object", "null"], "allOf": [{"properties": {"v": {"type": ["integer", "null"]}}}]},
}
COMPONENTS = {
    "More": _object(b=YES, l={"type": "array", "prefixItems": [TEXT], "items": WHOLE}),
    "Numbers": {"properties": {f"m{index}": WHOLE for index in range(9)}, "required": ["m0"]},
    "Texts": {"properties": {f"m{index}": TEXT for index in range(9)}, "required": ["m0"]},
}
MANY: Pairs = [(f"m{index}", str(index)) for index in range(8)]
ACCEPTED: list[tuple[str, Pairs, Json]] = [
    ("allOf", [("a", "1"), ("b", "true")], {"a": 1, "b": True}),
    ("allOf", [("l", "1"), ("l", "2")], {"l": ["1", 2]}),
    ("open-in-allOf", [("n", "1")], {"n": 1}),
    ("patterns", [("x-a", "1"), ("y-a", "1")], {"x-a": 1, "y-a": "1"}),
    ("patterns-in-allOf", [("x-a", "1")], {"x-a": 1}),
    ("pattern-over-others", [("x-a", "1"), ("n", "1")], {"x-a": "1", "n": 1}),
    ("unevaluated", [("t", "1"), ("n", "1")], {"t": "1", "n": 1}),
    ("then", [("kind", "n"), ("v", "1")], {"kind": "n", "v": 1}),
    ("then", [("kind", "1"), ("v", "true")], {"kind": "1", "v": True}),
    ("dependent", [("k", "1"), ("v", "1")], {"k": "1", "v": 1}),
    ("oneOf", [("kind", "n"), ("v", "1")], {"kind": "n", "v": 1}),
    ("oneOf", [("kind", "t"), ("v", "1")], {"kind": "t", "v": "1"}),
    ("oneOf", [("kind", "t"), ("v", "true")], {"kind": "t", "v": "true"}),
    ("oneOf", [("kind", "b"), ("v", "true")], {"kind": "b", "v": True}),
    ("anyOf-by-reference", MANY, {name: int(text) for name, text in MANY}),
    ("anyOf-by-reference", [*MANY, ("m8", "x")], {**dict(MANY), "m8": "x"}),
    ("narrowed", [("kind", "t"), ("v", "1")], {"kind": "t", "v": "1"}),
    ("narrowed", [("kind", "x"), ("v", "1")], {"kind": "x", "v": 1}),
    ("array-or-one", [("kind", "l"), ("v", "1"), ("v", "2")], {"kind": "l", "v": [1, 2]}),
    ("array-or-one", [("kind", "l"), ("v", "1")], {"kind": "l", "v": [1]}),
    ("array-or-one", [("kind", "t"), ("v", "1")], {"kind": "t", "v": "1"}),
    ("required-alone", [("v", "x")], {"v": "x"}),
    ("null", [("v", "1")], {"v": 1}),
    ("null", [("v", "null")], {"v": None}),
]
REJECTED: list[tuple[str, Pairs]] = [
    ("allOf", [("a", "x")]),
    ("allOf", [("b", "1")]),
    ("allOf", [("l", "1"), ("l", "x")]),
    ("allOf", [("a", "1"), ("a", "2")]),
    ("open-in-allOf", [("n", "x")]),
    ("patterns", [("x-a", "x")]),
    ("patterns-in-allOf", [("x-a", "x")]),
    ("pattern-over-others", [("n", "x")]),
    ("unevaluated", [("n", "x")]),
    ("then", [("kind", "n")]),
    ("then", [("kind", "n"), ("v", "true")]),
    ("then", [("kind", "x"), ("v", "1")]),
    ("dependent", [("k", "1")]),
    ("dependent", [("k", "1"), ("v", "x")]),
    ("oneOf", [("kind", "n"), ("v", "x")]),
    ("oneOf", [("kind", "b"), ("v", "1")]),
    ("oneOf", [("kind", "x"), ("v", "1")]),
    ("anyOf-by-reference", [("m1", "1"), ("m2", "x")]),
    ("array-or-one", [("kind", "t"), ("v", "1"), ("v", "2")]),
    ("array-or-one", [("kind", "l"), ("v", "x")]),
    ("null", [("v", "x")]),
]


def _parameter(place: str, **more: Json) -> Callable[[Json], Json]:
    return lambda schema: operation(parameters=[{"name": "o", "in": place, "schema": schema, "required": True, **more}])


def _body(media_type: str) -> Callable[[Json], Json]:
    return lambda schema: operation(requestBody={"required": True, "content": {media_type: {"schema": schema}}})


def _joined(pairs: Pairs, delimiter: str) -> str:
    return delimiter.join(quote(text, safe="") for pair in pairs for text in pair)


def _parts(pairs: Pairs) -> bytes:
    lines = [f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in pairs]
    return "".join([*lines, "--limit--\r\n"]).encode()


PLACES: dict[str, tuple[Callable[[Json], Json], Callable[[str, Pairs], Wire]]] = {
    "exploded": (_parameter("query"), lambda path, pairs: Wire(f"{path}?{urlencode(pairs)}")),
    "deep": (
        _parameter("query", style="deepObject", explode=True),
        lambda path, pairs: Wire(f"{path}?{urlencode([(f'o[{name}]', text) for name, text in pairs])}"),
    ),
    "commas": (_parameter("query", explode=False), lambda path, pairs: Wire(f"{path}?o={_joined(pairs, ',')}")),
    "pipes": (
        _parameter("query", explode=False, style="pipeDelimited"),
        lambda path, pairs: Wire(f"{path}?o={_joined(pairs, '|')}"),
    ),
    "spaces": (
        _parameter("query", explode=False, style="spaceDelimited"),
        lambda path, pairs: Wire(f"{path}?o={_joined(pairs, '%20')}"),
    ),
    "header": (_parameter("header"), lambda path, pairs: Wire(path, (("o", _joined(pairs, ",").encode()),))),
    "header-pairs": (
        _parameter("header", explode=True),
        lambda path, pairs: Wire(path, (("o", ", ".join("=".join(pair) for pair in pairs).encode()),)),
    ),
    "cookie": (
        _parameter("cookie"),
        lambda path, pairs: Wire(path, (("Cookie", "; ".join("=".join(pair) for pair in pairs).encode()),)),
    ),
    "form": (
        _body(URLENCODED),
        lambda path, pairs: Wire(path, (("Content-Type", URLENCODED.encode()),), urlencode(pairs).encode()),
    ),
    "multipart": (
        _body(MULTIPART),
        lambda path, pairs: Wire(path, (("Content-Type", f"{MULTIPART}; boundary=limit".encode()),), _parts(pairs)),
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "readings")
    paths = {
        f"/{place}/{name}": {"post": declare(schema)}
        for place, (declare, _) in PLACES.items()
        for name, schema in SCHEMAS.items()
    }
    generate(folder, {"readings": document(paths, schemas=COMPONENTS)})
    with GeneratedServer(folder, "readings") as running:
        yield running


@pytest.mark.parametrize("place", PLACES)
def test_members_are_read_by_the_schema_that_holds(server: GeneratedServer, place: str) -> None:
    for name, pairs, value in ACCEPTED:
        outcome = server.send("things", PLACES[place][1](f"/{place}/{name}", pairs))
        assert (name, pairs, outcome.status) == (name, pairs, 200)
        assert outcome.reached is not None
        (reached,) = outcome.reached.values()
        assert same(plain(reached), value), (name, pairs, plain(reached))


@pytest.mark.parametrize("place", PLACES)
def test_members_that_no_reading_allows_are_rejected(server: GeneratedServer, place: str) -> None:
    for name, pairs in REJECTED:
        outcome = server.send("things", PLACES[place][1](f"/{place}/{name}", pairs))
        assert (name, pairs, outcome.status, outcome.reached) == (name, pairs, 422, None)


def test_names_that_an_exploded_object_does_not_declare_are_none_of_its_own(server: GeneratedServer) -> None:
    """A name that no pattern matches and no schema declares is another parameter, unknown ones of which are ignored."""
    for name in ("patterns", "patterns-in-allOf"):
        outcome = server.send("things", Wire(f"/exploded/{name}?x-a=1&z=x"))
        assert (outcome.status, plain((outcome.reached or {})["o"])) == (200, {"x-a": 1})


def test_so_many_readings_are_tried_and_no_more() -> None:
    """FR-425: however many members a client sends, and however many readings each of them has."""
    tried: list[dict[str, Json]] = []

    def accepts(value: dict[str, Json]) -> bool:
        tried.append(value)
        return False

    readings = {f"m{index}": [Reading(index, [()]), Reading(str(index), [(1,)])] for index in range(500)}
    first = {name: found[0].value for name, found in readings.items()}
    assert chosen(readings, accepts) == first
    assert len(tried) == MOST_TRIES
    assert tried[:2] == [first, {name: str(value) for name, value in first.items()}]
    assert len({tuple(one.items()) for one in tried}) == MOST_TRIES


def test_what_has_one_reading_is_not_put_before_the_schema_twice() -> None:
    assert chosen({"a": [Reading(1, [()])]}, lambda _: pytest.fail("there is nothing to choose")) == {"a": 1}
