"""Removes private data from traces, as the log does: paths contain user ids, and queries contain search texts."""

from opentelemetry.context import Context
from opentelemetry.sdk.trace import Span, SpanProcessor

_PRIVATE = ("url.path", "url.query")
_REDACTED = "REDACTED"  # the replacement of semantic conventions 1.44, "HTTP server spans"


class PathRedactor(SpanProcessor):
    """Replaces the path and the query of every request. `http.route` still has the operation's path template
    (FR-140)."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        """Redact the attributes before any exporter sees the span."""
        given = span.attributes or {}
        span.set_attributes({name: _REDACTED for name in _PRIVATE if name in given})
