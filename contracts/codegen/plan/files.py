"""Marks the files of multipart forms, so that their models have an `UploadFile` where a JSON schema says `string`."""

import json
from copy import deepcopy
from typing import Any

from contracts.codegen.refusals.forms import FileMember, file_member, members
from contracts.codegen.refusals.media import MULTIPART, essence
from contracts.codegen.schemas.typing_schemas import FILE
from contracts.document.keywords import is_method
from contracts.document.walk import resolved

Json = Any
_COMPONENT = "#/components/schemas/"
_OF_ARRAYS = ("type", "minItems", "maxItems", "description")


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
    if not any(essence(name) == MULTIPART for body in bodies for name in resolved(document, body)["content"]):
        return document
    document = deepcopy(document)
    written = json.dumps(document)
    for path in document["paths"].values():
        for method in path:
            if is_method(method) and "requestBody" in path[method]:
                for name, media in resolved(document, path[method]["requestBody"])["content"].items():
                    if essence(name) == MULTIPART and "x-files" not in media:
                        _mark(document, media, written)
    return document


def _mark(document: dict[str, Json], media: dict[str, Json], written: str) -> None:
    schema, encoding = media.get("schema", {}), media.get("encoding", {})
    found = {
        name: one
        for name, parts in members(document, schema).items()
        if (one := file_member(document, parts[0], encoding.get(name, {}))) is not None
    }
    target = resolved(document, schema) if isinstance(schema, dict) else {}
    additional = target.get("additionalProperties")
    others = file_member(document, additional, {}) if isinstance(additional, dict) and additional else None
    media["x-files"], media["x-other-files"] = found, others
    if not found and others is None:
        return
    reference = schema.get("$ref", "")
    if schema.keys() == {"$ref"} and written.count(json.dumps(reference)) == 1:
        components, name = document["components"]["schemas"], reference.removeprefix(_COMPONENT)
        components[name] = _marked(document, components[name], found, others)
    else:
        media["schema"] = _marked(document, schema, found, others)


def _marked(
    document: dict[str, Json], schema: Json, found: dict[str, FileMember], others: FileMember | None = None
) -> Json:
    if not isinstance(schema, dict) or not (others or members(document, schema).keys() & found.keys()):
        return schema
    if "$ref" in schema:
        target = _marked(document, resolved(document, {"$ref": schema["$ref"]}), found, others)
        siblings = {key: part for key, part in schema.items() if key not in ("$ref", "description", "title")}
        return {"allOf": [target, _marked(document, siblings, found)]} if siblings else target
    copy = dict(schema)
    if "properties" in schema:
        copy["properties"] = {
            name: _file(part, found[name]) if name in found else part for name, part in schema["properties"].items()
        }
    if others is not None:
        copy["additionalProperties"] = _file(schema["additionalProperties"], others)
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            copy[key] = [_marked(document, part, found) for part in schema[key]]
    return copy


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
