"""`python -m contracts.gate`: ./codegen.sh without options. Generates, and says what breaks clients of the contract
that was published last.

That is for who changes the contract, so breaking changes fail `tasks-api contract gate`, and not this. It is one
process with the generator, since importing what both need takes longer than the comparison.
"""

import contextlib
import sys
from collections.abc import Iterator

from contracts.codegen.__main__ import main as generate
from contracts.codegen.render.generators import ROOT
from contracts.diff.decide.grouping import groups, summary_of
from contracts.diff.decide.levels import Level
from contracts.diff.read.load import UnusableContract
from contracts.gate.command import read_sources
from contracts.gate.gate import Sources, judge, silence
from contracts.gate.waivers import InvalidWaivers

_MOST = 10


def main() -> int:
    """Generate, and print what breaks clients and is not in the changelog. Return the exit code of the generator."""
    if done := generate([]):
        return done
    try:
        with contextlib.chdir(ROOT):
            sources = read_sources(None)
    except (UnusableContract, InvalidWaivers) as error:
        print(error, file=sys.stderr)
    else:
        sys.stdout.writelines(f"{line}\n" for line in since_published(sources))
    return 0


def since_published(sources: Sources) -> Iterator[str]:
    """A line for each change that breaks clients, and for each that the changelog does not tell; none where none is."""
    verdict = judge(sources)
    breaking = [
        f"  {change.level}: {heading}: {change.sentence}"
        for heading, group in groups([one for one in verdict.changes if one.level is Level.BREAKING])
        for change in group
    ]
    untold = [f"  {sentence}" for sentence in silence(sources, verdict.silent)]
    if sources.before is None or not (breaking or untold):
        return
    yield f"Since {sources.before.name}, the last that was published: {summary_of(verdict.changes)}"
    for lines in (breaking, untold):
        yield from lines[:_MOST]
        if len(lines) > _MOST:
            yield f"  … and {len(lines) - _MOST} more: tasks-api contract gate"


if __name__ == "__main__":
    sys.exit(main())
