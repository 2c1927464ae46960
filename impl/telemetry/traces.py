"""A span for each statement, below that of its request."""

import time

from opentelemetry.trace import SpanKind, StatusCode, TracerProvider


class StatementTracer:
    """Tells of a statement when it has ended, for then it is known how long it took (FR-140).

    Attributes are those of the semantic conventions for PostgreSQL. The text has no values in it, which are bound.
    """

    def __init__(self, tracers: TracerProvider) -> None:
        self._tracer = tracers.get_tracer("tasks-api")

    def __call__(self, verb: str, text: str, seconds: float, fault: BaseException | None) -> None:
        """`text` is what was sent, and took so many seconds until now."""
        ended = time.time_ns()
        span = self._tracer.start_span(
            verb,
            kind=SpanKind.CLIENT,
            start_time=ended - int(seconds * 1e9),
            attributes={"db.system.name": "postgresql", "db.operation.name": verb, "db.query.text": text},
        )
        if fault is not None:
            state = getattr(fault, "sqlstate", None)
            span.set_attribute("error.type", type(fault).__name__)
            if state is not None:
                span.set_attribute("db.response.status_code", state)
            span.set_status(StatusCode.ERROR)
        span.end(ended)
