"""Creates a span for each SQL statement, as a child of the request's span."""

import time

from opentelemetry.trace import SpanKind, StatusCode, TracerProvider


class StatementTracer:
    """Creates the span of a statement when it has ended, with the time that it took (FR-140).

    The attributes are those of the semantic conventions for PostgreSQL. Statements use bound parameters, so the text
    contains no values.
    """

    def __init__(self, tracers: TracerProvider) -> None:
        self._tracer = tracers.get_tracer("tasks-api")

    def __call__(self, verb: str, text: str, seconds: float, error: BaseException | None) -> None:
        """Report that the statement `text` has just ended after `seconds`; `verb` is its operation, such as SELECT."""
        ended = time.time_ns()
        span = self._tracer.start_span(
            verb,
            kind=SpanKind.CLIENT,
            start_time=ended - int(seconds * 1e9),
            attributes={"db.system.name": "postgresql", "db.operation.name": verb, "db.query.text": text},
        )
        if error is not None:
            state = getattr(error, "sqlstate", None)
            span.set_attribute("error.type", type(error).__name__)
            if state is not None:
                span.set_attribute("db.response.status_code", state)
            span.set_status(StatusCode.ERROR)
        span.end(ended)
