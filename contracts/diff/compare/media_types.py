"""Matches media types by their case-insensitive name, or by a range such as `text/*` (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping

from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of


def media_types(holder: Place) -> dict[str, Place]:
    """Return the media types of a body by their normalised names; of equal names the last one."""
    content = holder.part("content")
    return {normalised(name): content.part(name) for name in object_of(content.value)}


def normalised(media_type: str) -> str:
    """Return the name in lower case, without spaces, and for JSON without charset=utf-8 (RFC 8259, section 8.1)."""
    essence, *parameters = [part.strip().lower() for part in media_type.split(";")]
    json = essence == "application/json" or essence.endswith("+json")
    kept = sorted(part for part in parameters if not (json and part.replace('"', "") == "charset=utf-8"))
    return ";".join([essence, *kept])


def written_as(holder: Place) -> str | None:
    """Return the media type that a parameter or a header is written in, without its parameters; None for text."""
    name = next(iter(object_of(holder.get("content"))), None)
    return None if name is None else normalised(name).split(";")[0]


def find_covering(name: str, offered: Mapping[str, Place]) -> str | None:
    """Return the offered media type that includes this one: the same one, or a range; None if there is none."""
    essence = name.split(";")[0]
    for candidate in (name, essence, f"{essence.split('/')[0]}/*", "*/*"):
        if candidate in offered:
            return candidate
    return None


def find_same_type(name: str, offered: Mapping[str, Place]) -> str | None:
    """Return an offered media type that differs only in its parameters."""
    return next((other for other in offered if other.split(";")[0] == name.split(";")[0]), None)
