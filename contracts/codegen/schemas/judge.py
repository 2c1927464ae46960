"""Schemas as the validator gets them: in one direction, and with every constraint said in JSON Schema."""

from typing import Any

from contracts.codegen.schemas.direction import Mark, marked, without
from contracts.codegen.schemas.discriminators import values_of
from contracts.codegen.schemas.ecma import written_out
from contracts.document.keywords import ANNOTATIONS, BASE64_PATTERN, INTEGER_BOUNDS, OTHER_FORMATS
from contracts.document.walk import mapped

Json = Any


def judge(schema: Json, components: dict[str, Json], forbidden: Mark = "readOnly") -> Json:
    """The schema without words. What its direction forbids, `readOnly` in a request, is not asked for and not taken."""
    return mapped(without(schema, forbidden, components), lambda part: _judge(part, components, forbidden))


def _judge(schema: dict[str, Json], components: dict[str, Json], forbidden: Mark) -> Json:
    strict = {key: value for key, value in schema.items() if key not in ANNOTATIONS and not key.startswith("x-")}
    marks = {mark for mark in ("readOnly", "writeOnly") if strict.pop(mark, False)}
    discriminator = strict.pop("discriminator", None)
    if forbidden in marks:
        return False
    for name, part in strict.get("properties", {}).items():
        if marked(part, forbidden, components):
            strict["properties"][name] = False
    _say_format(strict)
    _say_patterns(strict)
    if discriminator:
        for keyword in ("oneOf", "anyOf"):
            if keyword in strict:
                strict[keyword] = [_selected(part, discriminator, components) for part in strict[keyword]]
    return strict


def _say_format(schema: dict[str, Json]) -> None:
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


def _say_patterns(schema: dict[str, Json]) -> None:
    if "pattern" in schema:
        schema["pattern"] = written_out(schema["pattern"])
    if "patternProperties" in schema:
        schema["patternProperties"] = {written_out(key): part for key, part in schema["patternProperties"].items()}


def _selected(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> Json:
    """An alternative together with what the discriminator says of it: its property must name this one."""
    values = values_of(part, discriminator, components)
    if values is None:
        return part
    key = discriminator["propertyName"]
    return {"allOf": [part, {"required": [key], "properties": {key: {"enum": values}}}]}
