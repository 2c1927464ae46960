"""FR-454: the reference's samples in TypeScript compile under the strictest settings, with the client."""

import json
import shutil
from pathlib import Path
from typing import Any

from generated.contract import DOCUMENT
from impl.web.reference.contents import contents
from tests.clients.typescript.conftest import HERE, Project


def test_the_samples_compile(project: Project, tmp_path: Path) -> None:
    """Each in a module of its own, where there are an address and a token."""
    samples: Any = contents(DOCUMENT, documents=True)
    shutil.copy(HERE / "tsconfig.json", tmp_path)
    settings = json.loads((tmp_path / "tsconfig.json").read_text(encoding="utf-8"))
    settings["include"] = ["samples/*.ts"]
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(project.folder / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "samples").mkdir()
    count = 0
    for item in samples["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                [source] = [one["source"] for one in operation["x-codeSamples"] if one["lang"] == "TypeScript"]
                given = "declare const baseUrl: string;\ndeclare const token: string;\n"
                used = "console.log(token, answer.status);\n"
                (tmp_path / "samples" / f"{operation['operationId']}.ts").write_text(source + given + used)
                count += 1
    assert count == 10
    assert Project(tmp_path).compile() == []
