"""What Schemathesis loads before a run in a process of its own: our checks, and the keys that clients make up."""

import atexit
import re
from itertools import count
from typing import Any

import schemathesis
from schemathesis import Case, HookContext

from tests.contract import checks, sightings

__all__ = ["checks"]

_KEY = "Idempotency-Key"
_numbers = count(1)

atexit.register(sightings.save)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Make every valid `Idempotency-Key` one that was not used before, as the contract asks of clients."""
    headers: dict[str, Any] = case.headers
    key = headers.get(_KEY)
    if isinstance(key, str) and re.fullmatch(r"[!-~]{1,255}", key):
        headers[_KEY] = f"{key[:243]}{next(_numbers):012}"
