"""FR-168: the steps of specs/consumer-ci.yml run as they are, in a frontend of another repository.

GitHub's own steps are done by git: a checkout is a clone, and what installs Node and Python is there."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from tests.conftest import ROOT
from tests.support.document import contract
from tests.support.node import skip_or_fail

pytestmark = pytest.mark.slow

Json: TypeAlias = Any
WORKFLOW: Json = yaml.safe_load((ROOT / "specs" / "consumer-ci.yml").read_text(encoding="utf-8"))
FRONTEND = Path(__file__).parent / "frontend"
VERSION: str = contract().root["info"]["version"]
CLIENT = f"./tasks-api/dist/tasks-api-client-{VERSION}.tgz"
THERE = ("actions/setup-node@v6", "actions/setup-python@v6")


class Failed(Exception):
    """A step has failed; its name, and what it said."""


class Consumer:
    """A frontend's repository, and the API's that it may read."""

    def __init__(self, folder: Path) -> None:
        self.api, self.frontend, self._places = folder / "api", folder / "frontend", folder / "places"
        names = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, names):
            if (ROOT / name).exists():
                (self.api / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.api / name)
        self.published = self.api / "contracts" / "published" / f"{VERSION}.yaml"
        shutil.copy(self.api / "contracts" / "openapi.yaml", self.published)
        _git(self.api, "init", "--quiet", "--initial-branch", "main")
        self.commit("Publish")
        _git(self.api, "tag", f"contract-v{VERSION}")
        shutil.copytree(FRONTEND, self.frontend)
        self.environment = {
            "TASKS_API": "example/tasks-api",
            "PINNED": VERSION,
            "CONTRACT_SHA256": hashlib.sha256(self.published.read_bytes()).hexdigest(),
        }
        assert self.environment.keys() == WORKFLOW["env"].keys()
        self.summary = folder / "summary.md"

    def commit(self, subject: str) -> None:
        """Commit what is in the API's repository."""
        _git(self.api, "add", "--all", "--force")
        who = ("-c", "user.name=API", "-c", "user.email=api@example.com")
        _git(self.api, *who, "commit", "--quiet", "--no-verify", "--message", subject)

    def run(self, job: str) -> Path:
        """Run a job in a folder of its own, and return the folder. Raises Failed."""
        place = self._places / f"{len(list(self._places.glob('*')))}-{job}"
        place.mkdir(parents=True)
        for step in WORKFLOW["jobs"][job]["steps"]:
            if "run" in step:
                self._script(step["name"], step["run"], place)
            elif step["uses"] == "actions/checkout@v5":
                self._checkout(step.get("with"), place)
            else:
                assert step["uses"] in THERE
        return place

    def _checkout(self, options: Json, place: Path) -> None:
        if options is None:
            shutil.copytree(self.frontend, place, dirs_exist_ok=True)
            return
        assert options["repository"] == "${{ env.TASKS_API }}"
        assert options["token"] == "${{ secrets.TASKS_API_TOKEN || github.token }}"
        ref = options.get("ref", "main").replace("${{ env.PINNED }}", self.environment["PINNED"])
        clone = ["clone", "--quiet", "--depth", "1", "--branch", ref, f"file://{self.api}", options["path"]]
        _git(place, *clone)

    def _script(self, name: str, script: str, place: Path) -> None:
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=place,
            env={**os.environ, **self.environment, "CI": "true", "GITHUB_STEP_SUMMARY": str(self.summary)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{name}: {done.stdout}{done.stderr}")


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def consumer(tmp_path_factory: pytest.TempPathFactory) -> Consumer:
    """A frontend that has added the client once, as the workflow's first lines say."""
    if shutil.which("npm") is None:
        skip_or_fail("Node is not installed, so no consumer's workflow is run.")
    consumer = Consumer(tmp_path_factory.mktemp("consumer"))
    head = (ROOT / "specs" / "consumer-ci.yml").read_text(encoding="utf-8").partition("name:")[0]
    for told in ("make -C tasks-api client", "npm install ./tasks-api/dist/tasks-api-client-VERSION.tgz"):
        assert told in head
    _git(
        consumer.frontend, "clone", "--quiet", "--branch", f"contract-v{VERSION}", f"file://{consumer.api}", "tasks-api"
    )
    for command in (["make", "-C", "tasks-api", "client"], ["npm", "install", "--no-audit", "--no-fund", CLIENT]):
        subprocess.run(command, cwd=consumer.frontend, capture_output=True, check=True)
    for name in ("tasks-api", "node_modules"):  # .gitignore
        shutil.rmtree(consumer.frontend / name)
    return consumer


def test_what_is_pinned(consumer: Consumer) -> None:
    """FR-168: all of it is installed by hashes, the client too, and the frontend fits it."""
    locked = (consumer.frontend / "package-lock.json").read_text(encoding="utf-8")
    assert re.search(rf'"resolved": "file:{re.escape(CLIENT[2:])}",\s*"integrity": "sha512-', locked)
    place = consumer.run("pinned")
    assert (place / "node_modules" / "tasks-api-client" / "index.d.ts").exists()


def test_another_contract_under_the_same_tag(consumer: Consumer) -> None:
    """FR-168: it is noticed, whatever the tag says."""
    before = dict(consumer.environment)
    try:
        consumer.environment["CONTRACT_SHA256"] = "0" * 64
        with pytest.raises(Failed, match=r"The contract is the one that was pinned.*FAILED"):
            consumer.run("pinned")
    finally:
        consumer.environment = before


def test_another_client_of_the_same_version(consumer: Consumer) -> None:
    """FR-168: its hash is not that of the lock file."""
    lock = consumer.frontend / "package-lock.json"
    before = lock.read_text(encoding="utf-8")
    try:
        lock.write_text(re.sub(r'(tgz",\s*"integrity": "sha512-)[^"]{20}(?=.*?)', rf"\1{'A' * 20}", before, count=1))
        assert lock.read_text(encoding="utf-8") != before
        with pytest.raises(Failed, match=r"(?s)Install what is locked.*EINTEGRITY"):
            consumer.run("pinned")
    finally:
        lock.write_text(before, encoding="utf-8")


def test_what_comes(consumer: Consumer) -> None:
    """FR-168: tasks can't be sorted by title any more; the comparison says so, and the regenerated client does not take
    what the frontend sends."""
    changed = consumer.api / "contracts" / "openapi.yaml"
    text = changed.read_text(encoding="utf-8")
    enum = "enum: [created_at, updated_at, due_date, priority, title]"
    assert enum in text
    changed.write_text(text.replace(enum, enum.replace(", title", "")), encoding="utf-8")
    consumer.commit("Sort by title no more")
    with pytest.raises(Failed, match=r'(?s)Type-check with it: .*tasks\.ts.*"title"'):
        consumer.run("newest")
    summary = consumer.summary.read_text(encoding="utf-8")
    assert "list_tasks" in summary
    assert "sort" in summary
    assert "**breaking**" in summary
