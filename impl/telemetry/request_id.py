"""The id of a request: the client's (`X-Request-ID`) if it is valid, otherwise a new one."""

import os
import re
from contextvars import ContextVar

HEADER = b"x-request-id"
_USABLE = re.compile(rb"[!-~]{1,128}")
_current: ContextVar[str] = ContextVar("request_id")


def begin_request(received: bytes | None) -> str:
    """Set and return the id of a new request. An id that the contract does not allow is neither used nor logged."""
    usable = received is not None and _USABLE.fullmatch(received)
    request_id = received.decode("ascii") if received is not None and usable else new_request_id()
    _current.set(request_id)
    return request_id


def new_request_id() -> str:
    """Return a random id of 32 hexadecimal digits."""
    return os.urandom(16).hex()


def current_request_id() -> str:
    """Return the id of the request that is being answered."""
    return _current.get()


def request_id_or_none() -> str | None:
    """Return the id of the request that is being answered, or None outside of a request."""
    return _current.get(None)
