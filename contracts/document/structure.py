"""The objects of an OpenAPI document: which kind of object stands under which key (OpenAPI 3.2, section 4)."""

from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, TypeAlias

from contracts.document.keywords import SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS, is_method

Json = Any
Path = tuple[str | int, ...]
Shape: TypeAlias = Literal["one", "list", "map"]
_ONE: Final = "one"
_LIST: Final = "list"
_MAP: Final = "map"
# Maps in which a key that begins with `x-` is an extension; in all others it is a name.
_EXTENDED = frozenset({("document", "paths"), ("operation", "responses")})

_CONTENT: dict[str, tuple[Shape, str]] = {"content": (_MAP, "media type"), "examples": (_MAP, "example")}
_OF_VALUE: dict[str, tuple[Shape, str]] = {"schema": (_ONE, "schema"), **_CONTENT}
_ENCODINGS: dict[str, tuple[Shape, str]] = {
    "encoding": (_MAP, "encoding"),
    "prefixEncoding": (_LIST, "encoding"),
    "itemEncoding": (_ONE, "encoding"),
}
SECTIONS = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request body",
    "headers": "header",
    "securitySchemes": "security scheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "path item",
    "mediaTypes": "media type",
}
_FIELDS: dict[str, dict[str, tuple[Shape, str]]] = {
    "document": {
        "paths": (_MAP, "path item"),
        "webhooks": (_MAP, "path item"),
        "components": (_ONE, "components"),
    },
    "components": {section: (_MAP, kind) for section, kind in SECTIONS.items()},
    "path item": {
        "parameters": (_LIST, "parameter"),
        "trace": (_ONE, "operation"),
        "additionalOperations": (_MAP, "operation"),
    },
    "operation": {
        "parameters": (_LIST, "parameter"),
        "requestBody": (_ONE, "request body"),
        "responses": (_MAP, "response"),
        "callbacks": (_MAP, "callback"),
    },
    "parameter": _OF_VALUE,
    "header": _OF_VALUE,
    "request body": _CONTENT,
    "response": {"headers": (_MAP, "header"), "links": (_MAP, "link"), **_CONTENT},
    "media type": {
        "schema": (_ONE, "schema"),
        "itemSchema": (_ONE, "schema"),
        "examples": (_MAP, "example"),
        **_ENCODINGS,
    },
    "encoding": {"headers": (_MAP, "header"), **_ENCODINGS},
    "schema": {
        **dict.fromkeys(SCHEMA_KEYWORDS, (_ONE, "schema")),
        **dict.fromkeys(SCHEMA_LIST_KEYWORDS, (_LIST, "schema")),
        **dict.fromkeys(SCHEMA_MAP_KEYWORDS, (_MAP, "schema")),
    },
}


def fields(kind: str) -> dict[str, tuple[Shape, str]]:
    """Return the keys under which an object of a kind holds others: one, a list or a map of them, and their kind."""
    return _FIELDS.get(kind, {})


def parts(value: Json, kind: str) -> Iterator[tuple[Path, str, Json]]:
    """Yield the objects directly below an object of a kind, with their paths from there and their kinds."""
    if not isinstance(value, dict):
        return
    if kind == "callback":
        yield from (((key,), "path item", part) for key, part in value.items() if not key.startswith("x-"))
        return
    known = _FIELDS.get(kind, {})
    for key, part in value.items():
        if key in known:
            shape, below = known[key]
        elif kind == "path item" and is_method(key):
            shape, below = _ONE, "operation"
        else:
            continue
        if shape == "one":
            yield (key,), below, part
        elif shape == "list" and isinstance(part, list):
            yield from (((key, index), below, one) for index, one in enumerate(part))
        elif shape == "map" and isinstance(part, dict):
            extended = (kind, key) in _EXTENDED
            yield from (
                ((key, name), below, one) for name, one in part.items() if not (extended and name.startswith("x-"))
            )


def objects(value: Json, kind: str = "document", at: Path = ()) -> Iterator[tuple[Path, str, Json]]:
    """Yield an object and all below with their paths and kinds, in the order of the document.

    References are not followed, and what is beside one is not looked into, except in a schema.
    """
    yield at, kind, value
    if kind != "schema" and kind != "path item" and is_reference(value):
        return
    for way, below, part in parts(value, kind):
        yield from objects(part, below, (*at, *way))


def is_reference(value: Json) -> bool:
    """Return whether an object refers to another one."""
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def changed(value: Json, kind: str, change: Callable[[Path, str, Json], Json], at: Path = ()) -> Json:
    """Return a copy in which each object is `change(path, kind, object)`, the outermost first.

    What `change` returns is looked into as long as it is not a schema.
    """
    value = change(at, kind, value)
    if kind == "schema" or not isinstance(value, dict):
        return value
    copy = dict(value)
    for way, below, part in parts(value, kind):
        put(copy, value, way, changed(part, below, change, (*at, *way)))
    return copy


def put(copy: dict[str, Json], value: dict[str, Json], way: Path, new: Json) -> None:
    """Put a part into a copy of an object, whose lists and maps are copied when the first of their parts is put."""
    held: Json = copy
    key, *rest = way
    if not rest:
        held[key] = new
        return
    original: Json = value
    if held[key] is original[key]:
        held[key] = original[key].copy()
    held[key][rest[0]] = new
