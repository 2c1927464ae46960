"""FR-445: what is cached of one kind of items is no other's, though both have the same ids."""

import json
import subprocess
from pathlib import Path

import pytest

from contracts.codegen.render.client import ClientGenerator
from contracts.document.load import Document, load
from tests.clients.typescript.conftest import HERE
from tests.conftest import ROOT
from tests.support.document import CONTRACT
from tests.support.node import install_once


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """The client of a contract with notes that are as tasks are, beside the packages that it needs."""
    packages = install_once(HERE, "nobody tries a client of two kinds of items")
    document = load(CONTRACT)
    text = json.dumps(document)
    for name, other in (("tasks", "notes"), ("task", "note"), ("Task", "Note")):
        text = text.replace(name, other)
    notes = json.loads(text)
    both = {**notes, **json.loads(json.dumps(document)), "paths": {**notes["paths"], **document["paths"]}}
    sections = {**notes["components"], **document["components"]}
    both["components"] = {name: {**notes["components"].get(name, {}), **part} for name, part in sections.items()}
    (tmp_path / "new").mkdir()
    assert ClientGenerator(Document(both), tmp_path).put(tmp_path / "new", ROOT / "generated") is None
    made = tmp_path / "new" / "typescript"
    (made / "node_modules").symlink_to(packages)
    return made


def test_two_kinds_with_the_same_ids(client: Path) -> None:
    """Shown, waiting in line, and taken out."""
    command = ["node", "--preserve-symlinks", str(HERE / "kinds.mjs"), str(client)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
