"""What is gone had its day published, and the day has passed (RFC 8594)."""

from collections.abc import Iterator

from contracts.diff.decide.changes import Change
from contracts.document.lines import Lines
from contracts.gate.versions import Version

_WITHOUT_A_DAY = ("operation-removed-without-deprecation", "operation-removed-without-sunset")


def too_early(changes: list[Change], before: Version, lines: Lines) -> Iterator[str]:
    """A sentence for whatever is gone before its day, and from 1.0.0 on for each operation that never had one.

    `lines` are those of the contract that had it.
    """
    for change in changes:
        if change.rule.endswith("-removed-before-sunset"):
            yield f"{lines.where(change.pointer)}: {change.sentence} Keep it until then. [{change.fingerprint}]"
        elif before.major and change.rule in _WITHOUT_A_DAY:
            cure = "Publish it as deprecated, with x-sunset, first."
            yield f"{lines.where(change.pointer)}: {change.sentence} {cure} [{change.fingerprint}]"
