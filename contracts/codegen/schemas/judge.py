"""Prepares schemas for the validator: for one direction, with every constraint written as JSON Schema."""

from typing import Any

from contracts.codegen.schemas.direction import Mark, is_other_direction, without_other_direction
from contracts.codegen.schemas.discriminators import values_of
from contracts.codegen.schemas.ecma import expand_classes
from contracts.document.keywords import ANNOTATIONS, BASE64_PATTERN, INTEGER_BOUNDS, OTHER_FORMATS
from contracts.document.walk import transform

Json = Any
PATTERN_WORDS = "x-pattern-says"
"""What a pattern means, for the sentence of a value that it refuses."""


def enforced_schema(schema: Json, components: dict[str, Json], forbidden: Mark = "readOnly") -> Json:
    """Return the schema without annotations. A property of the other direction is not allowed in a response
    (`writeOnly`), and may have any value in a request (`readOnly`), where it is marked still, to be ignored."""
    relaxed = without_other_direction(schema, forbidden, components)
    marked = transform(relaxed, lambda part: _with_bare_marks(part, components, forbidden))
    return transform(marked, lambda part: _enforced(part, components, forbidden))


def _with_bare_marks(schema: dict[str, Json], components: dict[str, Json], mark: Mark) -> Json:
    """Return a schema whose properties of the other direction say nothing but that."""

    def bare(part: Json) -> Json:
        return {mark: True} if is_other_direction(part, mark, components) else part

    changed: dict[str, Json] = {
        key: {name: bare(part) for name, part in schema[key].items()}
        for key in ("properties", "patternProperties")
        if key in schema
    }
    if "additionalProperties" in schema:
        changed["additionalProperties"] = bare(schema["additionalProperties"])
    return {**schema, **changed}


def _enforced(schema: dict[str, Json], components: dict[str, Json], forbidden: Mark) -> Json:
    strict = {
        key: value
        for key, value in schema.items()
        if key == PATTERN_WORDS or (key not in ANNOTATIONS and not key.startswith("x-"))
    }
    marks = {mark for mark in ("readOnly", "writeOnly") if strict.pop(mark, False)}
    discriminator = strict.pop("discriminator", None)
    if forbidden in marks:
        if forbidden == "writeOnly":
            return False
        if schema == {"readOnly": True}:
            return schema
    _write_format(strict)
    _write_patterns(strict)
    if discriminator:
        for keyword in ("oneOf", "anyOf"):
            if keyword in strict:
                strict[keyword] = [_with_discriminator(part, discriminator, components) for part in strict[keyword]]
    return strict


def _write_format(schema: dict[str, Json]) -> None:
    name = schema.get("format")
    if name in OTHER_FORMATS:
        del schema["format"]
    if name in INTEGER_BOUNDS:
        low, high = INTEGER_BOUNDS[name]
        bounds = {"minimum": low, "maximum": high}
        if any(bound in schema for bound in (*bounds, "exclusiveMinimum", "exclusiveMaximum")):
            schema["allOf"] = [*schema.get("allOf", []), bounds]
        else:
            schema.update(bounds)
    elif name == "byte":
        schema["allOf"] = [*schema.get("allOf", []), {"pattern": BASE64_PATTERN}]


def _write_patterns(schema: dict[str, Json]) -> None:
    if "pattern" in schema:
        schema["pattern"] = expand_classes(schema["pattern"])
    if "patternProperties" in schema:
        schema["patternProperties"] = {expand_classes(key): part for key, part in schema["patternProperties"].items()}


def _with_discriminator(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> Json:
    """Return an alternative with what the discriminator requires: its property must select this alternative."""
    values = values_of(part, discriminator, components)
    if values is None:
        return part
    key = discriminator["propertyName"]
    return {"allOf": [part, {"required": [key], "properties": {key: {"enum": values}}}]}
