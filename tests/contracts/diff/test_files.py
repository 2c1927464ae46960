"""Documents of several files."""

import subprocess
from pathlib import Path

import pytest

from contracts.diff.command import run_diff

API = """\
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things: { $ref: 'paths/things.yaml' }
"""
PATH = """\
get:
  operationId: list_things
  responses:
    '200':
      description: All.
      content: { application/json: { schema: { $ref: '../schemas.yaml#/Thing' } } }
"""
SCHEMAS = """\
Thing: { type: object, properties: { name: { $ref: '#/Name' } } }
Name: { type: string, maxLength: 9 }
"""
WHOLE = """\
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: list_things
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
components:
  schemas: { Thing: { type: object, properties: { name: { type: string, maxLength: 9 } } } }
"""


def _written(folder: Path, schemas: str = SCHEMAS) -> Path:
    (folder / "paths").mkdir(parents=True, exist_ok=True)
    for name, text in (("api.yaml", API), ("paths/things.yaml", PATH), ("schemas.yaml", schemas)):
        (folder / name).write_text(text)
    return folder / "api.yaml"


def test_several_files_are_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FR-406: how a document is cut into files is no change."""
    whole = tmp_path / "whole.yaml"
    whole.write_text(WHOLE)
    parts = _written(tmp_path / "parts")
    assert run_diff(whole, parts, None, "text") == 0
    assert run_diff(parts, whole, None, "text") == 0
    out, err = capsys.readouterr()
    assert (out.count("mean the same"), err) == (2, "")


def test_change_has_the_line_of_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FR-406: and its pointer there."""
    old, new = _written(tmp_path / "old"), _written(tmp_path / "new", SCHEMAS.replace("9", "10"))
    assert run_diff(old, new, None, "text") == 1
    assert f"{tmp_path}/new/schemas.yaml:2 #/Name/maxLength  [" in capsys.readouterr().out


def test_revision_has_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """FR-406: those of the revision are compared, not those of the working copy."""
    _written(tmp_path)
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=ada", "-c", "user.email=ada@example.com"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "One"]):
        subprocess.run([*git, *arguments], check=True)
    (tmp_path / "schemas.yaml").write_text(SCHEMAS.replace("9", "10"))
    assert run_diff(Path("api.yaml"), None, "HEAD", "text") == 1
    assert "the maximum length was 9 and is 10" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["schemas.yaml", "paths/things.yaml"])
def test_file_that_is_not_there_is_left_out(missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FR-405: the reference to it is named, and the rest compared."""
    old, new = _written(tmp_path / "old"), _written(tmp_path / "new")
    (new.parent / missing).unlink()
    assert run_diff(old, new, None, "text") == 0
    out, err = capsys.readouterr()
    assert out.endswith("mean the same.\n")
    assert f"{missing.rpartition('/')[2]}" in err
    assert "leads nowhere" in err
