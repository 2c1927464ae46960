"""What a handler asks of whatever runs the dependencies of its operation: the plan, or FastAPI's solver."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias

from .generators import Generators

Values: TypeAlias = list[Any]
"""What is known of a request: the request, its background tasks, then what its dependencies answer with."""
REQUEST, TASKS = 0, 1
Run: TypeAlias = Callable[[Values, Generators, Generators], Awaitable[None]]
"""Runs dependencies, and adds their values. Generators that they begin are added to the lists: those to end before the
response is sent, and those to end after it."""


class Runner(Protocol):
    """Runs the dependencies of one operation."""

    @property
    def template(self) -> Values:
        """The values of a request of which nothing is known."""

    @property
    def has_tasks(self) -> bool:
        """Whether a dependency may ask for background tasks."""

    @property
    def api(self) -> int:
        """Where the value of the provider is."""

    @property
    def admit(self) -> Run:
        """Meet the security requirement. Raises what its first handler raised, and InvalidRequest."""

    @property
    def provide(self) -> Run:
        """Run the others. Raises InvalidRequest for parameters that are not what a dependency asks for."""


__all__ = ["REQUEST", "TASKS", "Run", "Runner", "Values"]
