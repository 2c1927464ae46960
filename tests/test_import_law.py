"""The import law: which room may know which. The contracts of import-linter are in pyproject.toml."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [*LINT, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_import_law_is_kept() -> None:
    """Constitution 3 and 8: no module imports what its room must not know."""
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


BREACHES = [
    ("generated/models.py", "import impl.settings"),
    ("generated/models.py", "import contracts.diff.report"),
    ("contracts/runtime/json_text.py", "import contracts.document.load"),
    ("contracts/document/load.py", "import contracts.diff.read"),
    ("contracts/gate/gate.py", "import contracts.release.publish"),
    ("contracts/lint/lint.py", "import impl.settings"),
    ("contracts/diff/decide/levels.py", "import contracts.diff.compare.scope"),
    ("contracts/codegen/schemas/direction.py", "import contracts.codegen.render.client"),
    ("contracts/lint/places.py", "import contracts.lint.schemas"),
    ("impl/limits/quota.py", "import impl.limits.limiter"),
    ("impl/auth/jwt.py", "import impl.settings"),
    ("impl/web/app.py", "import contracts.gate.gate"),
    ("contracts/runtime/paths.py", "import generated.models"),
    ("impl/database/url.py", "import impl.services.tasks"),
    ("impl/storage/tasks.py", "import fastapi"),
    ("impl/storage/tables.py", "import generated.models"),
    ("impl/services/tasks.py", "import fastapi"),
    ("impl/services/headers.py", "import starlette.requests"),
    ("impl/services/tasks.py", "import impl.database.database"),
    ("impl/wiring.py", "import impl.web.app"),
    ("impl/web/app.py", "import impl.server.run"),
]


@pytest.mark.parametrize(("module", "line"), BREACHES, ids=[f"{module}: {line}" for module, line in BREACHES])
def test_breach_is_found(tmp_path: Path, module: str, line: str) -> None:
    """The law has teeth: one import in the wrong room fails it."""
    for package in ("contracts", "generated", "impl"):
        for file in (ROOT / package).rglob("*.py"):
            copy = tmp_path / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    target = tmp_path / module
    target.write_text(f"{target.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_only_database_commits() -> None:
    """FR-037 and the constitution: a transaction is committed in one place."""
    committing = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "impl").rglob("*.py")
        if re.search(r'\.commit\(|"COMMIT"', file.read_text(encoding="utf-8"))
    ]
    assert committing == ["impl/database/session.py"]
