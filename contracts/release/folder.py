"""Builds a release in a temporary folder, and moves it to its destination when it is complete."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from contracts.gate.published import Published
from contracts.release import parts

SUMS = "SHA256SUMS"


def write_release(release: Published, before: Published | None, dist: Path) -> tuple[Path, list[str]]:
    """Write `contract-VERSION` below `dist`; return the folder and what had to be left out. Raises PartFailed."""
    dist.mkdir(exist_ok=True)
    destination = dist / f"contract-{release.version}"
    with tempfile.TemporaryDirectory(dir=dist.resolve(), prefix=".contract-") as scratch:
        folder, work = Path(scratch) / "new", Path(scratch) / "work"
        folder.mkdir()
        work.mkdir()
        parts.contract(release, folder)
        parts.changes(release, before, folder)
        left_out = [parts.docs(folder), parts.client(folder), parts.collection(release, folder, work)]
        (folder / SUMS).write_text(_sums(folder), encoding="utf-8")
        shutil.rmtree(destination, ignore_errors=True)
        folder.replace(destination)
    return destination, [one for one in left_out if one is not None]


def _sums(folder: Path) -> str:
    """Return the digests in the format of `sha256sum --check`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in files]
    return "".join(f"{digest}  {name}\n" for digest, name in digests)
