"""Checks for Schemathesis of what the contract says in words, beside those that Schemathesis derives from schemas.

Importing this package registers them: each is a class, made anew for a run. `Conformance` looks at every response;
the others follow some up with requests of their own, and only the first `MOST` of an operation, to keep a run short.
"""

from tests.fuzzing.checks.conformance import Conformance
from tests.fuzzing.checks.creation import CreatedTaskIsThere, IdempotencyKeyIsKept
from tests.fuzzing.checks.lists import EveryFilterAndSortHolds, ListKeepsItsWord, NextPageGoesOn
from tests.fuzzing.checks.owners import ForeignPathIsForbidden
from tests.fuzzing.checks.streams import StreamKeepsItsSchema
from tests.fuzzing.checks.writes import CompletingToggles, DeletedTaskIsGone, EntityTagsDecide, WriteMerges

CHECKS = (
    Conformance,
    StreamKeepsItsSchema,
    CreatedTaskIsThere,
    IdempotencyKeyIsKept,
    ListKeepsItsWord,
    EveryFilterAndSortHolds,
    NextPageGoesOn,
    ForeignPathIsForbidden,
    CompletingToggles,
    DeletedTaskIsGone,
    EntityTagsDecide,
    WriteMerges,
)

__all__ = ["CHECKS"]
