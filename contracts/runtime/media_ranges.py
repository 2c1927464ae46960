"""Media types and media ranges (RFC 9110, sections 8.3.1 and 12.5.1): their parts, and what each is written as."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .json_types import JsonObject

Kind: TypeAlias = Literal["json", "text", "binary", "events", "lines"]
"""How a body is written: as JSON, as a text, as bytes, as server-sent events, or as a JSON value a line."""

_TCHARS = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, section 5.6.2
_MEDIA_RANGE = re.compile(rf"({_TCHARS})/({_TCHARS})")
_PARAMETER = re.compile(rf'\s*;\s*(?:({_TCHARS})=({_TCHARS}|"(?:[^"\\]|\\.)*"))?')
_LINES = frozenset(
    {"application/jsonl", "application/x-jsonl", "application/jsonlines", "application/x-jsonlines"}
    | {"application/ndjson", "application/x-ndjson", "application/json-seq"}
)


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type, or a range such as `image/*`. All in lower case but the values of its parameters."""

    type: str
    subtype: str
    parameters: JsonObject

    @property
    def essence(self) -> str:
        """The media type without its parameters."""
        return f"{self.type}/{self.subtype}"

    @property
    def is_range(self) -> bool:
        """Whether it stands for many media types."""
        return self.subtype == "*"

    @property
    def kind(self) -> Kind:
        """How a body of this type is written. XML is a text that nobody else writes; of a range it is a guess."""
        if self.type == "application" and (self.subtype == "json" or self.subtype.endswith("+json")):
            return "json"
        if self.essence == "text/event-stream":
            return "events"
        if self.essence in _LINES or self.subtype.endswith("+json-seq"):
            return "lines"
        is_text = self.type == "text" or self.subtype == "xml" or self.subtype.endswith("+xml")
        return "text" if is_text else "binary"

    def includes(self, other: "MediaType") -> bool:
        """Whether the other one is this one, or one of this range; it has all of this one's parameters."""
        within = self.type in ("*", other.type) and self.subtype in ("*", other.subtype)
        return within and all(other.parameters.get(name) == value for name, value in self.parameters.items())

    def overlaps(self, other: "MediaType") -> bool:
        """Whether there is a media type that both include."""
        return self.includes(other) or (other.is_range and other.includes(self))


def media_type(text: str) -> MediaType | None:
    """Read a media type or a range; None for what is none, and for what no header can hold as it is."""
    found = _MEDIA_RANGE.match(text.strip()) if text.isascii() and text.isprintable() else None
    if found is None:
        return None
    type_, subtype = found[1].lower(), found[2].lower()
    if ("*" in type_ and type_ != "*") or ("*" in subtype and subtype != "*") or (type_ == "*" and subtype != "*"):
        return None
    at, text, parameters = found.end(), text.strip(), {}
    while at < len(text):
        parameter = _PARAMETER.match(text, at)
        if parameter is None or parameter.end() == at:
            return None
        if parameter[1] is not None:
            name, value = parameter[1].lower(), parameter[2]
            parameters[name] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
            if name == "charset":
                parameters[name] = parameters[name].lower()
        at = parameter.end()
    return MediaType(type_, subtype, parameters)


__all__ = ["Kind", "MediaType", "media_type"]
