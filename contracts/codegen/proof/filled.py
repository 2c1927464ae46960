"""Tells which properties of a value were filled in, since their defaults may make it one that its schema forbids."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import MISSING

from contracts.runtime.typed import Typed

Json = Any


def filled_in(value: object) -> list[tuple[str, str]]:
    """The properties that have their defaults, each by the name of its model and its own."""
    return [(type(model).__name__, member) for model, _, member in _filled(value)]


def with_defaults_of(typed: Typed[object], raw: str, one: tuple[str, str]) -> Json:
    """The value of a JSON text, with the default of one property filled in, wherever it is left out."""
    value = typed.from_json(raw, json.loads(raw))
    for model, field, member in list(_filled(value)):
        if (type(model).__name__, member) == one:
            model.__pydantic_fields_set__.add(field)
    return typed.adapter.dump_python(value, mode="json", by_alias=True, exclude_unset=True)


def _filled(value: object) -> Iterator[tuple[BaseModel, str, str]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if name not in value.model_fields_set:
                if inner is not MISSING:
                    yield value, name, field.alias or name
            else:
                yield from _filled(inner)
        yield from _filled(value.model_extra)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _filled(part)
    elif isinstance(value, list):
        for part in value:
            yield from _filled(part)
