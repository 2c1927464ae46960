"""Compares two whole documents."""

from datetime import UTC, date, datetime

from contracts.diff.compare.callbacks import compare_webhooks
from contracts.diff.compare.operations import compare_operation, compare_operations
from contracts.diff.compare.schemas import SchemaComparison
from contracts.diff.compare.scope import Scope
from contracts.diff.compare.security_schemes import compare_security_schemes
from contracts.diff.compare.servers import compare_root_servers
from contracts.diff.decide.changes import Change, Changes
from contracts.diff.read.document import Document
from contracts.diff.read.json_values import JsonObject


def compare(old: JsonObject, new: JsonObject, *, today: date | None = None) -> list[Change]:
    """Return the changes of meaning between two documents, the worst first. The result is deterministic.

    Both documents are OpenAPI 3.0 or 3.1 without references to other documents, as `contract_of_file` loads them.
    `today` decides whether a sunset date has passed (RFC 8594); the default is the current day in UTC.
    """
    before, after = Document(old), Document(new)
    day = today or datetime.now(UTC).date()
    scope = Scope(before, after, Changes(), SchemaComparison(before, after, day), day)
    compare_root_servers(scope)
    compare_security_schemes(scope)
    compare_operations(scope)
    compare_webhooks(scope, compare_operation)
    return scope.changes.sorted()
