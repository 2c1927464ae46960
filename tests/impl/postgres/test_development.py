"""The secrets that a development machine generates."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from impl.postgres.development import SecretNotStoredError, development_secret

MANY = """
import sys
from pathlib import Path
from impl.postgres.development import development_secret
sys.stdin.read()
for number in range(100):
    print(development_secret(Path(sys.argv[1], str(number))))
"""


def test_a_secret_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / ".data" / "jwt-secret"
    secret = development_secret(path)
    assert len(secret) == 43
    assert development_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert development_secret(tmp_path / "other") != secret


def test_processes_at_once_get_the_same_secrets(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(8)
        ]
        for process in processes:
            assert process.stdin is not None
            process.stdin.close()
        outputs = {process.stdout.read() for process in processes if process.stdout is not None}
    assert len(outputs) == 1
    assert len(set(outputs.pop().split())) == 100


def test_a_secret_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("cut")
    assert len(development_secret(path)) == 43
    assert path.read_text() == development_secret(path) + "\n"


def test_what_hinders_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for path in (tmp_path / "file" / "secret", tmp_path / "link", tmp_path):
        with pytest.raises(SecretNotStoredError, match="Cannot keep a development secret in"):
            development_secret(path)
    assert not (tmp_path / "elsewhere").exists()
