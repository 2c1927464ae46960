"""The generators that the dependencies of a request have begun, and how each is ended once."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeAlias

from .errors import TryAgain

Generators: TypeAlias = list[AsyncGenerator[object, None]]
"""In the order in which they were begun. They are ended in the other."""
SWALLOWED = "A dependency with a yield has caught an exception, and did not raise it or another again."


async def finish(generators: Generators, kept: int = 0) -> None:
    """Go on behind the yield of all but the first `kept`. Whatever one raises is raised; those before it are left."""
    while len(generators) > kept:
        generator = generators.pop()
        try:
            await anext(generator)
        except StopAsyncIteration:
            continue
        await generator.aclose()
        raise RuntimeError(f"{generator} yields more than once, which a dependency may not")


async def close_stalled(
    error: Exception, functions: Generators, of_function: int, requests: Generators, of_request: int
) -> None:
    """End what an attempt has begun, which are all but the first so many, with what it has failed with.

    Returns where that is TryAgain, or one of `functions` has made TryAgain of it. Raises all else, and leaves
    `requests` to whoever catches it.
    """
    try:
        async with exits(_taken(functions, of_function)):
            raise error
    except TryAgain as again:
        try:
            async with exits(_taken(requests, of_request)):
                raise again
        except TryAgain:
            return
    raise RuntimeError(SWALLOWED) from error


def _taken(generators: Generators, kept: int) -> Generators:
    taken = generators[kept:]
    del generators[kept:]
    return taken


def exits(generators: Generators) -> AsyncExitStack:
    """A context at whose end the generators end, with what is raised in it, as FastAPI has it.

    Unlike FastAPI's they are not shielded from being cancelled, which would cost every request a scope of its own.
    """
    stack = AsyncExitStack()
    for generator in generators:
        # One that has yielded is what a context manager has when it has been entered.
        stack.push_async_exit(asynccontextmanager(lambda begun=generator: begun)())
    return stack


__all__ = ["SWALLOWED", "Generators", "close_stalled", "exits", "finish"]
