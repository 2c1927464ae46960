"""FR-166: a release is one folder that is the same each time; what was published is kept."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contracts.diff.read.load import contract_of_file
from contracts.document.load import load
from contracts.release.publish import NotPublishable, publish, published_before
from tests.conftest import ROOT
from tests.contracts.codegen.project import Project
from tests.support.document import contract
from tests.support.node import skip_or_fail

pytestmark = pytest.mark.slow

Json = Any
RELEASE = ("-c", "from impl.cli import main; main()", "contract", "release")
VERSION = load(ROOT / "contracts" / "openapi.yaml")["info"]["version"]
NEXT = "7.0.0"
GONE = "`complete_task`, `PATCH /api/{user_id}/tasks/{task_id}/complete`, is gone."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy whose contract was published at its version, and then once more with an operation less."""
    project = Project(tmp_path_factory.mktemp("release"))
    first = project.folder / "contracts" / "published" / f"{VERSION}.yaml"
    shutil.copy(project.contract, first)

    def less(contract: Json) -> None:
        del contract["paths"]["/api/{user_id}/tasks/{task_id}/complete"]
        contract["info"]["version"] = NEXT

    project.change(less)
    assert project.codegen().returncode == 0
    return project


@pytest.fixture(scope="module")
def released(project: Project) -> Path:
    """What the command wrote, twice the same."""
    changelog = project.folder / "CHANGELOG.md"
    changelog.write_text(f"# Changelog\n\n## Unreleased\n\n- {GONE}\n", encoding="utf-8")
    if shutil.which("npm") is None:
        skip_or_fail("Node is not installed, so no release is made.")
    place = project.folder / "dist" / f"contract-{NEXT}"
    sums = []
    for _ in range(2):
        finished = _release(project, CI="true")
        if "npm ci failed" in finished.stderr:
            skip_or_fail(f"npm could not install the converter, so no release is made: {finished.stderr}")
        assert finished.returncode == 0, finished.stderr
        sums.append((place / "SHA256SUMS").read_text(encoding="utf-8"))
    assert sums[0] == sums[1]
    return place


def _release(project: Project, **environment: str) -> "subprocess.CompletedProcess[str]":
    path = f"{project.folder}{os.pathsep}{ROOT}"
    return subprocess.run(
        [sys.executable, *RELEASE],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_checksums_are_of_every_file(released: Path) -> None:
    """FR-166: as sha256sum reads them."""
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.relative_to(released).as_posix(): path for path in released.rglob("*") if path.is_file()}
    del there["SHA256SUMS"]
    assert digests == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
    assert {"openapi.yaml", "openapi.json", "CHANGES.md", f"tasks-api-client-{NEXT}.tgz"} <= digests.keys()


def test_contract_is_the_same_in_both_forms(released: Path, project: Project) -> None:
    """FR-166, FR-471: the file as it was written, and what it says as JSON; how Schemathesis tests a server of it."""
    assert (released / "openapi.yaml").read_bytes() == project.contract.read_bytes()
    assert load(released / "openapi.json") == load(project.contract)
    settings = project.folder / "contracts" / "schemathesis.toml"
    assert (released / "schemathesis.toml").read_bytes() == settings.read_bytes()


def test_what_changed_is_told(released: Path) -> None:
    """FR-166: since the version before."""
    text = (released / "CHANGES.md").read_text(encoding="utf-8")
    assert text.startswith(f"# Contract {VERSION} → {NEXT}\n")
    assert "complete_task" in text
    assert "**breaking**" in text


def test_collection_has_every_request(released: Path) -> None:
    """FR-166, FR-472: in Postman's own form, each operation with its method, path and body, once for each of its
    examples; Postman's library has opened it."""
    collection = json.loads((released / "tasks-api.postman_collection.json").read_text(encoding="utf-8"))
    assert collection["info"]["schema"].endswith("/collection/v2.1.0/collection.json")
    requests = [item["request"] for folder in collection["item"] for item in folder["item"]]
    collected = {(one["method"], "/".join(["", *one["url"]["path"]])) for one in requests}
    declared = {
        (one.method, one.template.replace("{", ":").replace("}", ""))
        for one in contract().operations
        if one.id != "complete_task"
    }
    assert collected == declared
    created = [json.loads(one["body"]["raw"])["title"] for one in requests if one["method"] == "POST"]
    assert created == ["Buy milk", "Pay the rent"]
    variables = {variable["key"]: variable["value"] for variable in collection["variable"]}
    assert variables == {"baseUrl": "http://127.0.0.1:8000", "user_id": "ada", "bearerToken": ""}


def test_what_was_published_is_kept(released: Path, project: Project) -> None:
    """FR-166: in the tree, byte for byte, and below its version in the changelog."""
    kept = project.folder / "contracts" / "published" / f"{NEXT}.yaml"
    assert kept.read_bytes() == (released / "openapi.yaml").read_bytes()
    assert f"## {NEXT}\n\n- {GONE}" in (project.folder / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_was_published_never_changes(released: Path, project: Project) -> None:
    """FR-166: another contract of the same version is not published, and what is there stays."""
    before, sums = project.contract.read_text(encoding="utf-8"), (released / "SHA256SUMS").read_bytes()
    try:
        project.change(lambda contract: contract["info"].update(summary="Another."))
        refused = _release(project)
        assert refused.returncode == 1
        assert f"info.version is {NEXT}; after {NEXT}, what changed (words) asks for 7.0.1 at least." in refused.stderr
        assert (released / "SHA256SUMS").read_bytes() == sums
    finally:
        project.contract.write_text(before, encoding="utf-8")


def test_without_node_the_rest_is_made(released: Path, project: Project, tmp_path: Path) -> None:
    """FR-166: what needs Node is left out by name; in CI nothing is."""
    for program in ("make", "git"):
        if (found := shutil.which(program)) is not None:
            (tmp_path / program).symlink_to(found)
    place = released.rename(released.with_suffix(".kept"))
    try:
        finished = _release(project, PATH=str(tmp_path), CI="")
        assert finished.returncode == 0, finished.stderr
        assert "Without the TypeScript client: Node is not installed." in finished.stderr
        assert "Without the Postman collection: Node is not installed." in finished.stderr
        assert {path.name for path in released.iterdir()} >= {"openapi.yaml", "openapi.json", "CHANGES.md"}
        assert _release(project, PATH=str(tmp_path), CI="true").returncode == 1
    finally:
        shutil.rmtree(released, ignore_errors=True)
        place.rename(released)


def test_stub_is_not_published(tmp_path: Path) -> None:
    """FR-354, FR-166: a contract that declares the answer of a stub may land, and is no release."""
    contract = tmp_path / "openapi.yaml"
    contract.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n"
        "  /x: {get: {operationId: get_x, responses: {'501': {description: Not yet.}}}}\n"
    )
    with pytest.raises(NotPublishable, match="get_x declares 501"):
        publish(contract_of_file(contract), tmp_path / "published", tmp_path / "CHANGELOG.md")
    assert not (tmp_path / "published").exists()


def test_version_before(tmp_path: Path) -> None:
    """FR-166: by number, not by name."""
    for version in ("0.9.0", "0.10.0", "0.11.0"):
        text = f"openapi: 3.1.0\ninfo: {{title: T, version: {version}}}\npaths: {{}}\n"
        (tmp_path / f"{version}.yaml").write_text(text)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n")
    release = publish(contract_of_file(tmp_path / "0.11.0.yaml"), tmp_path, tmp_path / "CHANGELOG.md")
    before = published_before(tmp_path, release.version)
    assert before is not None
    assert str(before.version) == "0.10.0"
    assert published_before(tmp_path, type(release.version)(0, 9, 0)) is None
