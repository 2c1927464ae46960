"""Media types and ranges of them (RFC 9110, sections 8.3.1 and 12.5.1): their parts, and of which kind each is.

Requests, answers, the generator, the TypeScript client and the comparison of contracts all go by the kinds here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar, cast

T = TypeVar("T")
Kind: TypeAlias = Literal["json", "text", "binary", "form", "multipart", "events", "lines"]
"""What the content of a media type is. `events` are server-sent, and `lines` are JSON values one after the other."""

_TCHARS = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, section 5.6.2
_MEDIA_RANGE = re.compile(rf"({_TCHARS})/({_TCHARS})")
_PARAMETER = re.compile(rf'\s*;\s*(?:({_TCHARS})=({_TCHARS}|"(?:[^"\\]|\\.)*"))?')
_UTF8 = ("; charset=utf-8", "; charset=UTF-8", ";charset=utf-8", ";charset=UTF-8")
_ONE_OR_RANGE = re.compile(r"\*/\*|[^*/]+/(?:\*(?:\+[^*]+)?|[^*]+)")
# The first that fits decides; what none fits is binary. A range of one kind alone, such as `text/*`, is of that kind.
# The names of JSON are those of MIME Sniffing, section 4.6.
_KINDS = re.compile(
    r"(?P<json>application/json|text/json|.+\+json)"
    r"|(?P<form>application/x-www-form-urlencoded)"
    r"|(?P<multipart>multipart/form-data)"
    r"|(?P<events>text/event-stream)"
    r"|(?P<lines>application/(?:(?:x-)?(?:jsonl|jsonlines|ndjson)|json-seq)|.+\+json-seq)"
    r"|(?P<text>text/.+|.+\+(?:xml|yaml)|application/(?:(?:x-)?(?:yaml|javascript|toml)"
    r"|xml|xml-dtd|ecmascript|graphql|sql|jwt))"
)


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type, or a range such as `image/*` and `application/*+json`. All in lower case but the values of its
    parameters."""

    type: str
    subtype: str
    parameters: Mapping[str, str]

    @property
    def essence(self) -> str:
        """The media type without its parameters."""
        return f"{self.type}/{self.subtype}"

    @property
    def wildness(self) -> int:
        """How much it leaves open: 0 for a media type, then `application/*+json`, `application/*` and `*/*`."""
        return 3 if self.type == "*" else 2 if self.subtype == "*" else 1 if "*" in self.subtype else 0

    @property
    def is_range(self) -> bool:
        """Whether it stands for many media types."""
        return "*" in self.subtype

    @property
    def kind(self) -> Kind:
        """What its content is by its name. Of `*/*` and `application/*` that tells nothing: it is `binary` then."""
        found = _KINDS.fullmatch(self.essence)
        return "binary" if found is None else cast("Kind", found.lastgroup)

    @property
    def is_utf8(self) -> bool:
        """Whether a text of it is UTF-8."""
        return self.parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8", "us-ascii")

    def includes(self, other: "MediaType") -> bool:
        """Whether the other one is this one, or one of this range; it has all of this one's parameters."""
        return (
            self.type in ("*", other.type)
            and (
                self.subtype in ("*", other.subtype)
                or (self.subtype[:2] == "*+" and other.subtype.endswith(self.subtype[1:]))
            )
            and self.parameters.items() <= other.parameters.items()
        )

    def overlaps(self, other: "MediaType") -> bool:
        """Whether one of them includes the other."""
        return self.includes(other) or (other.is_range and other.includes(self))


def media_type(text: str) -> MediaType | None:
    """Read a media type or a range; None for what is none, and for what no header can hold as it is."""
    text = text.strip()
    found = _MEDIA_RANGE.match(text) if text.isascii() and text.isprintable() else None
    if found is None or not _ONE_OR_RANGE.fullmatch(found[0]):
        return None
    at, parameters = found.end(), {}
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
    return MediaType(found[1].lower(), found[2].lower(), parameters)


def sent_media_type(text: str) -> MediaType | None:
    """Read the media type of content that was sent; None for what is none. A parameter that is none is passed over, and
    a value may have any characters, such as the boundaries of many clients."""
    essence, _, rest = text.partition(";")
    found = _MEDIA_RANGE.fullmatch(essence.strip(" \t").lower())
    return None if found is None or "*" in found[0] else MediaType(found[1], found[2], dict(_parameters(rest)))


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";") if text else ():
        name, equals, value = part.partition("=")
        if equals:
            yield name.strip(" \t").lower(), value.strip(' \t"')


class MediaTypes(Generic[T]):
    """Values by the names that a contract has for the media types of content. The most specific name of those that
    include a media type wins (OpenAPI 3.1, Media Type Object)."""

    def __init__(self, by_name: Mapping[str, T]) -> None:
        entries: list[tuple[MediaType, T]] = []
        for name, value in by_name.items():
            read = media_type(name)
            if read is None:
                raise ValueError(f"{name} is no media type")
            # Whoever reads the content knows which charsets it can read.
            parameters = {key: text for key, text in read.parameters.items() if key != "charset"}
            entries.append((MediaType(read.type, read.subtype, parameters), value))
        whole = {media.essence: value for media, value in entries if not (media.parameters or media.is_range)}
        exact = {f"{essence}{said}": value for essence, value in whole.items() for said in ("", *_UTF8)}
        self.exact: Callable[[str], T | None] = exact.get
        """The value for a text that is a name of the contract as it is, or says UTF-8 beside it, which most clients
        send."""
        self._entries = sorted(entries, key=lambda entry: (entry[0].wildness, -len(entry[0].parameters)))

    def find(self, sent: MediaType) -> T | None:
        """What the contract has for a media type that was sent; None for one that it does not take."""
        return next((value for media, value in self._entries if media.includes(sent)), None)


__all__ = ["Kind", "MediaType", "MediaTypes", "media_type", "sent_media_type"]
