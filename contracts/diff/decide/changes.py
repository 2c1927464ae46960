"""A change of a contract, and the list of all changes."""

import hashlib
from dataclasses import dataclass

from contracts.diff.decide.levels import Level
from contracts.diff.decide.rules import levels_of
from contracts.diff.read.json_values import JsonValue, canonical

ORDER = {Level.BREAKING: 0, Level.POSSIBLY: 1, Level.SAFE: 2}


@dataclass(frozen=True, slots=True)
class Change:
    """A change. A change that concerns several operations is listed once for each of them.

    `pointer` (RFC 6901) leads into the new document, or into the old one if `in_old` is set: for what was removed.
    `operation` is the operationId or `GET /path`; None for a change of the whole document. `fingerprint` identifies the
    change by rule, operation, place and values, so it stays the same when parts of the document move. `member` is what
    changed in the operation, as the changelog names it: a parameter, header or property by its name, a response by its
    status, the request's body as `body`, and the operation itself as `GET /path`.
    """

    rule: str
    level: Level
    pointer: str
    sentence: str
    operation: str | None
    fingerprint: str
    in_old: bool = False
    member: str = ""


class Changes:
    """Collects changes without duplicates."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Change] = {}

    def add(
        self,
        rule: str,
        level: Level,
        pointer: str,
        sentence: str,
        *,
        operation: str | None = None,
        place: str = "",
        old: JsonValue = None,
        new: JsonValue = None,
        in_old: bool = False,
        member: str = "",
    ) -> None:
        """Add a change by a rule of the catalogue. `place` identifies the part, independently of the document's
        structure."""
        if level not in levels_of(rule):
            raise AssertionError(f"{rule} is never {level}")
        text = "\n".join([rule, operation or "", place, canonical(old), canonical(new)])
        fingerprint = hashlib.sha256(text.encode()).hexdigest()[:12]
        change = Change(rule, level, pointer, sentence, operation, fingerprint, in_old, member)
        self._found.setdefault((fingerprint, sentence), change)

    def sorted(self) -> list[Change]:
        """Return the changes, the worst first, then by operation, pointer and rule."""
        return sorted(
            self._found.values(),
            key=lambda one: (ORDER[one.level], one.operation or "", one.pointer, one.rule, one.sentence),
        )
