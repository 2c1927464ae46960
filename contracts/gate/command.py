"""What `tasks-api contract gate` does."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from contracts.diff.decide.grouping import summary_of
from contracts.diff.read.load import CONTRACT, Contract, UnusableContract, contract_of_file, contract_of_revision
from contracts.gate.changelog import draft, with_entries
from contracts.gate.gate import Sources, Verdict, judge
from contracts.gate.published import FOLDER, last_published
from contracts.gate.waivers import FILE, InvalidWaivers, read_waivers

CHANGELOG = Path("CHANGELOG.md")
GENERATED = Path("generated") / "contract" / "openapi.json"


def run_gate(since: str | None, *, drafting: bool) -> int:
    """Print the verdict on the contract of the folder we are in; the exit code: 0 if it may land, 1 if not.

    With `drafting`, what the changelog is silent on is written into it first. 2 if there is nothing to judge.
    """
    try:
        sources = read_sources(since)
        verdict = judge(sources)
        if drafting and verdict.silent:
            entries = list(draft(verdict.silent))
            CHANGELOG.write_text(with_entries(sources.changelog, entries), encoding="utf-8")
            print("\n".join([f"Written into {CHANGELOG}; put it into your words:", *entries]))
            sources = read_sources(since)
            verdict = judge(sources)
    except (UnusableContract, InvalidWaivers) as error:
        print(f"tasks-api: {error}", file=sys.stderr)
        return 2
    for sentence in verdict.wrong:
        print(sentence, file=sys.stderr)
    if verdict.wrong:
        return 1
    print(_passed(sources, verdict))
    return 0


def read_sources(since: str | None) -> Sources:
    """The three sources, the changelog and the waivers. Raises UnusableContract, InvalidWaivers."""
    return Sources(
        before=_before(since),
        now=contract_of_file(CONTRACT),
        generated=json.loads(GENERATED.read_bytes()) if GENERATED.exists() else None,
        changelog=CHANGELOG.read_text(encoding="utf-8") if CHANGELOG.exists() else "",
        waivers=read_waivers(FILE.read_text(encoding="utf-8")) if FILE.exists() else [],
        today=datetime.now(UTC).date(),
    )


def _before(since: str | None) -> Contract | None:
    if since is not None:
        return contract_of_revision(since)
    last = last_published(FOLDER)
    return None if last is None else last.contract


def _passed(sources: Sources, verdict: Verdict) -> str:
    version = sources.now.document["info"]["version"]
    if sources.before is None:
        return f"{version} may be published: nothing was before."
    if sources.before.document == sources.now.document:
        return f"The contract is that of {sources.before.name}."
    changes = summary_of(verdict.changes) if verdict.changes else "only words changed."
    return f"{version} may follow {sources.before.document['info']['version']}: {changes}"
