"""Gives implementations to generated routers, for tests that make them as they go."""

from collections.abc import Awaitable, Callable
from typing import Any


def providing(implementation: type) -> Callable[[], Awaitable[Any]]:
    """A provider of an instance of the class, which it names as providers must."""

    async def provide() -> object:
        return implementation()

    provide.__annotations__["return"] = implementation
    return provide
