"""Puts a release together beside its place, and swaps it in when it is whole."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from contracts.gate.published import Published
from contracts.release import parts

SUMS = "SHA256SUMS"


def write_release(release: Published, before: Published | None, dist: Path) -> tuple[Path, list[str]]:
    """Write `contract-VERSION` below a folder; it, and what had to be left out. Raises PartFailed."""
    dist.mkdir(exist_ok=True)
    place = dist / f"contract-{release.version}"
    with tempfile.TemporaryDirectory(dir=dist.resolve(), prefix=".contract-") as scratch:
        folder = Path(scratch) / "new"
        folder.mkdir()
        parts.contract(release, folder)
        parts.changes(release, before, folder)
        left_out = [parts.docs(folder), parts.client(folder)]
        (folder / SUMS).write_text(_sums(folder), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        folder.replace(place)
    return place, [one for one in left_out if one is not None]


def _sums(folder: Path) -> str:
    """As `sha256sum --check` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in files]
    return "".join(f"{digest}  {name}\n" for digest, name in digests)
