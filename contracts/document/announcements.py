"""The response headers of a deprecated operation: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a `Link` to its
docs.

The dates are extension keywords next to `deprecated: true`; each means midnight in UTC. The headers must be declared
like all others, because the published document is the contract as it is written.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any

from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import Path, definition, resolved
from contracts.runtime.schemas import Schema

Json = Any
SINCE, SUNSET, DOCS = "x-deprecated-since", "x-sunset", "x-deprecation-docs"
_URL = re.compile(r"https?://[^\s<>\"]+")


def announcement_headers(operation: dict[str, Json]) -> dict[str, str]:
    """Return the headers of every response of an operation, by name; none if it has no dates."""
    headers = {}
    if SINCE in operation:
        headers["Deprecation"] = f"@{int(_midnight(operation[SINCE]).timestamp())}"
    if SUNSET in operation:
        headers["Sunset"] = format_datetime(_midnight(operation[SUNSET]), usegmt=True)
    if DOCS in operation:
        relations = [name.lower() for name in ("Deprecation", "Sunset") if name in headers]
        headers["Link"] = ", ".join(f'<{operation[DOCS]}>; rel="{relation}"' for relation in relations)
    return headers


def announcement_refusals(document: dict[str, Json], operation: dict[str, Json], at: Path) -> Iterator[Refusal]:
    """Yield invalid or useless dates, and responses that do not declare the headers."""
    invalid = list(_invalid_keywords(operation, at))
    yield from invalid
    if invalid:
        return
    components = document.get("components", {}).get("schemas", {})
    for status, written in operation.get("responses", {}).items():
        used = (*at, "responses", status)
        defined, response = definition(document, used, written)
        # Operations that are not deprecated may share the response, so it is the operation that refers to it.
        where = (*used, "headers") if defined == used else used
        declared = {name.lower(): header for name, header in response.get("headers", {}).items()}
        for name, value in announcement_headers(operation).items():
            header = resolved(document, declared.get(name.lower()))
            if header is None:
                yield Refusal(pointer(*where), name, f"is sent with every response of a deprecated operation: {value}")
            elif not _allows(header.get("schema", {}), components, value):
                place = (*where, name) if defined == used else used
                yield Refusal(pointer(*place), name, f"does not allow what is sent: {value}")


def _allows(schema: Json, components: dict[str, Json], value: str) -> bool:
    return Schema(schema, components).accepts(value) if isinstance(schema, dict) else schema is True


def _invalid_keywords(operation: dict[str, Json], at: Path) -> Iterator[Refusal]:
    present = [word for word in (SINCE, SUNSET, DOCS) if word in operation]
    for word in present:
        if operation.get("deprecated") is not True:
            yield Refusal(pointer(*at, word), word, "says nothing without `deprecated: true`")
        elif word != DOCS and _day(operation[word]) is None:
            yield Refusal(pointer(*at, word), word, "must be a day, as 2027-06-30")
        elif word == DOCS and not (isinstance(operation[word], str) and _URL.fullmatch(operation[word])):
            yield Refusal(pointer(*at, word), word, "must be a URL of http or https")
    if present == [DOCS]:
        yield Refusal(pointer(*at, DOCS), DOCS, f"says nothing without {SINCE} or {SUNSET}")
    since, sunset = _day(operation.get(SINCE)), _day(operation.get(SUNSET))
    if since and sunset and sunset < since:
        yield Refusal(pointer(*at, SUNSET), SUNSET, f"is before {SINCE} (RFC 9745, section 4)")


def _day(value: Json) -> date | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
