"""Runs dependencies by a list of calls that is made when the server starts, with what FastAPI's solver would give."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from fastapi.dependencies.models import (
    Dependant,
    _get_cache_key,
    _get_oauth_scopes,
    _is_async_gen_callable,
    _is_coroutine_callable,
    _is_gen_callable,
)
from fastapi.security import SecurityScopes

from .dependencies import Dependencies
from .generators import Generators
from .runner import REQUEST, TASKS, Run, Values
from .security import first_met

_UNSET = object()
_COROUTINE, _FUNCTION, _ASYNC_GENERATOR, _GENERATOR = range(4)
_CALLS = {
    _COROUTINE: "{call}({arguments})",
    _FUNCTION: "in_threadpool({call}, {arguments})",
    _ASYNC_GENERATOR: "{call}({arguments})",
    _GENERATOR: "in_threads({call}, dict({arguments}))",
}


class _Step(NamedTuple):
    """A call: where its value goes, and where those of its arguments are."""

    slot: int
    kind: int
    call: Callable[..., Any]
    names: tuple[str, ...]
    slots: tuple[int, ...]
    of_request: bool
    """Whether a generator ends after the response is sent, and not before (`scope="request"`)."""


class Plan:
    """The dependencies of one operation as steps. Each runs once for a request, unless it is not to be cached."""

    admit: Run
    provide: Run

    def __init__(self, dependencies: Dependencies) -> None:
        planner = _Planner()
        alternatives = [planner.admitting(alternative) for alternative in dependencies.alternatives]
        tried = frozenset[int]().union(*map(_made_by, alternatives))
        several = len(alternatives) > 1
        others: list[_Step] = []
        for dependant in dependencies.others:
            self.api = planner.add(dependant, others, frozenset() if several else tried)
        self.template = planner.values
        self.has_tasks = planner.has_tasks
        known = tried if several else frozenset()  # what only the alternative that was met has made
        self._alternatives = [_compile(alternative, known) for alternative in alternatives]
        self.admit = self._admit if several else next(iter(self._alternatives), _compile([]))
        self.provide = _compile(others, known)

    async def _admit(self, values: Values, functions: Generators, requests: Generators) -> None:
        await first_met(self._alternatives, lambda run: run(values, functions, requests))


def can_plan(dependant: Dependant) -> bool:
    """Whether a dependency needs nothing that only FastAPI's solver has: parameters, and limits of concurrency."""
    parameters = (dependant.path_params, dependant.query_params, dependant.header_params, dependant.cookie_params)
    if any(parameters) or dependant.concurrency is not None:
        return False
    return all(map(can_plan, dependant.dependencies))


def _compile(steps: list[_Step], known: frozenset[int] = frozenset()) -> Run:
    """The steps as one function, as if written by hand: a loop over them would cost each request a fifth of what the
    runtime costs. A step whose value may be `known` before is run only if it is not."""
    lines = ["async def run(values, functions, requests):", " pass"]
    names: dict[str, Any] = {"in_threads": _in_threads, "in_threadpool": run_in_threadpool, "UNSET": _UNSET}
    for step in steps:
        names[f"call_{step.slot}"] = step.call
        arguments = ", ".join(f"{name}=values[{slot}]" for name, slot in zip(step.names, step.slots, strict=True))
        begin = _CALLS[step.kind].format(call=f"call_{step.slot}", arguments=arguments)
        indent = " "
        if step.slot in known:
            lines.append(f" if values[{step.slot}] is UNSET:")
            indent = "  "
        if step.kind in (_COROUTINE, _FUNCTION):
            lines.append(f"{indent}values[{step.slot}] = await {begin}")
        else:
            lines.append(f"{indent}generator = {begin}")
            lines.append(f"{indent}values[{step.slot}] = await anext(generator)")
            lines.append(f"{indent}{'requests' if step.of_request else 'functions'}.append(generator)")
    exec("\n".join(lines), names)  # noqa: S102 - names of parameters and numbers alone
    run: Run = names["run"]
    return run


async def _in_threads(call: Callable[..., Any], arguments: Mapping[str, Any]) -> AsyncGenerator[Any, None]:
    """A generator that is not async, run as FastAPI runs it."""
    async with contextmanager_in_threadpool(contextmanager(call)(**arguments)) as value:
        yield value


class _Planner:
    """Goes through trees in the order of FastAPI's solver, and gives each call a slot for its value."""

    def __init__(self) -> None:
        self.values: Values = [None, None]
        self.has_tasks = False
        self._cache: dict[Any, int] = {}

    def admitting(self, handlers: tuple[Dependant, ...]) -> list[_Step]:
        """The steps of one alternative of a security requirement."""
        steps: list[_Step] = []
        for handler in handlers:
            slot = self.add(handler, steps, frozenset())
            # Who depends on a handler gets whom it has found, whatever the scopes were.
            call, _, scope = _get_cache_key(dependant=handler)
            self._cache.setdefault((call, (), scope), slot)
        return steps

    def add(self, dependant: Dependant, steps: list[_Step], known: frozenset[int]) -> int:
        """Add the steps of a tree; where its value will be. Slots that are `known` have their values before."""
        arguments = [(inner.name, self.add(inner, steps, known)) for inner in dependant.dependencies]
        arguments += [
            (dependant.request_param_name, REQUEST),
            (dependant.http_connection_param_name, REQUEST),
            (dependant.background_tasks_param_name, TASKS),
        ]
        self.has_tasks |= dependant.background_tasks_param_name is not None
        key = _get_cache_key(dependant=dependant)
        slot = self._cache.get(key) if dependant.use_cache else None
        if slot is not None and (slot in known or slot in _made_by(steps)):
            return slot
        if dependant.security_scopes_param_name is not None:
            scopes = SecurityScopes(_get_oauth_scopes(dependant=dependant))
            arguments.append((dependant.security_scopes_param_name, self._slot(scopes)))
        if slot is None:
            slot = self._slot(_UNSET)
            self._cache.setdefault(key, slot)
        named = [(name, position) for name, position in arguments if name is not None]
        steps.append(
            _Step(
                slot,
                _kind(dependant.call),
                dependant.call,  # type: ignore[arg-type]
                tuple(name for name, _ in named),
                tuple(position for _, position in named),
                dependant.scope != "function",
            )
        )
        return slot

    def _slot(self, value: object) -> int:
        self.values.append(value)
        return len(self.values) - 1


def _made_by(steps: list[_Step]) -> frozenset[int]:
    return frozenset(step.slot for step in steps)


def _kind(call: Callable[..., Any] | None) -> int:
    if _is_gen_callable(call):
        return _GENERATOR
    if _is_async_gen_callable(call):
        return _ASYNC_GENERATOR
    return _COROUTINE if _is_coroutine_callable(call) else _FUNCTION


__all__ = ["Plan", "can_plan"]
