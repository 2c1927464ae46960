# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""Reads JSON texts (RFC 8259) whose numbers this server can hold."""

import re

from pydantic_core import from_json

from .json_types import JsonValue

# What a number beyond the range of a double looks like, so that nearly every text is read at once.
_MAYBE_BEYOND = re.compile(rb"[eE]\+?[0-9]{3}|[0-9]{309}")
_BEYOND = 2**1024


class NotJson(Exception):
    """The text is no JSON, or has a number beyond the range of IEEE 754 doubles (RFC 8259, section 6)."""


def read_json(raw: bytes) -> JsonValue:
    """The value of a text. Raises NotJson."""
    try:
        value: JsonValue = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise NotJson from error
    if _MAYBE_BEYOND.search(raw) and not _is_finite(value):
        raise NotJson
    return value


def _is_finite(value: JsonValue) -> bool:
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, int | float) and not -_BEYOND < part < _BEYOND:
            return False
    return True


__all__ = ["NotJson", "read_json"]
