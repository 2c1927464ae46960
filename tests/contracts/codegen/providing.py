"""Gives implementations to generated routers, for tests that make them as they go."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from starlette.requests import Request


def providing(implementation: type) -> Callable[[Request], nullcontext[Any]]:
    """A provider of an instance of the class, which it names as providers must."""

    def provide(_: Request) -> nullcontext[object]:
        return nullcontext(implementation())

    provide.__annotations__["return"] = nullcontext[implementation]  # type: ignore[valid-type]
    return provide
