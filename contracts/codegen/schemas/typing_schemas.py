"""Prepares schemas for the model generator: removes what Pydantic would interpret differently from JSON Schema.

The validator has checked a value before a model sees it. So a model may allow more than its schema, but never less. The
removed keywords are still documented, as `json_schema_extra`.
"""

import re
from typing import Any

from contracts.document.keywords import OTHER_FORMATS
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
# Pydantic warns about fields whose names begin with these.
_PROTECTED = ("model_validate", "model_dump")
# Names that the annotations of models use; a field of the same name would hide them from the following lines.
_ANNOTATION_NAMES = frozenset({"str", "int", "float", "bool", "list", "dict", "Any", "Annotated", "Literal", "Field"})
TYPED_FORMATS = frozenset({"date", "date-time", "time", "uuid"})
# ECMA and Rust differ in spaces, word boundaries and negated classes, and Rust has no look-around or back-references.
_DIFFERS_IN_RUST = re.compile(r"\\[DWSBsbpPkuUcx1-9]|\[\^[^\]]*\\[wd]|\(\?")


def typing_schema(schema: Json) -> Json:
    """Return a copy for the model generator."""
    return transform(schema, _widen)


def _widen(schema: dict[str, Json]) -> Json:
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
    if _DIFFERS_IN_RUST.search(str(widened.get("pattern", ""))):
        widened[ECMA_PATTERN] = widened.pop("pattern")
    for key in (*FIELD_EXTRAS, *MODEL_EXTRAS):
        if key in widened and key != "format":
            widened[f"x-{key}"] = widened.pop(key)
    if format_ in TYPED_FORMATS or len([name for name in types if name != "null"]) > 1:
        if "pattern" in widened:
            widened[ECMA_PATTERN] = widened.pop("pattern")
        for key in BOUNDS:
            if key in widened and (key != "default" or format_ in TYPED_FORMATS):
                widened[f"x-{key}"] = widened.pop(key)
    return widened


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
    return {name: f"field_{name}" for name in sorted(names) if name.startswith(_PROTECTED) or name in _ANNOTATION_NAMES}
