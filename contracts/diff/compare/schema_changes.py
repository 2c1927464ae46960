"""Converts the differences of two schemas to changes of the current operation."""

import re

from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place

_NAME = re.compile(r"(?:^|\.)([^.\[\](){}*/]+)")


def compare_schemas(
    scope: Scope,
    kind: str,
    old: Place | None,
    new: Place | None,
    direction: Direction,
    *,
    text: bool = False,
    single: bool = False,
) -> None:
    """Compare two schemas; an absent schema allows everything. `kind` is the beginning of the rules' ids.

    `text` means that the value is sent as text, so a number is a string too. `single` means that a single value is
    serialized like an array of one.
    """
    for finding in scope.schemas.compare(old, new, direction, text=text, single=single):
        name = f"{_part(kind) if finding.location else kind}-{finding.what}"
        start = scope.subject[0].upper() + scope.subject[1:]
        start = f"`{finding.location}` in {scope.subject}" if finding.location else start
        names = _NAME.findall(finding.location)
        scope.within(f"{scope.subject}: {finding.location}", names[-1] if names else None).add_change(
            name,
            Place(None, finding.pointer),
            f"{start}: {finding.sentence}.",
            level=finding.level,
            old=finding.old,
            new=finding.new,
            in_old=finding.in_old,
        )


def _part(kind: str) -> str:
    """Return what the properties of a value of this kind are called in the rules' ids."""
    return {"request-body": "request-property", "response-body": "response-property"}.get(kind, f"{kind}-property")
