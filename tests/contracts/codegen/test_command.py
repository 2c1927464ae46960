"""FR-040: ./codegen.sh writes the same bytes every time, --check tells what is stale, and nothing is lost."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import contracts.runtime
import generated.routers.tasks
from tests.contracts.codegen.documents import OK, answering, document, query, written

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
CONTRACT = document(
    {
        "/things": {"get": answering({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}})},
        "/others": {"get": {"tags": ["others"], "responses": OK}},
    },
    schemas={"Thing": {"type": "object", "properties": {"name": {"type": "string"}}}},
)
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def codegen(tmp_path: Path) -> Command:
    """Runs the command on `contract.json` with the output `out`, from another folder."""
    written(tmp_path, CONTRACT)

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [str(ROOT / "codegen.sh"), "--contract", "contract.json", "--out", "out", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_bytes_each_time(codegen: Command, tmp_path: Path) -> None:
    assert codegen().returncode == 0
    first = files(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "before")
    assert codegen().returncode == 0
    assert files(tmp_path / "out") == first
    assert {"models.py", "schemas.py", "routers/things.py", "routers/others.py", "runtime/router.py"} <= first.keys()
    told = json.loads((tmp_path / "contract.json").read_bytes())
    assert first["contract/openapi.json"].decode() == json.dumps(told, indent=2) + "\n"


def test_package_elsewhere_needs_nothing_of_this_project(codegen: Command, tmp_path: Path) -> None:
    """FR-040: it has a copy of the runtime; one that shares the project's has none."""
    program = (
        "import sys\nsys.modules |= dict.fromkeys(('contracts', 'generated', 'impl'))\n"
        "import out.routers.others, out.routers.things, out.parameters, out.responses\n"
        "print(out.routers.things.runtime.__name__)"
    )
    told = []
    for options in ([], ["--shared-runtime"]):
        assert codegen(*options).returncode == 0
        command = [sys.executable, "-P", "-c", f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n{program}"]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        told.append((ran.stdout.strip(), ran.stderr.strip().splitlines()[-1:], (tmp_path / "out" / "runtime").exists()))
    error = "ModuleNotFoundError: import of contracts halted; None in sys.modules"
    assert told == [("out.runtime", [], True), ("", [error], False)]


def test_runtime_is_there_once() -> None:
    """FR-040: `generated/` holds what depends on the contract alone."""
    assert not (ROOT / "generated" / "runtime").exists()
    assert vars(generated.routers.tasks)["runtime"] is contracts.runtime


def test_says_not_to_edit(codegen: Command, tmp_path: Path) -> None:
    codegen()
    sources = list((tmp_path / "out").rglob("*.py"))
    assert sources
    for path in sources:
        first = path.read_text().splitlines()[0]
        assert "DO NOT EDIT" in first
        assert "./codegen.sh" in first


def test_nothing_is_left_beside_the_output(codegen: Command, tmp_path: Path) -> None:
    codegen()
    assert {path.name for path in tmp_path.iterdir()} == {"contract.json", "out"}


def test_check_accepts_what_was_generated(codegen: Command) -> None:
    codegen()
    finished = codegen("--check")
    assert (finished.returncode, finished.stdout) == (0, "")


@pytest.mark.parametrize("name", ["models.py", "routers/things.py", "runtime/router.py", "contract/openapi.json"])
def test_check_shows_an_edit(codegen: Command, tmp_path: Path, name: str) -> None:
    codegen()
    path = tmp_path / "out" / name
    path.write_text(path.read_text() + "# edited\n")
    finished = codegen("--check")
    assert finished.returncode == 1
    assert "-# edited\n" in finished.stdout
    assert f"/{name}\n" in finished.stdout
    assert path.read_text().endswith("# edited\n")


def test_check_shows_a_changed_contract(codegen: Command, tmp_path: Path) -> None:
    codegen()
    before = files(tmp_path / "out")
    written(tmp_path, {**CONTRACT, "paths": {**CONTRACT["paths"], "/more": {"get": query({"type": "string"})}}})
    finished = codegen("--check")
    assert finished.returncode == 1
    assert "+    async def get_more(" in finished.stdout
    assert files(tmp_path / "out") == before


def test_check_shows_a_missing_and_a_foreign_file(codegen: Command, tmp_path: Path) -> None:
    codegen()
    (tmp_path / "out" / "routers" / "others.py").unlink()
    (tmp_path / "out" / "mine.py").write_text("x = 1\n")
    finished = codegen("--check")
    assert finished.returncode == 1
    assert "+++ contract/routers/others.py" in finished.stdout
    assert "-x = 1" in finished.stdout


def test_router_of_a_tag_that_is_gone_vanishes(codegen: Command, tmp_path: Path) -> None:
    codegen()
    written(tmp_path, {**CONTRACT, "paths": {"/things": CONTRACT["paths"]["/things"]}})
    codegen()
    assert {path.name for path in (tmp_path / "out" / "routers").iterdir()} == {"__init__.py", "things.py"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("openapi: [", "contract.json:2: syntax: column 1: "),
        ('swagger: "2.0"', "contract.json: openapi: is not an OpenAPI document"),
    ],
)
def test_broken_contract_leaves_everything_as_it_was(codegen: Command, tmp_path: Path, text: str, line: str) -> None:
    codegen()
    before = files(tmp_path / "out")
    (tmp_path / "contract.json").write_text(f"{text}\n")
    finished = codegen()
    assert finished.returncode == 1
    assert finished.stderr.startswith(line)
    assert finished.stderr.count("\n") == 1
    assert files(tmp_path / "out") == before


def test_refusals_are_lines_with_pointers(codegen: Command, tmp_path: Path) -> None:
    written(
        tmp_path, document({"/x": {"get": query({"type": "string"}, style="deepObject"), "trace": {"responses": OK}}})
    )
    finished = codegen()
    assert finished.returncode == 1
    assert [line.split(": ")[:2] for line in finished.stderr.splitlines()] == [
        ["contract.json:1 #/paths/~1x/trace", "trace"],
        ["contract.json:1 #/paths/~1x/get/parameters/0/style", "deepObject"],
    ]
    assert not (tmp_path / "out").exists()


def test_folder_of_somebody_else_is_left_alone(codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    finished = codegen()
    assert finished.returncode == 1
    assert finished.stderr.startswith("out is not a generated folder")
    assert files(tmp_path / "out") == {"thesis.txt": b"years of work"}


def test_own_output_is_what_the_contract_gives() -> None:
    finished = subprocess.run([ROOT / "codegen.sh", "--check"], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (0, "")
