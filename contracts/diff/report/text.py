"""The changes as text, for a person: the worst first, by operation, each with its line."""

from contracts.diff.decide.changes import Change
from contracts.diff.decide.grouping import counted, groups
from contracts.diff.read.load import Contract
from contracts.diff.report.lines import Lines


def text_report(old: Contract, new: Contract, changes: list[Change]) -> str:
    """What changed; the same change of several operations is told once."""
    if not changes:
        return f"{old.name} and {new.name} mean the same.\n"
    lines = {True: Lines(old), False: Lines(new)}
    told: list[str] = [counted(changes), ""]
    for heading, group in groups(changes):
        told.append(heading)
        for change in group:
            told.append(f"  {change.level}: {change.sentence}")
            told.append(f"      {lines[change.in_old].where(change.pointer)}  [{change.rule} {change.fingerprint}]")
        told.append("")
    return "\n".join(told[:-1]) + "\n"
