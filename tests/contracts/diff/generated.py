"""Random schemas of a small vocabulary, changes of them, and values that distinguish them."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from typing import Any

from hypothesis import strategies as st
from pydantic import JsonValue

from tests.contracts.diff.tables.pairs import Schema

NAMES = ["a", "b", "c"]
PATTERNS = ["^a", "[bc]"]
# Keywords of one schema; those of the rest often forbid it, which is no schema to replace a part of.
_ONE, _REST = (
    ("items", "contains", "not", "if", "then", "else"),
    ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
)
_TEXTS = st.text("ab", max_size=3)
_SMALL = st.integers(-2, 3)
_COUNT = st.integers(0, 2)
SCALARS: st.SearchStrategy[JsonValue] = st.one_of(st.none(), st.booleans(), _SMALL, st.just(0.5), _TEXTS)


def values() -> Iterator[JsonValue]:
    """Every small value of the vocabulary."""
    texts: list[JsonValue] = ["".join(letters) for length in range(4) for letters in product("ab", repeat=length)]
    scalars: list[JsonValue] = [None, True, False, 0.5, *range(-3, 5), *texts, "2026-01-01"]
    yield from scalars
    few: list[JsonValue] = [None, True, 1, 2, 0.5, "", "a", "ab", [], {}, ["a"], {"a": 1}, {"b": "a"}, {"a": {"b": 1}}]
    for length in range(4):
        yield from ([*items] for items in product(few if length < 3 else few[2:7], repeat=length))
    for names in (["a"], ["b"], ["c"], ["a", "b"], ["b", "c"], ["a", "b", "c"]):
        for parts in product(few if len(names) < 3 else few[2:7], repeat=len(names)):
            yield dict(zip(names, parts, strict=True))


def _some(**keywords: st.SearchStrategy[object]) -> st.SearchStrategy[Schema]:
    """Up to two of these keywords."""
    keys = st.lists(st.sampled_from(sorted(keywords)), max_size=2, unique=True)
    return keys.flatmap(lambda chosen: st.fixed_dictionaries({key: keywords[key] for key in chosen}))


def _typed(kind: str | list[str], keywords: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    return keywords.map(lambda values: {"type": kind, **values})


_NUMBERS = _some(
    minimum=_SMALL,
    maximum=_SMALL,
    exclusiveMinimum=_SMALL,
    exclusiveMaximum=_SMALL,
    multipleOf=st.sampled_from([1, 2, 3, 0.5]),
)
_STRINGS = _some(
    minLength=_COUNT,
    maxLength=_COUNT,
    pattern=st.sampled_from(["^a", "b$", "^a+$", "^[ab]*$"]),
    format=st.sampled_from(["date", "uri-reference", "password"]),
)
_LISTED = st.lists(SCALARS, min_size=1, max_size=3, unique_by=repr).map(lambda values: {"enum": values})
_CONSTANT = SCALARS.map(lambda value: {"const": value})
_REFERENCE = st.sampled_from(["One", "Two"]).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
_PLAIN: st.SearchStrategy[Schema] = st.one_of(
    _typed("integer", _NUMBERS),
    _typed("number", _NUMBERS),
    _typed("string", _STRINGS),
    _typed(["string", "null"], _STRINGS),
    _typed(["integer", "string"], _STRINGS),
    st.just({"type": "boolean"}),
    st.just({"type": "null"}),
    _LISTED,
    _CONSTANT,
)


def _arrays(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    keywords = _some(
        items=inner,
        prefixItems=st.lists(inner, min_size=1, max_size=2),
        contains=inner,
        minItems=_COUNT,
        maxItems=_COUNT,
        uniqueItems=st.booleans(),
        unevaluatedItems=st.just(False) | inner,
    )
    counted = st.fixed_dictionaries({"contains": inner}, optional={"minContains": _COUNT, "maxContains": _COUNT})
    return _typed("array", keywords | counted)


def _objects(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Objects whose undeclared names are restricted: an unrestricted object is compared by convention, not as a set."""
    names = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    return st.fixed_dictionaries(
        {
            "type": st.just("object"),
            "properties": st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
            "additionalProperties": st.just(False) | inner.map(lambda schema: {**schema, "title": "Other"}),
            "required": names,
        },
        optional={
            "minProperties": _COUNT,
            "maxProperties": _COUNT,
            "dependentRequired": st.dictionaries(st.sampled_from(NAMES), names, max_size=1),
            "propertyNames": st.just({"enum": ["a", "b"]}),
            "patternProperties": st.dictionaries(st.sampled_from(PATTERNS), inner, max_size=1),
            "dependentSchemas": st.dictionaries(st.sampled_from(NAMES), inner, max_size=1),
        },
    )


def _open_objects(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Objects that allow other names, which `unevaluatedProperties` around them restricts."""
    return st.fixed_dictionaries(
        {
            "type": st.just("object"),
            "properties": st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=2),
        },
        optional={
            "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
            "patternProperties": st.dictionaries(st.sampled_from(PATTERNS), inner, max_size=1),
        },
    )


def _closed(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Objects or arrays that are combined or alternatives, with a restriction of what they leave unevaluated."""
    rest = st.just(False) | inner
    tuples = st.fixed_dictionaries({"type": st.just("array"), "prefixItems": st.lists(inner, min_size=1, max_size=2)})
    return st.one_of(
        st.tuples(_grouped(_open_objects(inner)), rest).map(lambda both: {**both[0], "unevaluatedProperties": both[1]}),
        st.tuples(_grouped(tuples), rest).map(lambda both: {**both[0], "unevaluatedItems": both[1]}),
    )


def _grouped(parts: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.tuples(st.sampled_from(["allOf", "anyOf", "oneOf"]), several).map(lambda both: {both[0]: both[1]})


def _combined(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: {"allOf": parts}),
        several.map(lambda parts: {"anyOf": parts}),
        several.map(lambda parts: {"oneOf": parts}),
        st.tuples(inner, inner).map(lambda pair: {**pair[0], "not": pair[1]}),
        st.tuples(inner, inner, inner).map(lambda three: dict(zip(("if", "then", "else"), three, strict=True))),
    )


SCHEMAS: st.SearchStrategy[Schema] = st.recursive(
    _PLAIN | _REFERENCE,
    lambda inner: st.one_of(_arrays(inner), _objects(inner), _combined(inner), _closed(inner)),
    max_leaves=6,
)
# One refers to nothing, and Two to itself, always a step further into the value.
COMPONENTS = st.fixed_dictionaries(
    {
        "One": st.one_of(_arrays(_PLAIN), _objects(_PLAIN), _combined(_PLAIN), _PLAIN),
        "Two": SCHEMAS.map(
            lambda schema: {
                "type": "object",
                "properties": {"a": {"$ref": "#/components/schemas/Two"}, "b": schema},
                "additionalProperties": False,
            }
        ),
    }
)


@st.composite
def changed(draw: st.DrawFn, schema: Schema) -> Schema:
    """Return the schema with some part replaced by another schema."""
    copy = deepcopy(schema)
    parts = [*_parts(copy)]
    if not parts or draw(st.integers(0, 5)) == 0:
        return draw(SCHEMAS)
    holder, key = draw(st.sampled_from(parts))
    holder[key] = draw(SCHEMAS)
    return copy


@st.composite
def closed(draw: st.DrawFn) -> tuple[Schema, Schema]:
    """Open objects, alone or as alternatives, and the same as alternatives with no names but theirs."""
    alternatives = draw(st.lists(_open_objects(_PLAIN), min_size=2, max_size=3))
    group = draw(st.sampled_from(["anyOf", "oneOf"]))
    old = alternatives[0] if draw(st.booleans()) else {group: alternatives}
    return old, {group: alternatives, "unevaluatedProperties": draw(st.just(False) | _PLAIN)}


def _parts(schema: JsonValue) -> Iterator[tuple[Any, str | int]]:
    """Every schema within a schema: what holds it, and under which key."""
    if not isinstance(schema, dict):
        return
    for key, value in schema.items():
        if key in _ONE or (key in _REST and value):
            yield schema, key
            yield from _parts(value)
        elif key in ("allOf", "anyOf", "oneOf", "prefixItems") and isinstance(value, list):
            yield from ((value, index) for index in range(len(value)))
            yield from (found for part in value for found in _parts(part))
        elif key in ("properties", "patternProperties", "dependentSchemas") and isinstance(value, dict):
            yield from ((value, name) for name in value)
            yield from (found for part in value.values() for found in _parts(part))
