"""Chooses one of the media types that an operation can answer with, by the request's `Accept`."""

import re
from collections.abc import Iterable

from .errors import NotAcceptable
from .media_types import MediaType, media_type
from .operation import Operation

_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')


class Negotiation:
    """The media types of an operation's successful answers, in the order of the contract (RFC 9110, section 12.5.1)."""

    def __init__(self, operation: Operation) -> None:
        self._offers = [(name, read) for name in offers(operation) if (read := media_type(name)) is not None]
        self._must_fit = "406" in operation.responses

    def __bool__(self) -> bool:
        """Whether there is a choice."""
        return len(self._offers) > 1

    def choose(self, accept: Iterable[str]) -> str:
        """The offer that the values of the header like best; of those that it likes alike, the first.

        Where it likes none, raises NotAcceptable if the operation declares 406; if not, it is the first offer, which
        RFC 9110 prefers to nothing.
        """
        ranges = list(_ranges(accept))
        if not ranges:
            return self._offers[0][0]
        qualities = [_quality(offer, ranges) for _, offer in self._offers]
        best = max(qualities)
        if best[0] == 0 and self._must_fit:
            raise NotAcceptable([name for name, _ in self._offers])
        return self._offers[qualities.index(best)][0]


def offers(operation: Operation) -> list[str]:
    """The media types among which `accept` chooses: those of its 2XX answers, if one of these has several."""
    statuses: dict[str, list[str]] = {}
    for sealed in operation.responses.classes:
        if sealed.content is not None and sealed.declared.startswith("2"):
            statuses.setdefault(sealed.declared, []).append(sealed.content)
    if all(len(names) == 1 for names in statuses.values()):
        return []
    return list(dict.fromkeys(name for names in statuses.values() for name in names))


def _ranges(accept: Iterable[str]) -> Iterable[tuple[MediaType, float]]:
    """The ranges of the header with their weights. What is none is passed over, as if it had not been sent."""
    for value in accept:
        for element in _ELEMENT.findall(value):
            read = media_type(element)
            if read is None:
                continue
            weight = read.parameters.get("q", "1")
            if _QUALITY.fullmatch(weight):
                # What is JSON or text here is UTF-8 in any case.
                named = {name: value for name, value in read.parameters.items() if name not in ("q", "charset")}
                yield MediaType(read.type, read.subtype, named), float(weight)


def _quality(offer: MediaType, ranges: list[tuple[MediaType, float]]) -> tuple[float, bool]:
    """The weight of an offer: that of the most specific range which includes it, 0 if none does.

    Of two alike a range that the contract offers, of which only a part is asked for, is the worse one.
    """
    fitting = [
        (
            (-accepted.wildness, len(accepted.parameters), quality),
            accepted.includes(offer),
        )
        for accepted, quality in ranges
        if accepted.overlaps(offer)
    ]
    if not fitting:
        return 0.0, False
    (_, _, quality), is_exact = max(fitting)
    return quality, is_exact


__all__ = ["Negotiation", "offers"]
