"""Matches media types by their case-insensitive name, or by a range such as `text/*` (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping

from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of
from contracts.runtime.media_types import media_type


def media_types(holder: Place) -> dict[str, Place]:
    """Return the media types of a body by their normalised names; of equal names the last one."""
    content = holder.part("content")
    return {normalised(name): content.part(name) for name in object_of(content.value)}


def normalised(name: str) -> str:
    """Return the name in lower case, without spaces, and for JSON without charset=utf-8 (RFC 8259, section 8.1)."""
    essence, *parameters = [part.strip().lower() for part in name.split(";")]
    json = _kind(essence) in ("json", "lines")
    kept = sorted(part for part in parameters if not (json and part.replace('"', "") == "charset=utf-8"))
    return ";".join([essence, *kept])


def schema_of(name: str, media: Place) -> Place | None:
    """Return the schema of a body: of a stream that of one item, which OpenAPI 3.2 writes as `itemSchema` and 3.1 as
    `schema`. That raw bytes are `type: string, format: binary` in OpenAPI 3.0 says nothing of their values."""
    if media.has("itemSchema"):
        return media.part("itemSchema")
    schema = media.part("schema") if media.has("schema") else None
    if schema is None:
        return None
    kind = _kind(name)
    if kind in ("events", "lines") and schema.get("type") == "array" and schema.has("items"):
        return schema.part("items")
    raw = kind in ("text", "binary") and schema.get("type") == "string" and schema.get("format") == "binary"
    return None if raw else schema


def written_as(holder: Place) -> str | None:
    """Return the media type that a parameter or a header is written in, without its parameters; None for text."""
    name = next(iter(object_of(holder.get("content"))), None)
    return None if name is None else normalised(name).split(";")[0]


def find_covering(name: str, offered: Mapping[str, Place]) -> str | None:
    """Return the offered media type that includes this one: the same one, or the narrowest range; None for none."""
    if name in offered or (wanted := media_type(name)) is None:
        return name if name in offered else None
    fitting = [(one, other) for other in offered if (one := media_type(other)) is not None and one.includes(wanted)]
    return min(fitting, key=lambda pair: (pair[0].wildness, -len(pair[0].parameters)))[1] if fitting else None


def find_same_type(name: str, offered: Mapping[str, Place]) -> str | None:
    """Return an offered media type that differs only in its parameters."""
    return next((other for other in offered if other.split(";")[0] == name.split(";")[0]), None)


def _kind(name: str) -> str | None:
    media = media_type(name)
    return None if media is None else media.kind
