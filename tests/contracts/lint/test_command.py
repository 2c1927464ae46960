"""`tasks-api contract lint`: what is checked, how severe it is, and the exit code."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from contracts.document.refusal import Note
from contracts.lint import command
from contracts.lint.rules import RULES, WARNINGS
from impl.cli import cli
from tests.support.document import CONTRACT

REFUSED = """\
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /Pets:
    trace:
      operationId: list_pets
      responses: { '200': { description: They are. } }
"""


def _run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["contract", "lint", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    """A contract that the generator refuses, and whose path breaks a rule of the house."""
    file = tmp_path / "pets.yaml"
    file.write_text(REFUSED)
    return file


def test_rules_of_the_generator(refused: Path) -> None:
    """FR-161: an error has its file, its line and its pointer, and no other word before it."""
    code, out, err = _run(refused, "--rules", "generate")
    assert code == 1
    assert out.startswith(f"{refused}:5 #/paths/~1Pets/trace: trace: ")
    assert "path-form" not in out
    assert err == "1 error: 1 to mend.\n"


def test_rules_of_the_house(refused: Path) -> None:
    """FR-161: they are checked in a contract that the generator refuses too, if they are asked for."""
    code, out, err = _run(refused, "--rules", "house")
    assert (code, err) == (1, "1 warning: 1 to mend.\n")
    told = "Write lower-case words, parted by - or _, and {parameters}."
    assert out == f"{refused}:4 #/paths/~1Pets: warning: path-form: {told}\n"
    assert "path-form" not in _run(refused)[1]


def test_severity_decides_the_exit_code(refused: Path) -> None:
    """FR-161: a warning passes where only errors fail."""
    assert _run(refused, "--rules", "house", "--fail-on", "error")[0] == 0
    assert _run(refused, "--rules", "house", "--fail-on", "warning")[0] == 1
    assert _run(refused, "--rules", "generate", "--fail-on", "error")[0] == 1
    assert _run(refused, "--rules", "nothing")[0] == 2


def test_our_contract_has_nothing_to_mend() -> None:
    """FR-161: by all rules, and by each kind of them."""
    for arguments in ([], ["--rules", "generate"], ["--rules", "house", "--fail-on", "note"]):
        assert _run(CONTRACT, *arguments) == (0, "", "")


def test_what_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    """FR-161: whichever rules are asked for."""
    for rules in ("generate", "house"):
        code, out, _ = _run(tmp_path / "none.yaml", "--rules", rules)
        assert (code, out) == (1, f"{tmp_path / 'none.yaml'}: file: can't be read: No such file or directory\n")


def test_warnings_are_rules() -> None:
    """FR-161: a severity is that of a rule, and some rules are errors."""
    assert RULES.keys() > WARNINGS


def test_note_needs_no_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-161: what the generator only notes is told, and fails nothing unless it is asked to."""
    note = Note("/info", "contact", "a server has nothing to enforce for it")
    monkeypatch.setattr(command, "inspect", lambda document: ([], [note]))
    code, out, err = _run(CONTRACT, "--rules", "generate")
    line = next(number for number, text in enumerate(CONTRACT.read_text().splitlines(), 1) if text == "info:")
    assert (code, err) == (0, "1 note: 0 to mend.\n")
    assert out == f"{CONTRACT}:{line} #/info: note: contact: a server has nothing to enforce for it\n"
    assert _run(CONTRACT, "--rules", "generate", "--fail-on", "note")[0] == 1
