"""Schemas as the validator gets them: in the direction of a request, and with every constraint said in JSON Schema."""

from typing import Any

from .keywords import ANNOTATIONS, BASE64_PATTERN, INTEGER_BOUNDS, OTHER_FORMATS
from .walk import mapped

Json = Any
_COMPONENT = "#/components/schemas/"


def judge(schema: Json, components: dict[str, Json]) -> Json:
    """The schema without words. A property that is `readOnly` is not asked for in a request, and not taken either."""
    return mapped(schema, lambda part: _judge(part, components))


def _judge(schema: dict[str, Json], components: dict[str, Json]) -> Json:
    strict = {key: value for key, value in schema.items() if key not in ANNOTATIONS and not key.startswith("x-")}
    strict.pop("writeOnly", None)
    discriminator = strict.pop("discriminator", None)
    if strict.pop("readOnly", False):
        return False
    _drop_read_only(strict, components)
    _say_format(strict)
    if discriminator:
        for keyword in ("oneOf", "anyOf"):
            if keyword in strict:
                strict[keyword] = [_selected(part, discriminator, components) for part in strict[keyword]]
    return strict


def _drop_read_only(schema: dict[str, Json], components: dict[str, Json]) -> None:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return
    for name, part in properties.items():
        reference = part.get("$ref") if isinstance(part, dict) else None
        if isinstance(reference, str) and components[reference.removeprefix(_COMPONENT)].get("readOnly"):
            properties[name] = False
    forbidden = {name for name, part in properties.items() if part is False}
    required = [name for name in schema.get("required", []) if name not in forbidden]
    if required != schema.get("required", []):
        schema["required"] = required


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


def _selected(part: Json, discriminator: dict[str, Json], components: dict[str, Json]) -> Json:
    """An alternative together with what the discriminator says of it: its property must name this one."""
    reference = part.get("$ref") if isinstance(part, dict) else None
    if not isinstance(reference, str):
        return part
    name = reference.removeprefix(_COMPONENT)
    values = [key for key, value in discriminator.get("mapping", {}).items() if value in (name, reference)]
    key = discriminator["propertyName"]
    original = components[name].get("x-name", name)
    return {"allOf": [part, {"required": [key], "properties": {key: {"enum": values or [original]}}}]}
