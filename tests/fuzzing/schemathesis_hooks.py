"""What Schemathesis loads before a run in a process of its own: our checks, and the keys that clients make up."""

import atexit
import re
import uuid
from itertools import count
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import RejectedPositiveData

from tests.contracts.coverage import sightings
from tests.fuzzing import checks
from tests.support.document import contract

__all__ = ["checks"]

_KEY = "Idempotency-Key"
_numbers = count(1)
# Several runs may share a database, and with it the keys that were used.
_RUN = uuid.uuid4().hex[:8]

atexit.register(sightings.save)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Make every valid `Idempotency-Key` one that was not used before, and two filters that contradict each other one,
    as the contract asks of clients in words."""
    key = case.headers.get(_KEY)
    if isinstance(key, str) and re.fullmatch(r"[!-~]{1,255}", key):
        case.headers[_KEY] = f"{key[:239]}{_RUN}{next(_numbers):08}"
    query = case.query if isinstance(case.query, dict) else {}
    if query.get("status") in ("pending", "completed") and "completed" in query:
        query["completed"] = "true" if query["status"] == "completed" else "false"


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Whether a failure counts: not when "valid" data was refused whose header the contract itself does not allow.

    Schemathesis 4.32.5 sends `0` as a valid value for the pattern of entity tags, which has an alternation.
    """
    if not isinstance(failure, RejectedPositiveData):
        return True
    operation = contract().operation(case.method, case.operation.path)
    assert operation is not None
    sent = {name.lower(): str(value) for name, value in response.request.headers.items()}
    headers = [parameter for parameter in operation.parameters if parameter["in"] == "header"]
    return all(
        contract().validator(header["schema"]).is_valid(sent[header["name"].lower()])
        for header in headers
        if header["name"].lower() in sent
    )
