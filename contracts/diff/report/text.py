"""Formats the changes as text for a person: the worst first, grouped by operation, each with its line."""

from contracts.diff.decide.changes import Change
from contracts.diff.decide.grouping import groups, summary_of
from contracts.diff.read.load import Contract


def text_report(old: Contract, new: Contract, changes: list[Change]) -> str:
    """Return the report. A change that several operations share is listed once."""
    if not changes:
        return f"{old.name} and {new.name} mean the same.\n"
    files = {True: old.lines, False: new.lines}
    lines: list[str] = [summary_of(changes), ""]
    for heading, group in groups(changes):
        lines.append(heading)
        for change in group:
            lines.append(f"  {change.level}: {change.sentence}")
            lines.append(f"      {files[change.in_old].where(change.pointer)}  [{change.rule} {change.fingerprint}]")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"
