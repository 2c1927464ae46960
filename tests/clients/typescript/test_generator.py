"""FR-179: the TypeScript client is what the contract gives; and where there is no Node nothing is lost or hidden."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.codegen.render.assemble import differences
from contracts.codegen.render.client import PACKAGES, ClientGenerator
from contracts.codegen.render.generators import GeneratorFailed
from contracts.document.load import Document, load
from tests.clients.typescript.conftest import CLIENT
from tests.conftest import ROOT
from tests.support.document import CONTRACT
from tests.support.node import skip_or_fail


@pytest.fixture(scope="module")
def document() -> Document:
    return load(CONTRACT)


@pytest.fixture
def node() -> None:
    """The generator's own packages, which `make setup` installs."""
    if shutil.which("node") is None or not PACKAGES.is_dir():
        skip_or_fail(
            "Node or the packages of the client's generator are not installed, so nobody generates the client."
        )


@pytest.fixture
def without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CI", raising=False)


def _generated(document: Document, work: Path) -> Path:
    (work / "new").mkdir(parents=True)
    assert ClientGenerator(document, work).put(work / "new", ROOT / "generated") is None
    return work / "new" / "typescript"


@pytest.mark.usefixtures("node")
def test_it_is_what_the_contract_gives(document: Document, tmp_path: Path) -> None:
    """FR-179: byte by byte, each time."""
    first, second = _generated(document, tmp_path / "1"), _generated(document, tmp_path / "2")
    assert differences(first, CLIENT) == differences(second, CLIENT) == []
    (second / "client.js").write_text("edited\n")
    assert "+edited\n" in differences(second, CLIENT)


@pytest.mark.usefixtures("node")
def test_it_changes_with_the_contract(document: Document, tmp_path: Path) -> None:
    """FR-179: a function more, and a header that may be missing."""
    changed = json.loads(json.dumps(document))
    changed["paths"]["/more"] = {"get": {**changed["paths"]["/health/live"]["get"], "operationId": "get_more"}}
    changed["info"]["version"] = "9.9.9"
    made = _generated(changed, tmp_path)
    assert 'readonly get_more: (init?: Init<"get_more">)' in (made / "operations.d.ts").read_text()
    assert json.loads((made / "package.json").read_text())["version"] == "9.9.9"
    _, operations = (made / "contract.d.ts").read_text().split("export interface operations")
    assert "RateLimit?: " in operations
    assert "RateLimit: " not in operations


@pytest.mark.usefixtures("node")
def test_what_it_can_not_do_is_said(document: Document, tmp_path: Path) -> None:
    """FR-179: instead of types that are not true."""
    changed = json.loads(json.dumps(document))
    changed["paths"]["/health/live"]["get"]["responses"] |= {"4XX": {"description": "No."}}
    with pytest.raises(GeneratorFailed, match="get_liveness apart: 4XX has no single status") as failed:
        _generated(changed, tmp_path)
    assert "\n" not in str(failed.value)


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    ("media", "told"),
    [
        (["text/event-stream"], "text/event-stream"),
        (["text/csv"], "text/csv"),
        (["application/json", "application/problem+json"], "application/json, application/problem+json"),
    ],
)
def test_what_it_can_not_read_is_left_out(document: Document, tmp_path: Path, media: list[str], told: str) -> None:
    """FR-179: and somebody says so."""
    changed = json.loads(json.dumps(document))
    response = {"description": "", "content": {name: {} for name in media}}
    changed["paths"]["/health/live"]["get"]["responses"] |= {"200": response}
    (tmp_path / "new").mkdir()
    warning = ClientGenerator(changed, tmp_path).put(tmp_path / "new", ROOT / "generated")
    assert warning == f"The TypeScript client leaves out get_liveness, which answers with {told}."
    made = tmp_path / "new" / "typescript"
    texts = {name: (made / name).read_text() for name in ("operations.d.ts", "operations.js", "contract.d.ts")}
    assert {name: "get_liveness" in text for name, text in texts.items()} == dict.fromkeys(texts, False)
    assert all("get_readiness" in text for text in texts.values())


@pytest.mark.usefixtures("without_node")
def test_without_node_it_stays(document: Document, tmp_path: Path) -> None:
    """FR-179: and somebody says so."""
    (tmp_path / "new").mkdir()
    warning = ClientGenerator(document, tmp_path).put(tmp_path / "new", ROOT / "generated")
    assert warning is not None
    assert "generated/typescript was left as it was, unchecked" in warning
    assert differences(tmp_path / "new" / "typescript", CLIENT) == []


@pytest.mark.usefixtures("without_node")
def test_ci_does_not_do_without(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-179: a stale client does not land."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(GeneratorFailed, match="no Node"):
        ClientGenerator(document, tmp_path)


def test_the_command_says_it_too(tmp_path: Path) -> None:
    """FR-179: `./codegen.sh --check` on a machine without Node."""
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or pytest.fail(f"there is no {name}"))
    command = [str(ROOT / "codegen.sh"), "--check"]
    environment = {"PATH": str(tmp_path)}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert "unchecked" in finished.stderr
