"""Runs dependencies by FastAPI's own solver: those that have parameters, and all while some are overridden."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any, cast

from fastapi.dependencies.models import Dependant, _get_cache_key
from fastapi.dependencies.utils import solve_dependencies
from starlette.requests import Request
from starlette.responses import Response

from .dependencies import Dependencies
from .errors import InvalidRequest, Place, UndeclaredResponse, Violation
from .generators import Generators
from .runner import REQUEST, TASKS, Values
from .security import first_met

_PLACES = ("path", "query", "header", "cookie")
_CACHE = 3  # of the values: what FastAPI's solver knows by its own keys


class Solver:
    """The dependencies of one operation, read and run by FastAPI at every request."""

    has_tasks = True
    api = 2

    def __init__(self, dependencies: Dependencies) -> None:
        self.template: Values = [None, None, None, None]
        self._dependencies = dependencies

    async def admit(self, values: Values, functions: Generators, requests: Generators) -> None:
        """Meet the security requirement. Raises what the first handler raised, and InvalidRequest."""
        cache = values[_CACHE] = {}

        async def meet(alternative: tuple[Dependant, ...]) -> None:
            await self._solve(alternative, values, functions, requests)
            for handler in alternative:
                key = _get_cache_key(dependant=handler)
                # Who depends on a handler gets whom it has found, whatever the scopes were.
                cache.setdefault((key[0], (), key[2]), cache[key])

        await first_met(self._dependencies.alternatives, meet)

    async def provide(self, values: Values, functions: Generators, requests: Generators) -> None:
        """Run the others. Raises InvalidRequest for parameters that are not what a dependency asks for."""
        values[_CACHE] = values[_CACHE].copy()
        others = self._dependencies.others
        found = await self._solve(others, values, functions, requests)
        values[self.api] = found[cast("str", others[-1].name)]

    async def _solve(
        self, dependants: tuple[Dependant, ...], values: Values, functions: Generators, requests: Generators
    ) -> dict[str, Any]:
        request: Request = values[REQUEST]
        of_request, of_function = AsyncExitStack(), AsyncExitStack()
        for stack, generators in ((of_request, requests), (of_function, functions)):
            generator = _until_the_end(stack)
            await anext(generator)
            generators.append(generator)
        request.scope["fastapi_inner_astack"] = of_request
        request.scope["fastapi_function_astack"] = of_function
        response = Response()  # without anything of its own, as FastAPI gives it to dependencies
        del response.headers["content-length"]
        response.status_code = None  # type: ignore[assignment]
        found = await solve_dependencies(
            request=request,
            dependant=Dependant(dependencies=list(dependants)),
            background_tasks=values[TASKS],
            response=response,
            dependency_overrides_provider=self._dependencies.overrides,
            dependency_cache=values[_CACHE],
            async_exit_stack=of_request,
            embed_body_fields=False,
        )
        if found.errors:
            raise InvalidRequest([self._violation(error) for error in found.errors])
        if response.raw_headers or response.status_code:
            raise UndeclaredResponse(
                f"{self._dependencies.operation}: a dependency has changed the Response. What an operation answers is "
                "sealed: give the header to the response's class, or set it in a middleware."
            )
        return found.values

    def _violation(self, error: dict[str, Any]) -> Violation:
        place, *path = error["loc"]
        if place not in _PLACES:
            raise UndeclaredResponse(
                f"{self._dependencies.operation}: an override asks for {'.'.join(map(str, path))}, which FastAPI takes "
                "from the body. The body of an operation is the contract's."
            )
        name = str(path[0]) if path else ""
        return Violation(cast("Place", place), name, None, error["type"], f"The parameter {name}: {error['msg']}.")


async def _until_the_end(stack: AsyncExitStack) -> AsyncGenerator[None, None]:
    async with stack:
        yield


__all__ = ["Solver"]
