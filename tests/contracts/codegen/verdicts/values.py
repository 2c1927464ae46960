"""What an implementation was given, as plain values, and whether it is what was sent."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import BaseModel, RootModel

Json = Any


def plain(value: object) -> Json:
    """Models as the objects that were sent: what was left out is left out, names are those of the wire."""
    if isinstance(value, RootModel):
        return plain(value.root)
    if isinstance(value, BaseModel):
        aliases = {name: field.alias for name, field in type(value).model_fields.items() if field.alias is not None}
        names = {name: aliases.get(name, name) for name in value.model_fields_set}
        return {names[name]: plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(part) for part in value]
    return value


def same(given: Json, sent: Json) -> bool:
    """Whether a Python value is that of the JSON value, with all its members."""
    if isinstance(given, dict) and isinstance(sent, dict):
        return given.keys() == sent.keys() and all(same(given[key], sent[key]) for key in given)
    if isinstance(given, list) and isinstance(sent, list):
        return len(given) == len(sent) and all(map(same, given, sent))
    if isinstance(sent, str):
        return _same_text(given, sent)
    return isinstance(given, bool) == isinstance(sent, bool) and bool(given == sent)


def _same_text(given: Json, sent: str) -> bool:
    if isinstance(given, UUID):
        return str(given) == sent.lower()
    if isinstance(given, datetime):
        return given == datetime.fromisoformat(sent.upper())
    if isinstance(given, date):
        return given == date.fromisoformat(sent)
    if isinstance(given, time):
        return given == time.fromisoformat(sent)
    return bool(given == sent)
