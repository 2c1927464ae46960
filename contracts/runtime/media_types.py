"""Finds what the contract has for the media type of a body; the most specific of its names wins (OpenAPI 3.1, Media
Type Object, and RFC 9110, section 8.3)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")
_JSON = re.compile(r"(?:application|text)/json|[^/*]+/[^/*]+\+json")
_CONCRETE = re.compile(r"[^\s/*;,]+/[^\s/*;,]+")


def is_json(essence: str) -> bool:
    """Whether a media type, in lower case and without parameters, is JSON by its name (RFC 6839, section 3.1)."""
    return _JSON.fullmatch(essence) is not None


def media_type(text: str) -> tuple[str, dict[str, str]]:
    """A media type in lower case, and its parameters by name; quotes around their values are taken off."""
    essence, _, rest = text.partition(";")
    return essence.strip(" \t").lower(), dict(_parameters(rest))


def is_utf8(parameters: Mapping[str, str]) -> bool:
    """Whether a text is UTF-8 by the parameters of its media type."""
    return parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8", "us-ascii")


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";") if text else ():
        name, equals, value = part.partition("=")
        if equals:
            yield name.strip(" \t").lower(), value.strip(' \t"')


class MediaTypes(Generic[T]):
    """Values by the names that a contract has for media types: exact ones, with parameters, and ranges."""

    def __init__(self, by_name: Mapping[str, T]) -> None:
        entries = [(*media_type(name), value) for name, value in by_name.items()]
        for _, parameters, _ in entries:
            parameters.pop("charset", None)  # whoever reads the content knows which it can read
        whole = {essence: value for essence, parameters, value in entries if not parameters and "*" not in essence}
        self.exact: Callable[[str], T | None] = whole.get
        """The same for a text that is a name of the contract as it is, which most clients send."""
        self._others = [
            (_pattern(essence), parameters.items(), value)
            for essence, parameters, value in sorted(entries, key=lambda one: _specificity(one[0], one[1]))
        ]

    def find(self, essence: str, parameters: Mapping[str, str]) -> T | None:
        """What the contract has for a media type that was sent; None for one that it does not take."""
        if not _CONCRETE.fullmatch(essence):
            return None
        for pattern, asked, value in self._others:
            if pattern.fullmatch(essence) and asked <= parameters.items():
                return value
        return None


def _pattern(essence: str) -> re.Pattern[str]:
    return re.compile(re.escape(essence).replace(r"\*", "[^/]+"))


def _specificity(essence: str, parameters: Mapping[str, str]) -> tuple[int, int]:
    """The smallest is tried first: whole names, `application/*+json`, `application/*`, `*/*`; more parameters first."""
    type_, _, subtype = essence.partition("/")
    wildness = 3 if type_ == "*" else 2 if subtype == "*" else 1 if "*" in subtype else 0
    return wildness, -len(parameters)


__all__ = ["MediaTypes", "is_json", "is_utf8", "media_type"]
