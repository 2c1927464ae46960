"""Groups changes under headings: a change that several operations share is listed once, under all their names."""

from collections.abc import Iterator

from contracts.diff.decide.changes import ORDER, Change
from contracts.diff.decide.levels import Level

_WHOLE = "the whole API"
_NAMED = 4


def summary_of(changes: list[Change]) -> str:
    """Return `2 breaking, 1 possibly breaking, 3 safe.`; a change that several operations share counts once."""
    once = {(one.rule, one.pointer, one.sentence): one for one in changes}.values()
    counts = {level: sum(one.level is level for one in once) for level in Level}
    return ", ".join(f"{count} {level}" for level, count in counts.items() if count) + "."


def groups(changes: list[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield headings and their changes, those with the worst changes first."""
    same_changes: dict[tuple[str, Level, str, str], list[Change]] = {}
    for change in changes:
        same_changes.setdefault((change.rule, change.level, change.pointer, change.sentence), []).append(change)
    by_operations: dict[tuple[str | None, ...], list[Change]] = {}
    for same in same_changes.values():
        by_operations.setdefault(tuple(sorted({one.operation for one in same}, key=str)), []).append(same[0])
    for operations, group in sorted(by_operations.items(), key=lambda item: _rank(item[1])):
        yield _heading(operations), group


def _rank(group: list[Change]) -> tuple[int, int]:
    worst = min(ORDER[one.level] for one in group)
    return worst, -sum(ORDER[one.level] == worst for one in group)


def _heading(operations: tuple[str | None, ...]) -> str:
    names = [name or _WHOLE for name in operations]
    if len(names) == 1:
        return names[0]
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)} operations: {', '.join(names[:_NAMED])}{rest}"
