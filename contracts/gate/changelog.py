"""CHANGELOG.md: whether it tells of a change, and the entry that would."""

from collections.abc import Iterator, Sequence

from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level

UNRELEASED = "Unreleased"
_HEADING = "### Contract"
_MARKS = {Level.BREAKING: "**Breaking.** ", Level.POSSIBLY: "*Possibly breaking.* ", Level.SAFE: ""}


def section(changelog: str, *names: str) -> str:
    """What stands below the headings of these versions."""
    wanted, kept = False, []
    for line in changelog.splitlines():
        if line.startswith("## "):
            wanted = line.removeprefix("## ").split(" ")[0].strip("[]") in names
        elif wanted:
            kept.append(line)
    return "\n".join(kept)


def untold(changes: Sequence[Change], told: str) -> list[Change]:
    """The changes that a section is silent on: it must name the operation of each as code; any entry tells the rest."""
    return [
        change
        for change in changes
        if (f"`{change.operation}`" not in told if change.operation is not None else not told.strip())
    ]


def draft(changes: Sequence[Change]) -> Iterator[str]:
    """An entry for each change, to be put into better words."""
    alike: dict[tuple[Level, str], set[str]] = {}
    for change in changes:
        named = alike.setdefault((change.level, change.sentence), set())
        if change.operation is not None:
            named.add(f"`{change.operation}`")
    for (level, sentence), operations in alike.items():
        names = ", ".join(sorted(operations))
        yield f"- {_MARKS[level]}{names}{': ' if names else ''}{sentence}"


def with_entries(changelog: str, entries: Sequence[str]) -> str:
    """The changelog with these entries at the end of what is not released yet."""
    lines = changelog.rstrip().splitlines()
    heading = f"## {UNRELEASED}"
    if heading not in lines:
        first = next((index for index, line in enumerate(lines) if line.startswith("## ")), len(lines))
        lines[first:first] = [heading, ""]
    start = lines.index(heading) + 1
    end = _next(lines, start, "## ")
    if _HEADING in lines[start:end]:
        end = min(end, _next(lines, lines.index(_HEADING, start) + 1, "### "))
    else:
        entries = ["", _HEADING, "", *entries]
    while lines[end - 1] == "":
        end -= 1
    return "\n".join([*lines[:end], *entries, *lines[end:]]) + "\n"


def _next(lines: Sequence[str], start: int, heading: str) -> int:
    """Where the next heading of this kind is."""
    return next((index for index in range(start, len(lines)) if lines[index].startswith(heading)), len(lines))


def released(changelog: str, version: str) -> str:
    """The changelog with what was not released yet under the heading of a version, and room for what comes next."""
    heading = f"## {UNRELEASED}"
    if heading not in changelog.splitlines() or not section(changelog, UNRELEASED).strip():
        return changelog
    return changelog.replace(f"{heading}\n", f"{heading}\n\n## {version}\n", 1)
