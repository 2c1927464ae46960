"""Which modules are mutated."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCES = ("contracts", "generated", "impl")
# Run in the environment of the generator of routers.
_NEVER_IMPORTED = ("contracts/codegen/render/templates/",)


def touched_since(root: Path, revision: str) -> list[str]:
    """The modules that differ from where this branch left a revision of git, those not committed yet included."""
    start = _git(root, "merge-base", revision, "HEAD").strip()
    changed = _git(root, "diff", "--name-only", "--diff-filter=d", start).splitlines()
    added = _git(root, "ls-files", "--others", "--exclude-standard").splitlines()
    return sorted(_modules([*changed, *added]))


def modules_in(root: Path, paths: Iterable[str]) -> list[str]:
    """The modules that these files and folders are or have."""
    files = (
        file for path in paths for file in ([root / path] if path.endswith(".py") else (root / path).rglob("*.py"))
    )
    return sorted(_modules(str(file.relative_to(root)) for file in files))


def _modules(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        ours = path.endswith(".py") and path.startswith(tuple(f"{source}/" for source in SOURCES))
        if ours and not path.startswith(_NEVER_IMPORTED):
            yield path


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout
