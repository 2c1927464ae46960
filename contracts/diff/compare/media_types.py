"""Pairs media types: by name in any case, and else by the range that covers one (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping

from contracts.diff.read.document import Place
from contracts.diff.read.json_values import object_of


def media_types(holder: Place) -> dict[str, Place]:
    """The media types of a body by their plain names, the last of equal ones."""
    content = holder.part("content")
    return {plain(name): content.part(name) for name in object_of(content.value)}


def plain(media_type: str) -> str:
    """In lower case, without spaces, and without the charset that JSON has anyway (RFC 8259, section 8.1)."""
    essence, *parameters = [part.strip().lower() for part in media_type.split(";")]
    json = essence == "application/json" or essence.endswith("+json")
    kept = sorted(part for part in parameters if not (json and part.replace('"', "") == "charset=utf-8"))
    return ";".join([essence, *kept])


def covering(name: str, offered: Mapping[str, Place]) -> str | None:
    """The media type that stands for this one: itself, a range that covers it, or none."""
    essence = name.split(";")[0]
    for candidate in (name, essence, f"{essence.split('/')[0]}/*", "*/*"):
        if candidate in offered:
            return candidate
    return None


def same_essence(name: str, offered: Mapping[str, Place]) -> str | None:
    """A media type that differs in its parameters alone."""
    return next((other for other in offered if other.split(";")[0] == name.split(";")[0]), None)
