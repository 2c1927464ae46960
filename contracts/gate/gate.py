"""Whether a contract may follow another: everything that is asked of it, told at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.changes import Change
from contracts.diff.decide.grouping import summary_of
from contracts.diff.read.load import Contract
from contracts.gate.changelog import UNRELEASED, line_of, section, told_by, untold
from contracts.gate.sunsets import too_early
from contracts.gate.versions import Version, deserved, parse_version
from contracts.gate.waivers import Waiver, stale, unwaived


@dataclass(frozen=True, slots=True)
class Sources:
    """What is compared: the contract before, None if there was none, the one that is to follow, and what is generated.

    `generated` is the document that the server publishes, None if there is none.
    """

    before: Contract | None
    now: Contract
    generated: object
    changelog: str
    waivers: list[Waiver]
    today: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What changed, what is wrong with it, a sentence each, and the changes that the changelog is silent on."""

    changes: list[Change]
    wrong: list[str] = field(default_factory=list)
    silent: list[Change] = field(default_factory=list)


def judge(sources: Sources) -> Verdict:
    """Hold the contract against the rules of specs/adr/0012."""
    before, now = sources.before, sources.now
    changes = [] if before is None else compare(before.document, now.document, today=sources.today)
    told = section(sources.changelog, UNRELEASED, now.document["info"]["version"])
    silent = untold(changes, told)
    wrong = [*_wrong(sources, changes), *silence(sources, silent)]
    return Verdict(changes, list(dict.fromkeys(wrong)), silent)


def _wrong(sources: Sources, changes: list[Change]) -> Iterator[str]:
    before, now = sources.before, sources.now
    at_version = now.lines.where("/info/version")
    if sources.generated != now.document:
        yield "generated/ is not what the contract gives. Run ./codegen.sh."
    version = parse_version(now.document["info"]["version"])
    if version is None:
        yield f"{at_version}: {now.document['info']['version']} is no version: info.version is MAJOR.MINOR.PATCH."
        return
    yield from stale(changes, sources.waivers, sources.today)
    if before is None:
        return
    first = parse_version(before.document["info"]["version"])
    if first is None:
        where = before.lines.where("/info/version")
        yield f"{where}: {before.document['info']['version']} is no version that can be raised: MAJOR.MINOR.PATCH."
        return
    counting = unwaived(changes, sources.waivers)
    if asked := _version(first, version, before, now, counting):
        yield f"{at_version}: {asked}"
    yield from too_early(counting, first, before.lines)


def silence(sources: Sources, silent: list[Change]) -> Iterator[str]:
    """A sentence for what the changelog does not tell, once where it is the same of several operations."""
    begins = line_of(sources.changelog, UNRELEASED)
    lines = {False: sources.now.lines, True: (sources.before or sources.now).lines}
    alike: dict[tuple[str, str, bool], list[Change]] = {}
    for change in silent:
        alike.setdefault((change.sentence, change.pointer, change.in_old), []).append(change)
    for (sentence, at, in_old), same in alike.items():
        where = f"CHANGELOG.md{f':{begins}' if begins else ''}"
        yield f"{where}: {UNRELEASED} does not tell: {sentence} ({lines[in_old].where(at)}) {told_by(same)}"


def _version(first: Version, version: Version, before: Contract, now: Contract, changes: list[Change]) -> str | None:
    if now.document == before.document:
        return None
    least = first.raised(deserved({change.level for change in changes}, first))
    if version >= least:
        return None
    reason = summary_of(changes).rstrip(".") if changes else "words"
    return f"info.version is {version}; after {first}, what changed ({reason}) asks for {least} at least."
