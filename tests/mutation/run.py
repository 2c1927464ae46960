"""Runs mutmut on a copy of the project, so that a run which is cut short leaves no broken line behind."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.mutation.outcome import Outcome, read_outcome
from tests.mutation.touched import SOURCES

MUTMUT = Path(sys.executable).parent / "mutmut"


class CantMutate(Exception):
    """The tests can't be run on mutated code; the message has what mutmut said."""


def mutate(root: Path, modules: Sequence[str], tests: Sequence[str]) -> Outcome:
    """Break each line of these modules and run their tests, one process at a time. Raises CantMutate."""
    with _copied(root) as tree:
        failing = _failing(tree, tests)
        _configure(tree, modules, tests, failing)
        log = tree / "mutmut.log"
        with log.open("wb") as written:
            output = None if sys.stdout.isatty() else written
            run = [str(MUTMUT), "run", "--max-children", "1"]
            done = subprocess.run(run, cwd=tree, stdout=output, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            raise CantMutate(f"mutmut stopped with {done.returncode}.\n{log.read_text(errors='replace')[-4000:]}")
        return read_outcome(tree, failing, lambda *command: _output(tree, *command))


@contextmanager
def _copied(root: Path) -> Iterator[Path]:
    """A copy of what git knows or would add, below .data, where PostgreSQL's own account may go."""
    (root / ".data").mkdir(exist_ok=True)
    tree = Path(tempfile.mkdtemp(prefix="mutation-", dir=root / ".data"))
    try:
        tree.chmod(0o755)
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
        for name in filter(None, names):
            if (root / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, tree / name)
        (tree / "mutants").mkdir()
        for link in (".venv", ".data"):
            for folder in (tree, tree / "mutants"):
                (folder / link).symlink_to(root / link)
        yield tree
    finally:
        shutil.rmtree(tree)


def _failing(tree: Path, tests: Sequence[str]) -> list[str]:
    """The tests that fail in a copy though nothing is broken, such as those that need the history of git."""
    quiet = [sys.executable, "-m", "pytest", "-q", "--tb=no", *tests]
    subprocess.run(quiet, cwd=tree, check=False, capture_output=True)
    last = tree / ".pytest_cache" / "v" / "cache" / "lastfailed"
    return sorted(json.loads(last.read_bytes())) if last.exists() else []


def _configure(tree: Path, modules: Sequence[str], tests: Sequence[str], failing: Sequence[str]) -> None:
    others = [one.name for one in tree.iterdir() if one.name not in (*SOURCES, "tests", "mutants", ".data", ".venv")]
    settings: dict[str, list[str]] = {
        "source_paths": [source for source in SOURCES if (tree / source).is_dir()],
        "only_mutate": list(modules),
        "also_copy": [name for name in others if not name.startswith(".pytest")],
        "pytest_add_cli_args_test_selection": list(tests),
        "pytest_add_cli_args": ["-pno:cacheprovider", *(f"--deselect={test}" for test in failing)],
    }
    # A list of JSON strings is one of TOML's.
    lines = ["", "[tool.mutmut]", "use_git_change_detection = false"]
    # What it knows of a test's time leaves out its fixtures, such as a database with its tables on a busy machine. A
    # mutant that takes longer counts as noticed.
    lines += ["timeout_constant = 30.0", "timeout_multiplier = 5.0"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _output(tree: Path, *command: str) -> str:
    return subprocess.run([str(MUTMUT), *command], cwd=tree, check=True, capture_output=True, text=True).stdout
