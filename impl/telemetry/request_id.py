"""The name of a request: the client's (`X-Request-ID`) where it is usable, else one of ours."""

import os
import re
from contextvars import ContextVar

HEADER = b"x-request-id"
_USABLE = re.compile(rb"[!-~]{1,128}")
_current: ContextVar[str] = ContextVar("request_id")


def begin_request(given: bytes | None) -> str:
    """Name the request that is beginning. A name that the contract does not allow is not taken, nor logged."""
    usable = given is not None and _USABLE.fullmatch(given)
    name = given.decode("ascii") if given is not None and usable else fresh_request_id()
    _current.set(name)
    return name


def fresh_request_id() -> str:
    """A name that no other request has."""
    return os.urandom(16).hex()


def current_request_id() -> str:
    """The name of the request that is being answered."""
    return _current.get()


def known_request_id() -> str | None:
    """The name of the request that is being answered; None between requests."""
    return _current.get(None)
