"""Keeps out of traces what is kept out of the log: who a path belongs to, and what is searched for."""

from opentelemetry.context import Context
from opentelemetry.sdk.trace import Span, SpanProcessor

_PRIVATE = ("url.path", "url.query")
_REDACTED = "REDACTED"  # semantic conventions 1.44, "HTTP server spans": sensitive parts may be replaced so


class PathRedactor(SpanProcessor):
    """Replaces path and query of every request. `http.route` still says which operation it was (FR-142)."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        """Before anybody else sees the span."""
        given = span.attributes or {}
        span.set_attributes({name: _REDACTED for name in _PRIVATE if name in given})
