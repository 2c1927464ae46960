"""The type of JSON's numbers in models and signatures."""

from typing import Annotated, TypeAlias

from pydantic import GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import core_schema

_EXACT = 2**53
"""From here on doubles leave out integers (IEEE 754)."""


def _schema(_: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    beyond = core_schema.int_schema(strict=True, ge=_EXACT), core_schema.int_schema(strict=True, le=-_EXACT)
    return core_schema.union_schema([*beyond, handler(float)], mode="left_to_right")


JsonNumber: TypeAlias = Annotated[float, GetPydanticSchema(_schema)]
"""A number (`type: number`): a `float`, but an `int` where it is an integer that no double stands for."""

__all__ = ["JsonNumber"]
