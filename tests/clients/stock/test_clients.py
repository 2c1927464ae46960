"""FR-470: the clients that stock generators make of the contract, as the server serves it, compile and work."""

import sys
from pathlib import Path

import pytest

from tests.clients.stock.conftest import calling, project
from tests.clients.stock.environment import Tools
from tests.clients.stock.generators import PYTHON, TYPESCRIPT
from tests.clients.stock.scenario import a_day_with_it

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(name: str, tools: Tools, url: str, tmp_path: Path) -> None:
    """FR-470: strictly, without a type assertion."""
    folder = project(tools, "typescript", name, tmp_path, url)
    tools.run(folder, *TYPESCRIPT[name].split())
    tools.run(folder, "tsc", "--project", ".")
    options = ["--bundle", "--platform=node", "--format=esm", "--packages=external", "--outfile=program.mjs"]
    tools.run(folder, "esbuild", f"{name}.ts", *options)
    with calling(tools, url, folder, "node", "program.mjs") as call:
        a_day_with_it(call)


@pytest.mark.parametrize("name", PYTHON)
def test_python(name: str, tools: Tools, url: str, tmp_path: Path) -> None:
    """FR-470: what uses them is checked by mypy, against their own types."""
    folder = project(tools, "python", name, tmp_path, url)
    tools.run(folder, *PYTHON[name].split())
    check = ["-m", "mypy", "--follow-imports=silent", "--python-executable", tools.path("python"), f"{name}.py"]
    tools.run(folder, sys.executable, *check)
    with calling(tools, url, folder, "python", f"{name}.py") as call:
        a_day_with_it(call)
