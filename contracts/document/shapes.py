"""Finds parts whose shape all else relies on, and which the schema of OpenAPI leaves open or refuses without a cure."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.document.cures import must_be
from contracts.document.refusal import Refusal, pointer
from contracts.document.structure import objects
from contracts.document.walk import Path

Json = Any
_STATUS = re.compile("[1-5](?:[0-9]{2}|XX)|default")
_HELD = frozenset({"parameter", "header"})


def shape_defects(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield a refusal for each, with what to write in its place."""
    for path in document["paths"] if isinstance(document.get("paths"), dict) else ():
        if not path.startswith(("/", "x-")):
            yield Refusal(pointer("paths", path), "paths", f"a path begins with a slash; write /{path}")
    for at, kind, value in objects(document):
        if kind == "schema" and isinstance(value, dict):
            yield from _schema(value, at)
        elif kind in _HELD and isinstance(value, dict) and "$ref" not in value:
            yield from _holder(value, kind, at)
        elif kind == "operation" and isinstance(value, dict) and isinstance(value.get("responses"), dict):
            yield from _statuses(value["responses"], (*at, "responses"))


def _statuses(responses: dict[str, Json], at: Path) -> Iterator[Refusal]:
    for status in responses:
        if not _STATUS.fullmatch(status) and not status.startswith("x-"):
            meant = (
                status.upper() if _STATUS.fullmatch(status.upper()) else "a status as 200, a range as 2XX, or default"
            )
            yield Refusal(pointer(*at, status), "responses", f"{status} is no status; write {meant}")


def _holder(value: dict[str, Json], kind: str, at: Path) -> Iterator[Refusal]:
    """A parameter or header, which a schema describes, or the one media type of its content."""
    held = [key for key in ("schema", "content") if key in value]
    if not held:
        yield Refusal(pointer(*at), kind, "has neither `schema` nor `content`; give it a schema, as `type: string`")
    elif len(held) > 1:
        yield Refusal(pointer(*at), kind, "has both `schema` and `content`; keep one of the two")


def _schema(schema: dict[str, Json], at: Path) -> Iterator[Refusal]:
    if "$ref" in schema and not isinstance(schema["$ref"], str):
        cure = "a text such as '#/components/schemas/Name'"
        yield Refusal(pointer(*at, "$ref"), "$ref", must_be(["string"], schema["$ref"]).replace("a text", cure, 1))
    if "discriminator" not in schema:
        return
    where, value = (*at, "discriminator"), schema["discriminator"]
    if not isinstance(value, dict):
        yield Refusal(pointer(*where), "discriminator", must_be(["object"], value))
        return
    if not isinstance(value.get("propertyName"), str):
        reason = (
            "has no `propertyName`: name the property that tells the alternatives apart, or leave the discriminator out"
        )
        yield Refusal(pointer(*where), "discriminator", reason)
    mapping = value.get("mapping", {})
    if not isinstance(mapping, dict):
        yield Refusal(pointer(*where, "mapping"), "mapping", must_be(["object"], mapping))
        return
    for name, to in mapping.items():
        if not isinstance(to, str):
            yield Refusal(pointer(*where, "mapping", name), "mapping", must_be(["string"], to))
