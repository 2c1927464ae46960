"""Tells what the comparison of two schemas found, as changes of the operation that it is in."""

from contracts.diff.compare.scope import Scope
from contracts.diff.decide.levels import Direction
from contracts.diff.read.document import Place


def tell_schema_changes(
    scope: Scope,
    kind: str,
    old: Place | None,
    new: Place | None,
    direction: Direction,
    *,
    text: bool = False,
    single: bool = False,
) -> None:
    """Compare two schemas; an absent one allows everything. `kind` begins the ids of the rules.

    `text`: the value travels as text, so a number is a string too. `single`: one value is written as a list of one.
    """
    for finding in scope.schemas.compare(old, new, direction, text=text, single=single):
        name = f"{_part(kind) if finding.location else kind}-{finding.what}"
        start = scope.subject[0].upper() + scope.subject[1:]
        start = f"`{finding.location}` in {scope.subject}" if finding.location else start
        scope.within(f"{scope.subject}: {finding.location}").tell(
            name,
            Place(None, finding.pointer),
            f"{start}: {finding.sentence}.",
            level=finding.level,
            old=finding.old,
            new=finding.new,
            in_old=finding.in_old,
        )


def _part(kind: str) -> str:
    """What the parts of a value of this kind are called in the ids of the rules."""
    return {"request-body": "request-property", "response-body": "response-property"}.get(kind, f"{kind}-property")
