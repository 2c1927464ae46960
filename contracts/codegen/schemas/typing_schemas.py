"""Schemas as the model generator gets them: what Pydantic would read otherwise than JSON Schema is out of its way.

The contract's schemas have decided before a model sees a value, so a model may be wider than its schema, and must never
be narrower. What is moved is still documented, as `json_schema_extra`.
"""

import re
from typing import Any

from contracts.document.keywords import OTHER_FORMATS
from contracts.document.walk import every, mapped

Json = Any
# The model generator keeps no extra of the name "pattern", so it goes by another until the models are written.
ECMA_PATTERN = "x-ecma-pattern"
# Documented by the models and enforced by the validator alone.
FIELD_EXTRAS = ("uniqueItems", "format", "multipleOf", "contains", "minContains", "maxContains", "not")
# Documented only, where a model would apply them to more than JSON Schema does, or to what is no JSON any more.
BOUNDS = (
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"),
    "default",
)
MODEL_EXTRAS = ("minProperties", "maxProperties", "dependentRequired", "propertyNames")
_DROPPED = frozenset(
    {"if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "dependentSchemas", "prefixItems", "xml"}
    | {"example", "examples", "externalDocs", "$comment", "contentEncoding", "contentMediaType", "deprecated"}
    | {"readOnly", "writeOnly"}
)
# Pydantic warns of a field whose name begins like this, even with a suffix.
_PROTECTED = ("model_validate", "model_dump")
# What the annotations of a model are written with; a field of such a name would hide it from the lines below.
_ANNOTATING = frozenset({"str", "int", "float", "bool", "list", "dict", "Any", "Annotated", "Literal", "Field"})
TYPED_FORMATS = frozenset({"date", "date-time", "time", "uuid"})
# ECMA and Rust differ in spaces, word boundaries and negated classes, and Rust has no look-around or back-references.
_DIFFERENT = re.compile(r"\\[DWSBsbpPkuUcx1-9]|\[\^[^\]]*\\[wd]|\(\?")


def typing_schema(schema: Json) -> Json:
    """A copy for the model generator."""
    return mapped(schema, _widen)


def _widen(schema: dict[str, Json]) -> Json:
    wide = {key: value for key, value in schema.items() if key not in _DROPPED and not key.startswith("x-")}
    types = wide.get("type", [])
    types = [types] if isinstance(types, str) else types
    if "prefixItems" in schema:
        wide.pop("items", None)
    if "patternProperties" in wide:
        del wide["patternProperties"]
        wide["additionalProperties"] = True
    _widen_values(wide, types)
    format_ = wide.get("format")
    if format_ in OTHER_FORMATS or (format_ and "string" not in types):
        del wide["format"]
    elif format_ and format_ not in TYPED_FORMATS:
        wide["x-format"] = wide.pop("format")
    if types == ["integer"] and isinstance(wide.get("default"), float):
        wide["default"] = int(wide["default"])
    if _DIFFERENT.search(str(wide.get("pattern", ""))):
        wide[ECMA_PATTERN] = wide.pop("pattern")
    for key in (*FIELD_EXTRAS, *MODEL_EXTRAS):
        if key in wide and key != "format":
            wide[f"x-{key}"] = wide.pop(key)
    if format_ in TYPED_FORMATS or len([name for name in types if name != "null"]) > 1:
        if "pattern" in wide:
            wide[ECMA_PATTERN] = wide.pop("pattern")
        for key in BOUNDS:
            if key in wide and (key != "default" or format_ in TYPED_FORMATS):
                wide[f"x-{key}"] = wide.pop(key)
    return wide


def _widen_values(wide: dict[str, Json], types: list[Json]) -> None:
    """A Literal holds strings, integers, booleans and null; 1.0 is not the same as 1 to it."""
    values = [*wide.get("enum", []), *([wide["const"]] if "const" in wide else [])]
    plain = all(value is None or isinstance(value, str | int) for value in values)
    if values and (not plain or "number" in types or (not types and any(isinstance(v, int) for v in values))):
        wide.pop("enum", None)
        wide.pop("const", None)


def protected_aliases(models: dict[str, Json]) -> dict[str, str]:
    """Field names for the properties whose own would be taken for one of Pydantic's methods, or for a type."""
    schemas = models["components"]["schemas"].values()
    names = {name for schema in schemas for part in every(schema) for name in part.get("properties", {})}
    return {name: f"field_{name}" for name in sorted(names) if name.startswith(_PROTECTED) or name in _ANNOTATING}
