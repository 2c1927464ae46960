"""What the members of a conjunction (`allOf`) say together, keyword by keyword; at least what each of them allows."""

from collections.abc import Iterable
from typing import Any

from contracts.codegen.schemas.typing_schemas import FORMATS_KEYWORD
from contracts.document.keywords import ANNOTATIONS, ASSERTIONS

Json = Any
Parts = Iterable[dict[str, Json]]
WORDS = ANNOTATIONS | {"x-at", "x-name", "readOnly", "writeOnly"}
_MARKS = ("readOnly", "writeOnly")


def words(schema: dict[str, Json]) -> dict[str, Json]:
    """The annotations of a schema."""
    return {key: value for key, value in schema.items() if key in WORDS}


def assertions(parts: list[dict[str, Json]]) -> dict[str, Json]:
    """The assertions that one of the members has; those that several have differently are left to the validator."""
    found: dict[str, list[Json]] = {}
    for part in parts:
        for key in part.keys() & ((ASSERTIONS | {FORMATS_KEYWORD}) - {"type", "enum", "const", "required"}):
            found.setdefault(key, []).append(part[key])
    return {key: values[0] for key, values in sorted(found.items()) if all(one == values[0] for one in values)}


def object_members(parts: list[dict[str, Json]], also: Iterable[str]) -> dict[str, Json]:
    """The properties of an object, with those of which is only known that they may be there, or must be."""
    required = list(dict.fromkeys(name for part in parts for name in part.get("required", [])))
    found: dict[str, list[Json]] = {}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            found.setdefault(name, []).append(schema)
    properties = {name: both(schemas) for name, schemas in found.items()}
    properties |= {name: {} for name in (*required, *also) if name not in properties}
    return {"properties": properties, **({"required": required} if required else {}), **further(parts, {})}


def further(parts: Parts, absent: Json | None = None) -> dict[str, Json]:
    """`additionalProperties`: false if any member says so, and else what all of them say. Names that match a pattern
    are further ones too, whose schemas no model has."""
    said = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
    if any("patternProperties" in part for part in parts):
        return {"additionalProperties": True}
    if any(one is False or one == {"not": {}} for one in said):
        return {"additionalProperties": False}
    schemas = [one for one in said if one is not True and one != {}]
    return {"additionalProperties": both(schemas) if schemas else True} if said or absent is not None else {}


def items(parts: Parts) -> dict[str, Json]:
    """`items`, unless some of the items have schemas of their own."""
    if any("prefixItems" in part for part in parts):
        return {}
    schemas = [part["items"] for part in parts if "items" in part]
    return {"items": both(schemas)} if schemas else {}


def values(parts: Parts) -> dict[str, Json]:
    """The values that every member enumerates."""
    lists = [[part["const"]] if "const" in part else part["enum"] for part in parts if part.keys() & {"const", "enum"}]
    if not lists:
        return {}
    shared = [one for one in lists[0] if all(any(_same(one, other) for other in rest) for rest in lists[1:])]
    return {"enum": shared} if shared else {}


def both(schemas: list[Json]) -> Json:
    """One schema for a value that all of them are about."""
    schemas = [said(one) for one in schemas] if len(schemas) > 1 else schemas
    bare = [{k: v for k, v in one.items() if k not in WORDS} if isinstance(one, dict) else one for one in schemas]
    telling = [one for one, rest in zip(schemas, bare, strict=True) if rest] or schemas[:1]
    if all({k: v for k, v in one.items() if k not in WORDS} == bare[schemas.index(telling[0])] for one in telling[1:]):
        telling = telling[:1]
    marks = {mark: True for one in schemas for mark in _MARKS if isinstance(one, dict) and one.get(mark)}
    if len(telling) == 1:
        return {**telling[0], **marks} if marks else telling[0]
    at = {key: one[key] for one in telling for key in ("x-at",) if key in one}
    return {"allOf": telling, **marks, **at}


def said(schema: Json) -> Json:
    """`true` and `false` in the words of an object."""
    return {True: {}, False: {"not": {}}}[schema] if isinstance(schema, bool) else schema


def _same(one: Json, other: Json) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
