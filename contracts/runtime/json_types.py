"""JSON as Python sees it, and the mark of a parameter that has no default."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, Literal, TypeAlias

from pydantic import JsonValue

JsonObject: TypeAlias = Mapping[str, JsonValue]


class Absent(Enum):
    """The type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT

__all__ = ["ABSENT", "Absent", "JsonObject", "JsonValue"]
