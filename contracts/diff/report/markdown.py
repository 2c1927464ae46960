"""The changes as Markdown, for a pull request or release notes."""

from contracts.diff.decide.changes import Change
from contracts.diff.decide.grouping import counted, groups
from contracts.diff.read.load import Contract

_MARKS = {"breaking": "**breaking**", "possibly breaking": "*possibly breaking*", "safe": "safe"}


def markdown_report(old: Contract, new: Contract, changes: list[Change]) -> str:
    """A section for each operation, a table in each."""
    title = f"# Contract {old.document['info']['version']} → {new.document['info']['version']}\n"
    if not changes:
        return f"{title}\nBoth mean the same.\n"
    told = [title, counted(changes)]
    for heading, group in groups(changes):
        told.append(f"\n## {heading}\n\n| level | change | rule |\n|---|---|---|")
        for change in group:
            sentence = change.sentence.replace("|", "\\|")
            told.append(f"| {_MARKS[change.level]} | {sentence} | `{change.rule}` |")
    return "\n".join(told) + "\n"
