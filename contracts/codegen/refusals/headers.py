"""Finds headers that no message can have, or that only the server may send."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from contracts.document.kinds import allowed_types
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import Path, definition

Json = Any
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection", "upgrade", "trailer"})


def is_token(name: str) -> bool:
    """Return whether a header or a cookie can have this name (RFC 9110, section 5.6.2)."""
    return _TOKEN.fullmatch(name) is not None


def response_headers(document: dict[str, Json], headers: dict[str, Json], at: Path) -> Iterator[Refusal]:
    """Yield what is wrong with the headers of one response."""
    counts = Counter(name.lower() for name in headers)
    for name, written in headers.items():
        where = (*at, name)
        defined, header = definition(document, where, written)
        if not is_token(name):
            yield Refusal(pointer(*where), "headers", "no header can have this name")
        elif name.lower() in _FRAMING:
            yield Refusal(pointer(*where), "headers", "says how the message is sent, which the server does by itself")
        elif counts[name.lower()] > 1:
            yield Refusal(pointer(*where), "headers", "is given twice; the case of a name says nothing")
        if "schema" not in header:
            yield Refusal(pointer(*defined), "content", "a header is declared by a schema")
        elif allowed_types(document, header["schema"]) & {"array", "object"}:
            yield Refusal(pointer(*defined, "schema"), "type", "a header of several values; declare a string")
