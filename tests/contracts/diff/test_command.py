"""`tasks-api contract diff`: its arguments, its three formats, and its exit code."""

import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from impl.cli import cli

OLD = """\
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: list_pets
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses: { '200': { description: They are. } }
    delete:
      operationId: delete_pets
      responses: { '204': { description: Gone. } }
"""
BREAKING = OLD[: OLD.index("    delete:")]
POSSIBLY = OLD.replace("list_pets", "find_pets")
RENAMED = OLD.replace("name: limit", "name: size")


def _run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["contract", "diff", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A contract."""
    file = tmp_path / "old.yaml"
    file.write_text(OLD)
    return file


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The place of another."""
    return tmp_path / "new.yaml"


def test_nothing_changed(old: Path, new: Path) -> None:
    """FR-156: the same contract in another notation has no change."""
    new.write_text(OLD.replace("{ title: Pets, version: 1.0.0 }", "\n  version: 1.0.0\n  title: Pets"))
    code, out, _ = _run(old, new)
    assert (code, out) == (0, f"{old} and {new} mean the same.\n")


def test_breaking_change_fails(old: Path, new: Path) -> None:
    """FR-156: a breaking change gives exit code 1, and is reported with its line in the right file."""
    new.write_text(BREAKING)
    code, out, _ = _run(old, new)
    lines = out.splitlines()
    assert code == 1
    assert lines[:4] == ["1 breaking.", "", "delete_pets", "  breaking: DELETE /pets is gone, and was not deprecated."]
    assert lines[4].startswith(f"      {old}:10 #/paths/~1pets/delete  [operation-removed-without-deprecation ")


def test_worst_comes_first(old: Path, new: Path) -> None:
    """FR-156: what breaks is told before what is safe; what only may break does not fail."""
    new.write_text(RENAMED)
    code, out, _ = _run(old, new)
    assert code == 1
    assert [line.split(":")[0].strip() for line in out.splitlines() if "The query parameter" in line] == [
        "breaking",
        "safe",
    ]
    new.write_text(POSSIBLY)
    code, out, _ = _run(old, new)
    assert (code, out.splitlines()[0]) == (0, "1 possibly breaking.")


def test_json_is_for_programs(old: Path, new: Path) -> None:
    """FR-156: the same as JSON, every change with its rule, pointer and fingerprint."""
    new.write_text(BREAKING)
    code, out, _ = _run(old, new, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert report["counts"] == {"breaking": 1, "possibly breaking": 0, "safe": 0}
    (change,) = report["changes"]
    assert len(change.pop("fingerprint")) == 12
    assert change == {
        "rule": "operation-removed-without-deprecation",
        "level": "breaking",
        "pointer": "/paths/~1pets/delete",
        "sentence": "DELETE /pets is gone, and was not deprecated.",
        "operation": "delete_pets",
        "in_old": True,
        "member": "DELETE /pets",
    }


def test_markdown_is_for_pull_requests(old: Path, new: Path) -> None:
    """FR-156: the same as Markdown."""
    new.write_text(RENAMED)
    _, out, _ = _run(old, new, "--format", "markdown")
    assert "## list_pets" in out
    gone = "The query parameter `limit` is gone, and was not deprecated."
    assert f"| **breaking** | {gone} | `request-parameter-removed` |" in out


def test_since_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-156: the contract at a revision of git is compared with the working copy."""
    (tmp_path / "contracts").mkdir()
    contract = tmp_path / "contracts" / "openapi.yaml"
    contract.write_text(OLD)
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=ada", "-c", "user.email=ada@example.com"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "One"]):
        subprocess.run([*git, *arguments], check=True)
    contract.write_text(BREAKING)
    code, out, _ = _run("--since", "HEAD")
    assert code == 1
    assert "HEAD:contracts/openapi.yaml:10 #/paths/~1pets/delete" in out
    assert _run("--since", "nope")[::2] == (
        2,
        "tasks-api: nope:contracts/openapi.yaml: invalid object name 'nope'.\n",
    )


UNUSABLE = {
    "missing": (None, "can't be read: No such file or directory"),
    "syntax": ("openapi: [", "new.yaml:2: syntax: column 1: "),
    "no OpenAPI": ("hello: world", "is not an OpenAPI document"),
    "version": ("openapi: 2.0.0", "version 2.0.0 is neither 3.0, 3.1 nor 3.2"),
    "structure": (OLD.replace("paths:", "paths: []\nx-paths:"), "new.yaml:3 #/paths: paths: is no object"),
    "twice": (OLD.replace("    delete:", "    get:"), "new.yaml:10: syntax: column 5: the key 'get' is given twice"),
}


@pytest.mark.parametrize(("text", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_input_is_one_line(old: Path, new: Path, text: str | None, reason: str) -> None:
    """FR-156: a file that can't be compared is named in one line, and exits 2."""
    if text is not None:
        new.write_text(text)
    code, out, err = _run(old, new)
    assert (code, out) == (2, "")
    assert err.startswith(f"tasks-api: {new}")
    assert reason in err
    assert err.count("\n") == 1


def test_arguments_that_name_nothing(old: Path) -> None:
    """FR-156: a command that does not say what to compare exits with 2 too."""
    assert _run()[0] == 2
    assert _run(old)[0] == 2
