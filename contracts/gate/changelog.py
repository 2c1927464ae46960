"""CHANGELOG.md: whether it tells of a change, and the entry that would."""

import re
from collections.abc import Iterator, Sequence

from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level

UNRELEASED = "Unreleased"
_HEADING = "### Contract"
_CODE = re.compile(r"`[^`]+`")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
# Members without a name of their own, which an entry may name as words.
_PLAIN = ("body", "credentials")
_MARKS = {Level.BREAKING: "**Breaking.** ", Level.POSSIBLY: "*Possibly breaking.* ", Level.SAFE: ""}


def section(changelog: str, *names: str) -> str:
    """What stands below the headings of these versions."""
    wanted, kept = False, []
    for line in changelog.splitlines():
        if line.startswith("## "):
            wanted = _version_of(line) in names
        elif wanted:
            kept.append(line)
    return "\n".join(kept)


def untold(changes: Sequence[Change], told: str) -> list[Change]:
    """The changes that a section is silent on.

    It tells of a change by its fingerprint, or by one entry that names both its operation and its member (changes.py).
    Names are written as code; what can't be taken for a word (a status, `GET /path`, a media type) may also be plain.
    """
    entries = list(_entries(told))
    return [change for change in changes if not any(_tells(entry, change) for entry in entries)]


def draft(changes: Sequence[Change]) -> Iterator[str]:
    """An entry for each change, to be put into better words; `untold` accepts it."""
    alike: dict[tuple[Level, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.level, change.sentence), []).append(change)
    for (level, sentence), same in alike.items():
        names = ", ".join(sorted({f"`{change.operation}`" for change in same if change.operation is not None}))
        entry = f"- {_MARKS[level]}{names}{': ' if names else ''}{sentence}"
        silent = dict.fromkeys(change.member for change in same if not _tells(entry, change))
        yield f"{entry} ({', '.join(f'`{member}`' for member in silent)})" if silent else entry


def told_by(same: Sequence[Change]) -> str:
    """What an entry has to name to tell of one change, which may be of several operations: a sentence."""
    operations = sorted({f"`{change.operation}`" for change in same if change.operation is not None})
    names = ", ".join([*operations, f"`{same[0].member}`"])
    fingerprints = ", ".join(sorted({change.fingerprint for change in same}))
    return f"Name {names} in one entry, or {fingerprints}; `tasks-api contract gate --draft` writes an entry."


def line_of(changelog: str, name: str) -> int | None:
    """On which line the section of a version begins."""
    headings = (number for number, line in enumerate(changelog.splitlines(), 1) if _version_of(line) == name)
    return next(headings, None)


def _entries(told: str) -> Iterator[str]:
    """The items of lists with all that is indented below them, and other paragraphs, each on one line."""
    entry: list[str] = []
    for line in told.splitlines():
        after_blank = not entry or not entry[-1]
        if line[:1].strip() and (after_blank or line[:2] in ("- ", "* ", "+ ") or line.startswith("#")):
            yield " ".join(entry)
            entry = []
        entry.append(line.strip())
    yield " ".join(entry)


def _tells(entry: str, change: Change) -> bool:
    code = " ".join(_CODE.findall(entry))
    if re.search(rf"\b{change.fingerprint}\b", entry):
        return True
    if change.operation is not None and f"`{change.operation}`" not in entry:
        return False
    is_name = _NAME.fullmatch(change.member) is not None and change.member not in _PLAIN
    # Not a part of a longer name, nor what a longer way (`errors[].pointer`) only passes.
    named = rf"(?<![\w/-]){re.escape(change.member)}(?:\[\w*\])*(?![\w/\[-]|\.\w)"
    return re.search(named, code if is_name else entry, re.NOFLAG if is_name else re.IGNORECASE) is not None


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


def _version_of(line: str) -> str | None:
    """The version that a heading is of."""
    return line.removeprefix("## ").split(" ")[0].strip("[]") if line.startswith("## ") else None


def _next(lines: Sequence[str], start: int, heading: str) -> int:
    """Where the next heading of this kind is."""
    return next((index for index in range(start, len(lines)) if lines[index].startswith(heading)), len(lines))


def released(changelog: str, version: str) -> str:
    """The changelog with what was not released yet under the heading of a version, and room for what comes next."""
    heading = f"## {UNRELEASED}"
    if heading not in changelog.splitlines() or not section(changelog, UNRELEASED).strip():
        return changelog
    return changelog.replace(f"{heading}\n", f"{heading}\n\n## {version}\n", 1)
