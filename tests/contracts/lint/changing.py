"""Changes of a document at a JSON pointer."""

from collections.abc import Callable
from typing import Any

Json = Any


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _at(value: Json, steps: list[str]) -> Json:
    for step in steps:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def put(pointer: str, value: Json) -> Callable[[Json], None]:
    """Set a value in the document."""

    def change(contract: Json) -> None:
        *steps, last = _steps(pointer)
        _at(contract, steps)[last] = value

    return change


def drop(pointer: str) -> Callable[[Json], None]:
    """Remove a part of the document."""

    def change(contract: Json) -> None:
        *steps, last = _steps(pointer)
        place = _at(contract, steps)
        del place[int(last) if isinstance(place, list) else last]

    return change


def move(pointer: str, name: str) -> Callable[[Json], None]:
    """Rename a part of the document."""

    def change(contract: Json) -> None:
        *steps, last = _steps(pointer)
        place = _at(contract, steps)
        place[name] = place.pop(last)

    return change
