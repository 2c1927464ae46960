"""Compares two whole documents."""

from dataclasses import replace
from datetime import UTC, date, datetime

from contracts.diff.compare.callbacks import compare_webhooks
from contracts.diff.compare.operations import compare_operation, compare_operations
from contracts.diff.compare.parameters import compare_unknown_parameters
from contracts.diff.compare.schemas import SchemaComparison
from contracts.diff.compare.scope import Scope
from contracts.diff.compare.security_schemes import compare_security_schemes
from contracts.diff.compare.servers import compare_root_servers
from contracts.diff.decide.changes import Change, Changes
from contracts.diff.read.document import Document
from contracts.diff.read.families import Family
from contracts.diff.read.json_values import JsonObject
from contracts.diff.read.load import Contract


def compare(old: JsonObject, new: JsonObject, *, today: date | None = None) -> list[Change]:
    """Return the changes of meaning between two documents, the worst first. The result is deterministic.

    Both documents are OpenAPI 3.0 or 3.1 without references to other documents, as `contract_of_file` loads them.
    `today` decides whether a sunset date has passed (RFC 8594); the default is the current day in UTC.
    """
    return _compare(Document(old), Document(new), today)


def compare_contracts(old: Contract, new: Contract) -> tuple[list[Change], list[str], list[str]]:
    """Return the changes between two contracts that were read leniently, and which parts of each were left out, as
    `file:line #/pointer: why`."""
    documents = Document(old.document), Document(new.document)
    for document, contract in zip(documents, (old, new), strict=True):
        document.left_out.update(contract.left_out)
    changes = _compare(*documents, None)
    told = [
        [f"{contract.lines.where(at)}: {why}" for at, why in document.left_out.items()]
        for document, contract in zip(documents, (old, new), strict=True)
    ]
    return changes, told[0], told[1]


def _compare(before: Document, after: Document, today: date | None) -> list[Change]:
    day = today or datetime.now(UTC).date()
    families = Family(before), Family(after)
    before, after = (family.document for family in families)
    scope = Scope(before, after, Changes(), SchemaComparison(before, after, day), day)
    compare_root_servers(scope)
    compare_unknown_parameters(scope)
    compare_security_schemes(scope)
    compare_operations(scope)
    compare_webhooks(scope, compare_operation)
    for family in families:
        family.tell_left_out()
    found = scope.changes.sorted()
    return [replace(one, pointer=families[0 if one.in_old else 1].pointer(one.pointer)) for one in found]
