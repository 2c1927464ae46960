"""Adds substitutes for the operations that an implementation does not have."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def complete_class(model: type[T], api: type, stand_in: Callable[[str], Callable[..., Awaitable[object]]]) -> type[T]:
    """Return the class with a method for every operation of its interface; `stand_in(name)` creates the missing
    ones."""

    def method(name: str) -> Any:
        answer = wraps(getattr(api, name))(stand_in(name))
        vars(answer).pop("__isabstractmethod__")
        return answer

    missing: frozenset[str] = getattr(model, "__abstractmethods__", frozenset())
    return type(f"Whole{model.__name__}", (model,), {name: method(name) for name in missing})
