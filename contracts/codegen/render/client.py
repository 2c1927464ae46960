"""Generates the TypeScript client on Node, beside the other generators. Where Node is not, what is there stays."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from contracts.codegen.plan.client_media import with_kinds
from contracts.codegen.plan.client_validators import validators
from contracts.codegen.render.generators import HERE, GeneratorFailed
from contracts.document.load import Document

FOLDER = "typescript"
_TOOLS = HERE.parent / "typescript"
PACKAGES = _TOOLS / "node_modules"
_ABSENT = "There is no Node or none of its packages, so {} was left as it was, unchecked. With Node 20: make setup"


class ClientGenerator:
    """The TypeScript client of a document, in the making."""

    def __init__(self, document: Document, work: Path) -> None:
        """Start making it. Raises GeneratorFailed where Node is missing and must not be (`CI`)."""
        self._made = work / FOLDER
        self._process: subprocess.Popen[str] | None = None
        node = shutil.which("node")
        if node is None or not (PACKAGES / "openapi-typescript").is_dir():
            if os.environ.get("CI") == "true":
                raise GeneratorFailed(_ABSENT.format(f"generated/{FOLDER}"))
            return
        source = work / f"{FOLDER}.json"
        source.write_text(json.dumps({**with_kinds(document), "x-validators": validators(document)}))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [node, str(_TOOLS / "generate.mjs"), str(source), str(self._made)],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def put(self, new: Path, there: Path) -> str | None:
        """Wait for it and put it into the new package; without Node, put what is there. Return what to tell: that, or
        the operations that the client leaves out. Raises GeneratorFailed."""
        if self._process is None:
            if (there / FOLDER).is_dir():
                shutil.copytree(there / FOLDER, new / FOLDER)
            return _ABSENT.format(f"{there.name}/{FOLDER}")
        output, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise GeneratorFailed(output.strip()[-4000:])
        self._made.replace(new / FOLDER)
        return output.strip() or None

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
