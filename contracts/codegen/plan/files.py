"""Marks the files of multipart forms, so that their models have an `UploadFile` where a JSON schema says `string`."""

import json
from copy import deepcopy
from typing import Any, NamedTuple

from contracts.codegen.refusals.forms import (
    OF_THE_SAME,
    OTHERS,
    FileMember,
    file_of,
    members,
    other_members,
    pattern_members,
)
from contracts.codegen.schemas.typing_schemas import FILE
from contracts.document.keywords import is_method
from contracts.document.media_kinds import read_media_type
from contracts.document.walk import resolved, transform_children

Json = Any
_COMPONENT = "#/components/schemas/"
_OF_ARRAYS = ("type", "minItems", "maxItems", "description")


class Files(NamedTuple):
    """The files of a form: by name, by pattern, and what the other members are if they are files."""

    named: dict[str, FileMember]
    patterns: dict[str, FileMember]
    others: FileMember | None


def mark_files(document: dict[str, Json]) -> dict[str, Json]:
    """A copy of a normalised document whose multipart bodies have their files marked, and list them in `x-files`.

    A component that nothing else refers to is marked itself; of any other the body gets a copy.
    """
    bodies = [
        item[method]["requestBody"]
        for item in document.get("paths", {}).values()
        for method in item
        if is_method(method) and "requestBody" in item[method]
    ]
    if not any(
        read_media_type(name).kind == "multipart" for body in bodies for name in resolved(document, body)["content"]
    ):
        return document
    document = deepcopy(document)
    written = json.dumps(document)
    for path in document["paths"].values():
        for method in path:
            if is_method(method) and "requestBody" in path[method]:
                for name, media in resolved(document, path[method]["requestBody"])["content"].items():
                    if read_media_type(name).kind == "multipart" and "x-files" not in media:
                        _mark(document, media, written)
    return document


def _mark(document: dict[str, Json], media: dict[str, Json], written: str) -> None:
    schema, encoding = media.get("schema", {}), media.get("encoding", {})
    found = Files(
        {
            name: one
            for name, parts in members(document, schema).items()
            if (one := file_of(document, parts, encoding.get(name, {}))) is not None
        },
        {
            name: one
            for name, parts in pattern_members(document, schema).items()
            if (one := file_of(document, parts, {})) is not None
        },
        file_of(document, other_members(document, schema), {}),
    )
    media["x-files"], media["x-pattern-files"], media["x-other-files"] = found
    if not any(found):
        return
    reference = schema.get("$ref", "")
    if schema.keys() == {"$ref"} and written.count(json.dumps(reference)) == 1:
        components, name = document["components"]["schemas"], reference.removeprefix(_COMPONENT)
        components[name] = _marked(document, components[name], found)
    else:
        media["schema"] = _marked(document, schema, found)


def _marked(document: dict[str, Json], schema: Json, found: Files) -> Json:
    if not isinstance(schema, dict) or not _has_some(document, schema, found):
        return schema
    if "$ref" in schema:
        target = _marked(document, resolved(document, {"$ref": schema["$ref"]}), found)
        siblings = {key: part for key, part in schema.items() if key not in ("$ref", "description", "title")}
        return {"allOf": [target, _marked(document, siblings, found)]} if siblings else target
    copy = transform_children(schema, lambda key, part: _marked(document, part, found) if key in OF_THE_SAME else part)
    for key, files in (("properties", found.named), ("patternProperties", found.patterns)):
        if key in schema:
            copy[key] = {
                name: _file(part, files[name]) if name in files else part for name, part in schema[key].items()
            }
    for key in OTHERS:
        if found.others is not None and isinstance(schema.get(key), dict):
            copy[key] = _file(schema[key], found.others)
    return copy


def _has_some(document: dict[str, Json], schema: Json, found: Files) -> bool:
    named = members(document, schema).keys() & found.named.keys()
    patterns = pattern_members(document, schema).keys() & found.patterns.keys()
    return bool(named or patterns or (found.others is not None and other_members(document, schema)))


def _file(schema: Json, member: FileMember) -> Json:
    """What stands for a file, of which JSON Schema has nothing to say but how many there are."""
    words = {key: schema[key] for key in ("description", "readOnly") if isinstance(schema, dict) and key in schema}
    if not member.several:
        return {FILE: True, **words}
    array = schema if isinstance(schema, dict) else {}
    for part in [*array.get("anyOf", []), *array.get("oneOf", [])]:
        if isinstance(part, dict) and "items" in part:
            array = part
    return {**{key: array[key] for key in _OF_ARRAYS if key in array}, **words, "type": "array", "items": {FILE: True}}
