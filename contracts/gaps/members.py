"""The columns of a resource, from the members of its items and of the bodies that make and change them (FR-354)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contracts.gaps.columns import Column, NotPlain, column_of

Json = Any
Document = dict[str, Json]
_KEY = ("user_id", "id", "task_id")
_TIMES = ("created_at", "updated_at")


class NotRecognised(Exception):
    """A tag, or an operation, is no resource that can be written. The message says why, as a part of a sentence."""


def columns_of(
    document: Document, item: dict[str, Json], bodies: Mapping[str, dict[str, Json]], *, of_task: bool
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """All columns, those of the key first, then in the order of the item; and the names of those that clients write.

    `bodies` are the schemas of the bodies by role; one of them is `create`. Raises NotRecognised.
    """
    made = {*_KEY[: 3 if of_task else 2], *_TIMES, "version"}
    if "id" not in item["properties"]:
        raise NotRecognised("an item has no id")
    for role, body in bodies.items():
        for name in body["properties"]:
            if name in made or name not in item["properties"]:
                raise NotRecognised(f"{name} is a member of the body of its {role}, and none that an item keeps")
    columns = [Column("user_id", "Text", "str", False), Column("id", "Integer", "int", False, "id > 0")]
    if of_task:
        columns.append(Column("task_id", "Integer", "int", False))
    for name, schema in item["properties"].items():
        if name == "user_id":
            continue
        given = {role: body for role, body in bodies.items() if name in body["properties"]}
        if not given and name not in made:
            raise NotRecognised(f"what {name} of an item is made from is yours to write")
        column = _column(document, name, schema)
        for role, body in given.items():
            _check_same(column, _column(document, name, body["properties"][name]), role)
        if given:
            _check_default(column, bodies["create"])
        elif (column.python != "datetime" if name in _TIMES else column.sql != "Integer") or column.nullable:
            raise NotRecognised(f"{name} is {'no date-time' if name in _TIMES else 'no integer of 32 bits'}, or null")
        if name not in _KEY:
            columns.append(column if given else replace(column, check="version > 0" if name == "version" else None))
    written = {name for body in bodies.values() for name in body["properties"]}
    return tuple(columns), tuple(column.name for column in columns if column.name in written)


def check_number(document: Document, name: str, schema: Json) -> None:
    """Raises NotRecognised for a number in a path that a column of 32 bits does not keep."""
    try:
        plain = column_of(document, "id", schema)
    except NotPlain as reason:
        raise NotRecognised(f"{name} of the path {reason}") from reason
    if plain.sql != "Integer" or plain.nullable:
        raise NotRecognised(f"{name} of the path is no integer of 32 bits")


def _column(document: Document, name: str, schema: Json) -> Column:
    try:
        return column_of(document, name, schema)
    except NotPlain as reason:
        raise NotRecognised(f"{name} {reason}") from reason


def _check_same(kept: Column, given: Column, role: str) -> None:
    """What a client may write, a column keeps and an item may answer."""
    if replace(given, nullable=kept.nullable) != kept or (given.nullable and not kept.nullable):
        raise NotRecognised(
            f"{kept.name} has other bounds, or another type, in an item than in the body of its {role}: let both refer "
            "to one schema"
        )


def _check_default(column: Column, create: dict[str, Json]) -> None:
    """A member that a new item may leave out has a value all the same."""
    if column.nullable or column.is_array or column.name in create.get("required", ()):
        return
    if "default" not in create["properties"].get(column.name, {}):
        raise NotRecognised(
            f"{column.name} may be left out of a new item: make it required or nullable, or give it a default"
        )
