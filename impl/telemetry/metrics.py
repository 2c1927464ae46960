"""Metrics in addition to FastAPI's own metrics of requests."""

from collections.abc import Callable, Iterable

from opentelemetry.metrics import CallbackOptions, Meter, MeterProvider, Observation

_POOL = {"db.client.connection.pool.name": "tasks-api"}


class ProblemCounter:
    """Counts the problems in responses by their type: `rate-limited`, `overloaded` … (FR-140)."""

    def __init__(self, meters: MeterProvider) -> None:
        self._counter = _meter(meters).create_counter(
            "tasks_api.problems", unit="{problem}", description="Requests that were answered with a problem."
        )

    def __call__(self, problem_type: str) -> None:
        """Count one problem. `problem_type` is the last part of its `type` URI."""
        self._counter.add(1, {"problem": problem_type})


def watch_pool(meters: MeterProvider, usage: Callable[[], tuple[int, int, int]]) -> None:
    """Report the pool's idle connections, used connections, and waiting requests whenever metrics are collected."""

    def connections(_: CallbackOptions) -> Iterable[Observation]:
        idle, used, _waiting = usage()
        yield Observation(idle, {**_POOL, "db.client.connection.state": "idle"})
        yield Observation(used, {**_POOL, "db.client.connection.state": "used"})

    def pending(_: CallbackOptions) -> Iterable[Observation]:
        yield Observation(usage()[2], _POOL)

    meter = _meter(meters)
    meter.create_observable_up_down_counter(
        "db.client.connection.count", [connections], "{connection}", "Connections that are idle, and that are used."
    )
    meter.create_observable_up_down_counter(
        "db.client.connection.pending_requests", [pending], "{request}", "Requests that wait for a connection."
    )


def _meter(meters: MeterProvider) -> Meter:
    return meters.get_meter("tasks-api")
