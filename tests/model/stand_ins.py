"""Somebody to answer for the operations that an implementation does not have."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def whole(model: type[T], api: type, stand_in: Callable[[str], Callable[..., Awaitable[object]]]) -> type[T]:
    """The class with a method for every operation of its interface; `stand_in` makes those that it lacks, by name."""

    def method(name: str) -> Any:
        answer = wraps(getattr(api, name))(stand_in(name))
        vars(answer).pop("__isabstractmethod__")
        return answer

    lacking: frozenset[str] = getattr(model, "__abstractmethods__", frozenset())
    return type(f"Whole{model.__name__}", (model,), {name: method(name) for name in lacking})
