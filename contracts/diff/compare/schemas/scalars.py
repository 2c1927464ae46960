"""Makes texts and numbers out of the keywords of a schema."""

import re
from collections.abc import Iterator

from contracts.diff.read.json_values import JsonObject, JsonValue

_TEXTS = ("a", "", "ab", "A", "1", "a b", "abc123", "Ä", "a-b", "0000", "10.5", "\U0001f600")
_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "idn-email": "ä@example.com",
    "hostname": "example.com",
    "idn-hostname": "exämple.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "iri": "https://example.com/ä",
    "iri-reference": "/ä",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "json-pointer": "/a",
    "relative-json-pointer": "0/a",
    "regex": "^a$",
    "uri-template": "/{a}",
}
_LITERAL = re.compile(r"[A-Za-z0-9_]+")
_LONGEST = 2000


def texts(schema: JsonObject) -> Iterator[JsonValue]:
    """Yield texts: one of the format, of the lengths, of what the pattern spells out, and some that are everywhere."""
    if (name := schema.get("format")) in _FORMATS:
        yield _FORMATS[str(name)]
    for keyword in ("minLength", "maxLength"):
        length = schema.get(keyword)
        if isinstance(length, int) and 0 <= length <= _LONGEST:
            yield from ("a" * length, "1" * length)
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        words = _LITERAL.findall(re.sub(r"\\[A-Za-z]", "", pattern))
        yield "".join(words)
        for word in words:
            yield from (word, word[0], word + "a", word[0] * 3)
    yield from _TEXTS
    if "format" not in schema:
        yield from _FORMATS.values()


def numbers(schema: JsonObject, *, whole: bool) -> Iterator[JsonValue]:
    """Yield numbers: at and beside the bounds, multiples, and some that are everywhere."""
    step = schema.get("multipleOf")
    steps = [step, step * 2] if isinstance(step, int | float) else []
    bounds = [schema.get(key) for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
    for value in [1, 0, *bounds, *steps, -1, 2, 1000]:
        if isinstance(value, int | float) and not isinstance(value, bool):
            for near in (value, value + 1, value - 1):
                yield int(near) if float(near).is_integer() else near
    if not whole:
        yield from (0.5, -0.5, 1.25)
