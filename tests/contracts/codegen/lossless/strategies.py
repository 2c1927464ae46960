"""Hypothesis strategies of schemas, out of the keywords that the generator knows, and of values of a schema."""

from typing import Any

from hypothesis import strategies as st

from contracts.document.kinds import allowed_types
from contracts.document.walk import target

Json = Any
COMPONENT = "#/components/schemas/"
NAMES = ("a", "b", "c", "type", "copy", "model_config", "nº", "self", "x-y", "_p", "$ref", "Any", "class", "items")
PATTERNS = ("^[a&&b]+$", "^[^[]*$", r"^[\w ]{1,255}$", "^a", r"^\d+$", "[a-z]", r"^(?!x)[~~a]*$", r"^\S*$")
TEXTS = ("", "a", "b", "a&b", "1", "12", "null", "true", "x y", "é", "2024-02-29", "2024-02-29T12:30:00.25+02:00")
FORMATS = ("date", "date-time", "time", "uuid", "email", "byte", "uri", "duration", "hostname", "ipv4", "ipv6", "regex")
FORMATTED = (
    *("12:30:00Z", "123e4567-e89b-42d3-a456-426614174000", "a@example.com", "YWJj", "https://example.com/a"),
    *("P1D", "PT36H", "example.com", "192.0.2.1", "2001:db8::1", "2024-02-29T12:30:00Z"),
)
NUMBERS = (0, 1, -1, 2, 5, 100, 2**31, 2**63, 2**64 + 1, -(2**70), 1.5, 1.0, 1e25, -0.5)

texts = st.sampled_from(TEXTS + FORMATTED)
numbers = st.sampled_from(NUMBERS)
scalars = st.one_of(st.none(), st.booleans(), texts, numbers)
anything: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=4,
)


def _some(**keywords: st.SearchStrategy[Json]) -> st.SearchStrategy[dict[str, Json]]:
    return st.fixed_dictionaries({}, optional=keywords)


def _typed(type_: str, more: st.SearchStrategy[dict[str, Json]]) -> st.SearchStrategy[dict[str, Json]]:
    types = st.sampled_from([type_, type_, type_, [type_, "null"]])
    return st.builds(lambda name, rest: {"type": name, **rest}, types, more)


def _of_formats(names: list[str]) -> dict[str, Json]:
    return {"x-formats": names, "anyOf": [{"format": name} for name in names]}


_lengths = _some(minLength=st.integers(0, 2), maxLength=st.integers(2, 40))
strings = _typed(
    "string",
    st.one_of(
        _lengths,
        st.sampled_from(FORMATS).map(lambda name: {"format": name}),
        st.lists(st.sampled_from(FORMATS[:4]), min_size=2, max_size=3, unique=True).map(_of_formats),
        st.sampled_from(PATTERNS).map(lambda pattern: {"pattern": pattern}),
        st.lists(texts, min_size=1, max_size=3, unique=True).map(lambda values: {"enum": values}),
    ),
)
_bounds = {
    "minimum": st.sampled_from([-1, 0]),
    "maximum": st.sampled_from([5, 2**64]),
    "exclusiveMinimum": st.sampled_from([-2, 0.5]),
    "exclusiveMaximum": st.sampled_from([3, 1e30]),
    "multipleOf": st.sampled_from([1, 0.5]),
}
integers = _typed("integer", _some(**_bounds, format=st.sampled_from(["int8", "int32", "int64", "uint16", "uint64"])))
numerics = _typed("number", _some(**_bounds, format=st.sampled_from(["float", "double"])))
literals = st.one_of(
    anything.map(lambda value: {"const": value}),
    st.lists(scalars, min_size=1, max_size=3, unique_by=repr).map(lambda values: {"enum": values}),
)
leaves: st.SearchStrategy[Json] = st.one_of(
    strings,
    integers,
    numerics,
    literals,
    st.sampled_from([{}, {"type": "boolean"}, {"type": "null"}, {"type": ["string", "integer"]}, {"type": "object"}]),
    st.sampled_from([True, {"not": {"type": "string"}}, {"type": "array"}, {"type": "array", "uniqueItems": True}]),
)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Json]) -> Json:
    names = st.sampled_from(NAMES)
    properties = draw(st.dictionaries(names, inner, max_size=3))
    schema: Json = {"properties": properties} if draw(st.integers(0, 5)) else {}
    if draw(st.integers(0, 5)):
        schema["type"] = draw(st.sampled_from(["object", "object", ["object", "null"]]))
    more = {
        "required": st.lists(st.sampled_from([*properties, draw(names)]), max_size=2, unique=True),
        "additionalProperties": st.one_of(st.booleans(), inner),
        "patternProperties": st.dictionaries(st.sampled_from(["^x", "[a-c]"]), inner, min_size=1, max_size=1),
        "minProperties": st.integers(0, 1),
        "maxProperties": st.integers(1, 4),
        "propertyNames": st.sampled_from([{"maxLength": 4}, {"pattern": "^[a-z]"}, {"not": {"const": "b"}}]),
        "not": st.sampled_from([{"required": ["c"]}, {"properties": {"a": {"const": 1}}, "required": ["a"]}]),
        "dependentRequired": st.dictionaries(names, st.lists(names, max_size=2, unique=True), min_size=1, max_size=2),
        "dependentSchemas": st.dictionaries(names, inner, min_size=1, max_size=1),
        "unevaluatedProperties": st.one_of(st.booleans(), inner),
    }
    for key in draw(st.lists(st.sampled_from(sorted(more)), max_size=2, unique=True)):
        schema[key] = draw(more[key])
    for name in draw(st.lists(st.sampled_from([*properties]), max_size=2, unique=True)) if properties else ():
        _mark(draw, properties, name)
    return schema


def _mark(draw: st.DrawFn, properties: dict[str, Json], name: str) -> None:
    """Give a property a default, or say that it is of one direction."""
    schema = properties[name]
    mark: int = draw(st.integers(0, 5))
    if not isinstance(schema, dict) or "$ref" in schema:
        return
    if mark < 4:
        near = draw(values(schema, {"components": {"schemas": {}}})) if "$ref" not in repr(schema) else None
        properties[name] = {**schema, "default": near}
    else:
        properties[name] = {**schema, draw(st.sampled_from(["readOnly", "writeOnly"])): True}


def _arrays(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    more = _some(
        items=inner,
        minItems=st.integers(0, 1),
        maxItems=st.integers(2, 3),
        prefixItems=st.lists(inner, min_size=1, max_size=2),
        uniqueItems=st.booleans(),
        contains=inner,
        minContains=st.integers(0, 1),
        maxContains=st.integers(1, 2),
        unevaluatedItems=st.one_of(st.booleans(), inner),
    )
    return _typed("array", more)


@st.composite
def _combined(draw: st.DrawFn, inner: st.SearchStrategy[Json]) -> Json:
    schema = (
        draw(st.sampled_from([{}, {"type": "object"}, {"description": "Words."}]))
        if draw(st.booleans())
        else draw(inner)
    )
    schema = {} if schema is True else {key: value for key, value in schema.items() if key != "$ref"}
    key = draw(st.sampled_from(["allOf", "allOf", "anyOf", "oneOf", "if"]))
    if key == "if":
        return {**schema, "if": draw(inner), **draw(_some(**{"then": inner, "else": inner}))}
    words = st.sampled_from([{"description": "Words."}, {"type": "null"}, {"minProperties": 1}])
    return {**schema, key: draw(st.lists(st.one_of(inner, inner, words), min_size=1, max_size=3))}


def selected(references: list[str]) -> st.SearchStrategy[Json]:
    """Unions of components of which a member tells which one it is."""
    chosen = st.lists(st.sampled_from(references), min_size=1, max_size=2, unique=True)
    keys = st.sampled_from(["oneOf", "anyOf"])

    def union(names: list[str], key: str, *, mapped: bool) -> Json:
        mapping = {"mapping": {f"to {name}": COMPONENT + name for name in names}} if mapped else {}
        return {
            key: [{"$ref": COMPONENT + name} for name in names],
            "discriminator": {"propertyName": "type", **mapping},
        }

    return st.builds(union, chosen, keys, mapped=st.booleans())


def schemas(references: list[str]) -> st.SearchStrategy[Json]:
    """Schemas that may refer to these components."""
    refer = [st.sampled_from(references).map(lambda name: {"$ref": COMPONENT + name})] if references else []
    unions = [selected(references)] if references else []
    return st.recursive(
        st.one_of(leaves, *refer, *refer, *unions),
        lambda inner: st.one_of(objects(inner), objects(inner), _combined(inner), _combined(inner), _arrays(inner)),
        max_leaves=6,
    )


@st.composite
def values(draw: st.DrawFn, schema: Json, document: Json, depth: int = 0) -> Json:
    """A value that is near to a schema: of one branch of it, with some of the members that it speaks of."""
    flat = list(_flat(draw, schema, document, 0))
    said = [one for part in flat for one in (part.get("enum") or ([part["const"]] if "const" in part else []))]
    near: int = draw(st.integers(0, 9))
    if said and near:
        return draw(st.sampled_from(said))
    types = sorted(allowed_types(document, {"allOf": flat}))
    if not types or depth > 4 or not draw(st.integers(0, 15)):
        return draw(anything)
    type_ = draw(st.sampled_from([*types, *(["object"] * 5 if "object" in types else [])]))
    if type_ == "object":
        known: dict[str, list[Json]] = {}
        for part in flat:
            for name, one in part.get("properties", {}).items():
                known.setdefault(name, []).append(one)
        told = [part["discriminator"] for part in flat if "discriminator" in part]
        for one in told:
            named = [*one.get("mapping", {}), "P", "Q"]
            known.setdefault(one["propertyName"], []).append({"enum": named})
        required = [name for part in flat for name in part.get("required", [])]
        required += [one["propertyName"] for one in told]
        optional = draw(st.lists(st.sampled_from([*known, *NAMES[:3], "xa"]), max_size=4))
        others = [part["additionalProperties"] for part in flat if "additionalProperties" in part]
        return {
            name: draw(values({"allOf": known.get(name, others)}, document, depth + 1))
            for name in dict.fromkeys([*required, *optional])
        }
    if type_ == "array":
        prefix = [one for part in flat for one in part.get("prefixItems", [])]
        items = [part["items"] for part in flat if "items" in part]
        further: int = draw(st.integers(0, 2))
        of = [*prefix, *[{"allOf": items}] * further]
        return [draw(values(one, document, depth + 1)) for one in of]
    if type_ == "string":
        return draw(texts)
    if type_ == "boolean":
        return draw(st.booleans())
    return None if type_ == "null" else draw(numbers)


def _flat(draw: st.DrawFn, schema: Json, document: Json, depth: int) -> Any:
    if not isinstance(schema, dict) or depth > 12:
        return
    yield schema
    inner = list(schema.get("allOf", []))
    if "$ref" in schema and isinstance(schema["$ref"], str):
        inner.append(target(document, schema["$ref"]))
    for key in ("anyOf", "oneOf"):
        if key in schema:
            inner.append(draw(st.sampled_from(schema[key])))
    if "if" in schema and draw(st.booleans()):
        inner += [schema["if"], schema.get("then", {})]
    elif "else" in schema:
        inner.append(schema["else"])
    for one in schema.get("dependentSchemas", {}).values():
        if draw(st.booleans()):
            inner.append(one)
    for part in inner:
        yield from _flat(draw, part, document, depth + 1)
