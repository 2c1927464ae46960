"""The command `tasks-api contract release`."""

import sys
from pathlib import Path

from contracts.diff.read.load import UnusableContract
from contracts.gate.command import CHANGELOG, read_sources
from contracts.gate.gate import judge
from contracts.gate.published import FOLDER
from contracts.gate.waivers import InvalidWaivers
from contracts.release.folder import write_release
from contracts.release.parts import PartFailed
from contracts.release.publish import NotPublishable, publish, published_before

DIST = Path("dist")


def run_release() -> int:
    """Publish the contract of the current folder, and print the files. Return 1 if it may not be published."""
    try:
        sources = read_sources(None)
        verdict = judge(sources)
        if verdict.wrong:
            raise NotPublishable("\n".join(verdict.wrong))
        release = publish(sources.now, FOLDER, CHANGELOG)
        place, left_out = write_release(release, published_before(FOLDER, release.version), DIST)
    except (UnusableContract, InvalidWaivers, NotPublishable, PartFailed) as error:
        print(f"tasks-api: {error}", file=sys.stderr)
        return 1
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        print(path)
    for sentence in left_out:
        print(sentence, file=sys.stderr)
    return 0
