"""Compares two whole documents."""

from datetime import UTC, date, datetime

from .callbacks import compare_webhooks
from .changes import Change, Changes
from .document import Document
from .json_values import JsonObject
from .operations import compare_operation, compare_operations
from .schemas import SchemaComparison
from .scope import Scope
from .security_schemes import compare_security_schemes
from .servers import compare_root_servers


def compare(old: JsonObject, new: JsonObject, *, today: date | None = None) -> list[Change]:
    """Every change of meaning from one document to the other, the worst first; the same documents, the same list.

    Both are OpenAPI 3.0 or 3.1 with no reference that leads out of them, as `contract_of_file` loads them. `today`
    decides whether a sunset date has passed (RFC 8594); it is the day in UTC where none is given.
    """
    before, after = Document(old), Document(new)
    day = today or datetime.now(UTC).date()
    scope = Scope(before, after, Changes(), SchemaComparison(before, after, day), day)
    compare_root_servers(scope)
    compare_security_schemes(scope)
    compare_operations(scope)
    compare_webhooks(scope, compare_operation)
    return scope.changes.sorted()
