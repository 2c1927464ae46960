"""Looks for a value that settles what comparing keywords leaves open: one side allows it, and the other refuses it.

The validator of generated servers judges it (FR-402). That none is found proves nothing.
"""

import re
from collections.abc import Iterator

from contracts.diff.compare.schemas.findings import Node
from contracts.diff.compare.schemas.oracle import Meanings
from contracts.diff.compare.schemas.samples import Samples
from contracts.diff.read.json_values import JsonValue, canonical

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")


def counterexample(
    allowing: tuple[Meanings, Node], refusing: tuple[Meanings, Node], unasked: frozenset[str], *, text: bool
) -> list[JsonValue]:
    """Return the shortest such value that is found, in a list, or an empty list.

    Values with one of the names `unasked` are left out: they are told by themselves. `text` means that the value is
    sent as text, where a number is a string too.
    """
    samples: dict[str, JsonValue] = {}
    for meanings, node in (allowing, refusing):
        samples |= {canonical(value): value for value in Samples(meanings.written(node)).values()}
    found = [
        (len(key), key)
        for key, value in samples.items()
        if allowing[0].allows(allowing[1], value)
        and unasked.isdisjoint(_names(value))
        and all(refusing[0].allows(refusing[1], form) is False for form in _forms(value, text=text))
    ]
    return [samples[min(found)[1]]] if found else []


def _forms(value: JsonValue, *, text: bool) -> list[JsonValue]:
    """Return how a value may be read: in text a number or a boolean is a string too, and a string may be one of those.

    Values with parts are not written as text alone, so that a part of theirs is never taken for a proof: they are read
    as they are, and with strings alone.
    """
    if not text:
        return [value]
    if isinstance(value, list):
        return [value, [_text(part) for part in value], [_number(part) for part in value]]
    if isinstance(value, dict):
        return [value, {name: _text(part) for name, part in value.items()}]
    return [value, _text(value), _number(value)]


def _text(value: JsonValue) -> JsonValue:
    return value if isinstance(value, str | list | dict) else canonical(value)


def _number(value: JsonValue) -> JsonValue:
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return {"true": True, "false": False}.get(value, value)


def _names(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _names(part)
