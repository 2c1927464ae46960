"""Finds the members of forms: which of them are files, and which can't be read as the document declares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contracts.codegen.refusals.parameters import deep_refusals
from contracts.document.kinds import allowed_types
from contracts.document.media_kinds import is_binary, is_text, read_media_type, says_nothing
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.walk import Path, resolved, subschemas
from contracts.runtime.media_types import media_type

Json = Any
_STYLES = ("form", "spaceDelimited", "pipeDelimited")
OTHERS = ("additionalProperties", "unevaluatedProperties")
# Keywords whose schemas speak of the same object.
OF_THE_SAME = frozenset({"allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"})
_STYLE_WORDS = ("style", "explode", "allowReserved")


@dataclass(frozen=True, slots=True)
class FileMember:
    """A member of a multipart form that is a file, or several; `schema` is that of one, and is no reference."""

    several: bool
    schema: dict[str, Json]


def members(document: dict[str, Json], schema: Json) -> dict[str, list[Json]]:
    """The schemas of the properties of an object, wherever it declares them."""
    return _by_name(document, schema, "properties")


def pattern_members(document: dict[str, Json], schema: Json) -> dict[str, list[Json]]:
    """The schemas of the members whose names match a pattern."""
    return _by_name(document, schema, "patternProperties")


def other_members(document: dict[str, Json], schema: Json) -> list[Json]:
    """The schemas of the members that have no name in the document."""
    parts = [part.get(key) for part in _parts(document, schema, frozenset()) for key in OTHERS]
    return [part for part in parts if isinstance(part, dict) and part]


def _by_name(document: dict[str, Json], schema: Json, keyword: str) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for part in _parts(document, schema, frozenset()):
        for name, one in part.get(keyword, {}).items():
            found.setdefault(name, []).append(one)
    return found


def _parts(document: dict[str, Json], schema: Json, seen: frozenset[str]) -> Iterator[dict[str, Json]]:
    """The schemas that speak of the members of an object."""
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        yield from _parts(document, resolved(document, {"$ref": reference}), seen | {reference})
    yield schema
    for way, part in subschemas(schema):
        if way[0] in OF_THE_SAME:
            yield from _parts(document, part, seen)


def file_of(document: dict[str, Json], parts: list[Json], encoding: Json) -> FileMember | None:
    """What a member is by all of its schemas, if it is a file; those that say nothing leave it to the others."""
    found = [file_member(document, part, encoding) for part in _telling(document, parts)]
    return found[0] if found else None


def _telling(document: dict[str, Json], parts: list[Json]) -> list[Json]:
    return [part for part in parts if not says_nothing(_without_null(document, part))] or parts[:1]


def file_member(document: dict[str, Json], schema: Json, encoding: Json) -> FileMember | None:
    """What a member of a multipart form is, if it is a file (OpenAPI 3.1, section 4.8.14.4): one of bytes, or one whose
    `encoding` is neither text nor JSON. Null has no part of its own, so it does not count."""
    target = _without_null(document, schema)
    types = allowed_types(document, target)
    if isinstance(target, dict) and types - {"null"} == {"array"} and "items" in target:
        one = file_member(document, target["items"], encoding)
        return None if one is None or one.several else FileMember(several=True, schema=one.schema)
    sent = [one for one in encoding.get("contentType", "").split(",") if one.strip()]
    if any(map(is_text, sent)):
        return None
    encoded = isinstance(target, dict) and "contentEncoding" in target
    if is_binary(document, target) or says_nothing(target) or (sent and "string" in types and not encoded):
        return FileMember(several=False, schema=target if isinstance(target, dict) else {})
    return None


def _without_null(document: dict[str, Json], schema: Json) -> Json:
    """The schema that a reference, words around one, or a union with null stands for."""
    target = resolved(document, schema) if isinstance(schema, dict) else schema
    if _only_has_words_around_one(target):
        return _without_null(document, target["allOf"][0])
    for key in ("anyOf", "oneOf"):
        if isinstance(target, dict) and key in target:
            others = [part for part in target[key] if allowed_types(document, part) != {"null"}]
            if len(others) == 1 and len(target[key]) > 1:
                return _without_null(document, others[0])
    return target


def _only_has_words_around_one(schema: Json) -> bool:
    if not isinstance(schema, dict) or len(schema.get("allOf", [])) != 1:
        return False
    return says_nothing({key: part for key, part in schema.items() if key not in ("allOf", "nullable")})


def form_refusals(document: dict[str, Json], written: str, media: Json, at: Path) -> Iterator[Refusal]:
    """What can't be read of a form, and what of its `encoding` has no effect."""
    schema = media.get("schema", {})
    if "object" not in allowed_types(document, schema):
        yield Refusal(pointer(*at, "schema"), "type", "a form is an object, of a member for each of its names")
        return
    declared, patterns = members(document, schema), pattern_members(document, schema)
    others, is_multipart = other_members(document, schema), read_media_type(written).kind == "multipart"
    if is_multipart:
        yield from _several_kinds(document, {**declared, **patterns, "": others}, media, at)
        if not declared and not patterns and not others:
            yield Note(
                pointer(*at), written, "declares no parts, so each is handed over as a text, also what was a file"
            )
    for name, encoding in media.get("encoding", {}).items():
        where = (*at, "encoding", name)
        if name not in declared:
            yield Note(pointer(*where), "encoding", f"the schema has no property {name}{suggestion(name, declared)}")
            continue
        for sent in (one.strip() for one in encoding.get("contentType", "").split(",")):
            if sent and media_type(sent) is None:
                yield Refusal(pointer(*where, "contentType"), sent, "is no media type; write one such as image/png")
        if encoding.get("headers"):
            yield Note(pointer(*where, "headers"), "headers", "only the media type of a part is read, no other header")
        if is_multipart and document["openapi"].startswith("3.0."):
            continue  # OpenAPI 3.0.3, Encoding Object: its style is for urlencoded forms
        yield from _style(document, {"anyOf": declared[name]}, encoding, where)


def _several_kinds(
    document: dict[str, Json], declared: dict[str, list[Json]], media: Json, at: Path
) -> Iterator[Refusal]:
    for name, parts in declared.items():
        encoding = media.get("encoding", {}).get(name, {})
        found = [file_member(document, part, encoding) for part in _telling(document, parts)]
        if len({None if one is None else one.several for one in found}) > 1:
            reason = f"the part {name} is a file by one schema and none, or several, by another; give these two names"
            yield Refusal(pointer(*at, "schema"), "format", reason)


def _style(document: dict[str, Json], schema: Json, encoding: Json, at: Path) -> Iterator[Refusal]:
    styled = [word for word in _STYLE_WORDS if word in encoding]
    if not styled:
        return
    style, types = encoding.get("style", "form"), allowed_types(document, schema) - {"null"}
    if style == "deepObject":
        yield from deep_refusals(types, (*at, "style"))
    elif style not in _STYLES:
        yield Refusal(pointer(*at, "style"), style, "a member of a form in this style is not read")
    elif types == {"object"}:
        reason = "the members of an object would be among those of the form; leave it out, then the object is JSON"
        yield Refusal(pointer(*at, styled[0]), styled[0], reason)
