"""The id of the request that is being answered: the client's (`X-Request-ID`) if it is valid, otherwise a new one."""

from contextvars import ContextVar

HEADER = b"x-request-id"
request_id: ContextVar[str] = ContextVar("request_id")
"""The middleware sets it for each request; outside of a request it has no value."""


def current_request_id() -> str:
    """Return the id of the request that is being answered."""
    return request_id.get()
