"""Prepares schemas for the model generator: removes what Pydantic would interpret differently from JSON Schema.

The validator has checked a value before a model sees it. So a model may allow more than its schema, but never less. The
removed keywords are still documented, as `json_schema_extra`.
"""

import keyword
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from contracts.codegen.schemas.exact_numbers import with_exact_numbers
from contracts.document.keywords import OTHER_FORMATS
from contracts.document.names import worded
from contracts.document.walk import nested_schemas, transform

Json = Any
# The model generator drops an extra with the name "pattern", so it has another name until the models are written.
ECMA_PATTERN = "x-ecma-pattern"
# Keywords that the models document and only the validator enforces.
FIELD_EXTRAS = ("uniqueItems", "format", "multipleOf", "contains", "minContains", "maxContains", "not")
# Keywords that are only documented where a model would apply them to other types too, or to converted values.
BOUNDS = (
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"),
    "default",
)
MODEL_EXTRAS = ("minProperties", "maxProperties", "dependentRequired", "propertyNames")
_DROPPED = frozenset(
    {"if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "dependentSchemas", "prefixItems", "xml"}
    | {"example", "examples", "externalDocs", "$comment", "contentEncoding", "contentMediaType", "contentSchema"}
    | {"deprecated"}
    | {"readOnly", "writeOnly"}
)
# Marks what is a file of a multipart form; the model generator takes the type from `customTypePath`.
FILE = "x-file"
# Pydantic warns about fields whose names begin with these.
_PROTECTED = ("model_validate", "model_dump")
# Names that the annotations of models use; a field of the same name would hide them from the following lines.
_ANNOTATION_NAMES = frozenset(
    {"str", "int", "float", "bool", "list", "dict", "Any", "Annotated", "Literal", "Field", "JsonNumber"}
)
FORMATS_KEYWORD = "x-formats"
"""Names the formats of which a string has one, for what is several types to a service and one string to its clients:
stock generators lose the values of a `oneOf` of formats."""
TYPED_FORMATS = frozenset({"date", "date-time", "time", "uuid"})
# ECMA and Rust differ in spaces, word boundaries and negated classes, and Rust has no look-around or back-references;
# in its classes are other classes and operators.
_DIFFERS_IN_RUST = re.compile(r"\\[DWSBsbpPkuUcx0-9]|\[\^[^\]]*\\[wd]|\(\?|\[[^\]]*(?:\[|&&|~~|--)|\[\^?\]")
_COUNTS = re.compile(r"\{(?:\d+,)?(\d+),?\}")
_BEYOND = 2**63
_MOST_COPIES = 100  # of a part of a pattern that Pydantic compiles: Rust writes each repetition out


def typing_schema(schema: Json) -> Json:
    """Return a copy for the model generator."""
    return transform(schema, _widen)


def _widen(schema: dict[str, Json]) -> Json:
    if FORMATS_KEYWORD in schema:
        return _of_several_formats(schema)
    if FILE in schema:
        words = {"description": schema["description"]} if "description" in schema else {}
        return {"customTypePath": "fastapi.UploadFile", **words}
    widened = {key: value for key, value in schema.items() if key not in _DROPPED and not key.startswith("x-")}
    types = widened.get("type", [])
    types = [types] if isinstance(types, str) else types
    if "prefixItems" in schema:
        widened.pop("items", None)
    if "patternProperties" in widened:
        del widened["patternProperties"]
        widened["additionalProperties"] = True
    _widen_values(widened, types)
    format_ = widened.get("format")
    if format_ in OTHER_FORMATS or (format_ and "string" not in types):
        del widened["format"]
    elif format_ and format_ not in TYPED_FORMATS:
        widened["x-format"] = widened.pop("format")
    if types == ["integer"] and isinstance(widened.get("default"), float):
        widened["default"] = int(widened["default"])
    if not _is_read_alike(str(widened.get("pattern", ""))):
        widened[ECMA_PATTERN] = widened.pop("pattern")
    for key in (*FIELD_EXTRAS, *MODEL_EXTRAS):
        if key in widened and key != "format":
            widened[f"x-{key}"] = widened.pop(key)
    for key in BOUNDS:
        # Pydantic compares with such a number as Python does, null too.
        if isinstance(widened.get(key), int | float) and key != "default" and abs(widened[key]) >= _BEYOND:
            widened[f"x-{key}"] = widened.pop(key)
    if has_unread_default(widened):
        widened["x-default"] = widened.pop("default")
    if format_ in TYPED_FORMATS or len([name for name in types if name != "null"]) > 1:
        if "pattern" in widened:
            widened[ECMA_PATTERN] = widened.pop("pattern")
        for key in BOUNDS:
            if key in widened and (key != "default" or format_ in TYPED_FORMATS):
                widened[f"x-{key}"] = widened.pop(key)
    return with_exact_numbers(widened, types, format_)


def has_unread_default(schema: dict[str, Json]) -> bool:
    """Whether the default of a schema is, or has, a text in the place of what Python has another type for."""
    texts = [part for part in _parts(schema.get("default")) if isinstance(part, str)]
    return bool(texts) and any(part.get("format") in TYPED_FORMATS for part in nested_schemas(schema))


def _parts(value: Json) -> Iterator[Json]:
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def _of_several_formats(schema: dict[str, Json]) -> Json:
    """A string that is of one of several formats, each a type of its own to Python."""
    kinds = [{"type": "string", "format": name} for name in schema[FORMATS_KEYWORD]]
    kinds += [{"type": "null"}] if "null" in schema["type"] else []
    widened: dict[str, Json] = {key: schema[key] for key in ("title", "description") if key in schema}
    pattern = {ECMA_PATTERN: schema["pattern"]} if "pattern" in schema else {}
    return {"anyOf": kinds, **widened, **pattern}


def _is_read_alike(pattern: str) -> bool:
    """Whether Pydantic's engine compiles a pattern, and as ECMA-262 means it."""
    copies = math.prod(int(count) for count in _COUNTS.findall(pattern))
    return copies <= _MOST_COPIES and not _DIFFERS_IN_RUST.search(pattern)


def _widen_values(widened: dict[str, Json], types: list[Json]) -> None:
    """Remove values that a Literal can't express: it has strings, integers, booleans and null, and 1.0 is not 1 to
    it."""
    values = [*widened.get("enum", []), *([widened["const"]] if "const" in widened else [])]
    has_only_literals = all(value is None or isinstance(value, str | int) for value in values)
    if values and (
        not has_only_literals or "number" in types or (not types and any(isinstance(v, int) for v in values))
    ):
        widened.pop("enum", None)
        widened.pop("const", None)


def protected_aliases(models: dict[str, Json]) -> dict[str, str]:
    """Return field names for properties whose own names would hide a method of Pydantic or a type."""
    schemas = models["components"]["schemas"].values()
    names = {name for schema in schemas for part in nested_schemas(schema) for name in part.get("properties", {})}
    hidden = {name for name in names if name.startswith(_PROTECTED) or name in _ANNOTATION_NAMES}
    signed = {name: _with_words(name, names) for name in names if worded(name) != name}
    folded = {name: _ascii(name) for name in names if unicodedata.normalize("NFKC", name) != name}
    return dict(sorted(({name: f"field_{name}" for name in hidden} | folded | signed).items()))


def _with_words(name: str, names: set[str]) -> str:
    """A field's name for one with signs, which another property can't change."""
    wanted = re.sub(r"\W+", "_", worded(name))
    if wanted[:1].isdigit() or keyword.iskeyword(wanted) or wanted in names:
        wanted = f"field_{wanted}"
    return f"{wanted}_" if wanted in names else wanted


def _ascii(name: str) -> str:
    """A field's name for one that Python would fold: it compares identifiers after NFKC (PEP 3131), and JSON members
    are other ones (RFC 8259, section 8.3)."""
    return "field_" + re.sub(r"[^A-Za-z0-9]", lambda match: f"_{ord(match[0]):x}_", name)
