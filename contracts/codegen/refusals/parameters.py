"""Finds the parameters that can't be read as the document writes them."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.headers import is_token
from contracts.document.keywords import DEFAULT_STYLES, STYLES
from contracts.document.kinds import ALL_TYPES, allowed_types
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.walk import Path, definition, reference_path, subschemas, target

Json = Any
_ANY = ALL_TYPES - {"null"}


def parameter_refusals(document: dict[str, Json], written: Json, path: str, used: Path) -> Iterator[Refusal]:
    """What is wrong with a parameter is told where it is written, but where it is used if the path is at odds."""
    at, parameter = definition(document, used, written)
    place, name = parameter["in"], parameter["name"]
    if place not in STYLES:
        reason = "the whole query as one value is not read; declare its parts as parameters `in: query`"
        yield Refusal(pointer(*at, "in"), place, reason)
        return
    style = parameter.get("style", DEFAULT_STYLES[place])
    if style not in STYLES[place]:
        yield Refusal(
            pointer(*at, "style"), style, f"a {place} parameter is read in the style {_either(place)}; write that"
        )
        return
    if parameter.get("allowEmptyValue"):
        reason = "says nothing beside the schema: an empty value is accepted where the schema accepts it"
        yield Note(pointer(*at, "allowEmptyValue"), "allowEmptyValue", reason)
    if place in ("header", "cookie") and not is_token(name):
        yield Refusal(pointer(*at, "name"), "name", f"no {place} can have this name")
    named = (*at, "name") if at == used else used
    if place == "path" and f"{{{name}}}" not in path:
        meant = suggestion(name, re.findall(r"\{([^{}]*)\}", path)) or ", so that the parameter is left out"
        yield Note(pointer(*named), "name", f"the path has no {{{name}}}{meant}")
        return
    if content := parameter.get("content"):
        if list(content) != ["application/json"]:
            yield Refusal(pointer(*at, "content"), "content", "only application/json is read from a parameter")
        return
    schema = parameter.get("schema", {})
    allowed = allowed_types(document, schema) - {"null"}
    if "array" in allowed and allowed != _ANY and place == "path" and f"{{{name}}}" not in path.split("/"):
        yield Refusal(pointer(*named), "name", f"{{{name}}} is an array and no whole segment of the path")
    if allowed == {"object"} and place == "path":
        yield Refusal(pointer(*at, "schema"), "object", "an object in the path is not read; name its members there")
        return
    if style == "deepObject":
        yield from deep_refusals(allowed, (*at, "style"))
        return
    if allowed == {"object"}:
        arrays = place in ("query", "cookie") and parameter.get("explode", style == "form")
        yield from _members(document, schema, (*at, "schema"), arrays=arrays, seen=frozenset())
        return
    if "array" in allowed and allowed not in ({"array"}, _ANY) and place == "path":
        yield Refusal(pointer(*at, "schema"), "type", "a parameter of the path is either an array or it is not")
    yield from _check_flat(document, schema, (*at, "schema"), within_array=False, seen=frozenset())


def deep_refusals(types: frozenset[str], at: Path) -> Iterator[Refusal]:
    """What is written in brackets has members or items."""
    if types.isdisjoint(("object", "array")):
        reason = "is a style of objects and arrays, and this is neither; write style: form, or make it an object"
        yield Refusal(pointer(*at), "deepObject", reason)


def _either(place: str) -> str:
    return " or ".join(sorted(STYLES[place]))


def _members(
    document: dict[str, Json], schema: Json, at: Path, *, arrays: bool, seen: frozenset[str]
) -> Iterator[Refusal]:
    """Check that the members of an object are scalars, or arrays of scalars where the style can write these. Without
    any other that a schema only allows there is still an object; it is as if it were never sent."""
    if not isinstance(schema, dict):
        return
    if isinstance(reference := schema.get("$ref"), str) and reference not in seen:
        home = reference_path(reference)
        yield from _members(document, target(document, reference), home, arrays=arrays, seen=seen | {reference})
    for name, part in schema.get("properties", {}).items():
        where = (*at, "properties", name)
        if list(_check_flat(document, part, where, within_array=not arrays, seen=frozenset())):
            if name in schema.get("required", []):
                yield Refusal(pointer(*where), "object", f"the member {name} can't be written in a parameter")
            else:
                reason = f"the member {name} can't be written in a parameter, so that it is never there"
                yield Note(pointer(*where), "object", reason)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(schema.get(keyword, [])):
            yield from _members(document, part, (*at, keyword, index), arrays=arrays, seen=seen)


def _check_flat(
    document: dict[str, Json], schema: Json, at: Path, *, within_array: bool, seen: frozenset[str]
) -> Iterator[Refusal]:
    """Check that a parameter is a scalar or an array of scalars, because other values have several
    serializations."""
    if not isinstance(schema, dict):
        return
    if isinstance(reference := schema.get("$ref"), str):
        if reference not in seen:
            found = target(document, reference)
            yield from _check_flat(
                document, found, reference_path(reference), within_array=within_array, seen=seen | {reference}
            )
        return
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if "object" in types or "properties" in schema:
        yield Refusal(
            pointer(*at), "object", "an object beside other values, or within another, can't be written; use `content`"
        )
    if "array" in types and within_array:
        yield Refusal(pointer(*at), "array", "an array within an array can't be written in a parameter")
    for steps, part in subschemas(schema):
        inside = within_array or steps[0] in ("items", "prefixItems", "contains")
        if steps[0] not in ("not", "if"):
            yield from _check_flat(document, part, (*at, *steps), within_array=inside, seen=seen)
