"""Finds patterns that are not those of ECMA-262 with the flag u (JSON Schema 2020-12, sections 4.3 and 6.4)."""

from collections.abc import Iterator
from typing import Any

from regress import Regex, RegressError

from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer

Json = Any


def pattern_refusals(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield each pattern that another dialect may know, and ECMA-262 does not."""
    for at, schema in every_schema(document):
        if isinstance(schema.get("pattern"), str) and (reason := pattern_error(schema["pattern"])):
            yield Refusal(pointer(*at, "pattern"), "pattern", reason)
        named = schema.get("patternProperties")
        for pattern in named if isinstance(named, dict) else ():
            if reason := pattern_error(pattern):
                yield Refusal(pointer(*at, "patternProperties", pattern), "patternProperties", reason)


def pattern_error(pattern: str) -> str | None:
    """Return why a text is no pattern; None if it is one."""
    try:
        Regex(pattern, "u")
    except RegressError as error:
        return f"is no pattern of ECMA-262 with the flag u: {str(error).rstrip('.')}"
    return None
