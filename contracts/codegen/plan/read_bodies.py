"""The bodies of requests as plain data: the type of each media type, and how one that is no JSON is read."""

import json
from collections.abc import Iterator
from typing import Any

from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.refusals.forms import FileMember, members
from contracts.codegen.schemas.ecma import expand_classes
from contracts.codegen.schemas.origins import ORIGIN
from contracts.document.kinds import ALL_TYPES, allowed_types
from contracts.document.media_kinds import read_as, read_media_type
from contracts.document.walk import resolved, transform
from contracts.runtime.media_types import media_type

Json = Any


class BodyReader:
    """Reads the bodies of a normalised document."""

    def __init__(self, document: dict[str, Json], types: SignatureTypes) -> None:
        self._document = document
        self._types = types

    def read(self, prefix: str, operation: Json) -> dict[str, Json] | None:
        """The body of an operation, if it has one; `prefix` begins the names of the models that it needs."""
        if "requestBody" not in operation:
            return None
        body = resolved(self._document, operation["requestBody"])
        media = _Media(self._document, self._types, f"{prefix}Body", body["content"])
        read = [{"name": _name(name), **media.read(name, value)} for name, value in body["content"].items()]
        return {
            "media": read,
            "type": " | ".join(dict.fromkeys(one["type"] for one in read)),
            "required": bool(body.get("required")),
            "max_bytes": body.get("x-max-bytes"),
        }


class _Media:
    """Reads the media types of one body."""

    def __init__(self, document: dict[str, Json], types: SignatureTypes, wanted: str, content: dict[str, Json]) -> None:
        self._document = document
        self._types = types
        self._wanted = wanted
        self._known: dict[str, str] = {}
        kinds = [read_as(document, read_media_type(name), media) for name, media in content.items()]
        # Where one Python type stands for several media types, the value tells which it is.
        self._named = {
            one: kinds.count(one) > 1 or any(map(_is_open, names))
            for one in ("text", "binary")
            for names in [[name for name, its in zip(content, kinds, strict=True) if its == one]]
        }

    def read(self, name: str, media: dict[str, Json]) -> dict[str, Json]:
        """The type in the signature, and the expression that says how the body is read."""
        schema = media.get("schema", {})
        how = read_as(self._document, read_media_type(name), media)
        if how == "json":
            type_ = self._type(schema)
            return {"type": type_, "reading": type_}
        if how == "text":
            type_ = self._text(schema)
            shown = f"{type_}, named=True" if self._named["text"] else type_
            return {"type": type_ if shown == type_ else "runtime.TextContent", "reading": f"runtime.TextBody({shown})"}
        if how == "binary":
            named = self._named["binary"]
            words = ", ".join([*(["named=True"] if named else []), *_sizes(self._document, schema)])
            return {"type": "runtime.BytesContent" if named else "bytes", "reading": f"runtime.RawBody({words})"}
        type_ = self._type(schema)
        parts = dict(self._parts(media, is_multipart=how == "multipart"))
        written = ", ".join(f"{member!r}: runtime.Part({words})" for member, words in parts.items())
        others = media.get("x-other-files")
        said = [type_, *([f"{{{written}}}"] if written else [])]
        matching = media.get("x-pattern-files") or {}
        if matching:
            words = ", ".join(
                f"{expand_classes(key)!r}: runtime.Part({', '.join(self._part(file, {}, is_multipart=True))})"
                for key, file in matching.items()
            )
            said.append(f"patterns={{{words}}}")
        if others is not None:
            said.append(f"others=runtime.Part({', '.join(self._part(others, {}, is_multipart=True))})")
        return {"type": type_, "reading": f"runtime.Form({', '.join(said)})"}

    def _type(self, schema: Json) -> str:
        """The type of a schema; media types of one schema have one type."""
        key = json.dumps(transform(schema, _without_origin), sort_keys=True)
        if key not in self._known:
            self._known[key] = self._types.of_request(schema, self._wanted)
        return self._known[key]

    def _text(self, schema: Json) -> str:
        allowed = allowed_types(self._document, schema)
        return "str" if allowed == ALL_TYPES or not allowed - {"object", "array", "null"} else self._type(schema)

    def _parts(self, media: dict[str, Json], *, is_multipart: bool) -> Iterator[tuple[str, str]]:
        files: dict[str, FileMember] = media.get("x-files", {})
        encodings = media.get("encoding", {})
        for name in members(self._document, media.get("schema", {})):
            words = list(self._part(files.get(name), encodings.get(name, {}), is_multipart=is_multipart))
            if words:
                yield name, ", ".join(words)

    def _part(self, file: FileMember | None, encoding: Json, *, is_multipart: bool) -> Iterator[str]:
        sent = tuple(one.strip().lower() for one in encoding.get("contentType", "").split(",") if one.strip())
        if sent and is_multipart:
            yield f"media_types={sent!r}"
        if file is not None:
            yield "file=True"
            if file.several:
                yield "several=True"
            yield from _sizes(self._document, file.schema)
        elif sent and all(media is not None and media.kind == "json" for media in map(media_type, sent)):
            yield "json=True"
        style = encoding.get("style", "form")
        styled = not is_multipart or not self._document["openapi"].startswith("3.0.")
        if styled and style != "form":
            yield f"style={style!r}"
        if styled and style != "deepObject" and not encoding.get("explode", style == "form"):
            yield "explode=False"


def _name(written: str) -> str:
    """The name of a media type for the runtime, which finds forms by theirs. Values of parameters keep their case."""
    media = read_media_type(written)
    is_form = media.kind in ("form", "multipart")
    return media.essence if is_form else media.essence + written.strip()[len(media.essence) :]


def _is_open(name: str) -> bool:
    """Whether a name of the contract leaves something open that a reader has to know: a boundary, or all of a type."""
    media = read_media_type(name)
    return media.is_range or media.type == "multipart"


def _sizes(document: dict[str, Json], schema: Json) -> Iterator[str]:
    target = resolved(document, schema) if isinstance(schema, dict) else {}
    for key, word in (("minLength", "min_bytes"), ("maxLength", "max_bytes")):
        if isinstance(target, dict) and key in target:
            yield f"{word}={target[key]}"


def _without_origin(schema: dict[str, Json]) -> Json:
    return {key: value for key, value in schema.items() if key != ORIGIN}
