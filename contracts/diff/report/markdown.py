"""Formats the changes as Markdown for a pull request or release notes."""

from contracts.diff.decide.changes import Change
from contracts.diff.decide.grouping import groups, summary_of
from contracts.diff.read.load import Contract

_MARKS = {"breaking": "**breaking**", "possibly breaking": "*possibly breaking*", "safe": "safe"}


def markdown_report(old: Contract, new: Contract, changes: list[Change]) -> str:
    """Return the report, with a section and a table for each operation."""
    title = f"# Contract {old.version} → {new.version}\n"
    if not changes:
        return f"{title}\nBoth mean the same.\n"
    lines = [title, summary_of(changes)]
    for heading, group in groups(changes):
        lines.append(f"\n## {heading}\n\n| level | change | rule |\n|---|---|---|")
        for change in group:
            sentence = change.sentence.replace("|", "\\|")
            lines.append(f"| {_MARKS[change.level]} | {sentence} | `{change.rule}` |")
    return "\n".join(lines) + "\n"
