"""The parts of a release. A part that can't be made is reported, with what is missing."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from contracts.diff.compare.contracts import compare
from contracts.diff.report.markdown import markdown_report
from contracts.gate.published import Published

_CLIENT = Path("generated") / "typescript"


class PartFailed(Exception):
    """A tool failed to make a part; the message has the end of its output."""


def contract(release: Published, folder: Path) -> None:
    """Write the contract as it is, and as JSON."""
    (folder / "openapi.yaml").write_text(release.contract.text, encoding="utf-8")
    text = json.dumps(release.contract.document, ensure_ascii=False, indent=2)
    (folder / "openapi.json").write_text(f"{text}\n", encoding="utf-8")


def changes(release: Published, before: Published | None, folder: Path) -> None:
    """Write what has changed since the previous version, and whether it breaks clients."""
    if before is None:
        text = f"# Contract {release.version}\n\nThe first.\n"
    else:
        old, new = before.contract, release.contract
        text = markdown_report(old, new, compare(old.document, new.document))
    (folder / "CHANGES.md").write_text(text, encoding="utf-8")


def client(folder: Path) -> str | None:
    """The TypeScript client, to be installed by its file; without Node, say what is left out.

    In CI it must be there: raises PartFailed.
    """
    npm = shutil.which("npm")
    if npm is None:
        told = "Without the TypeScript client: Node is not installed."
        if os.environ.get("CI") == "true":
            raise PartFailed(told)
        return told
    run([npm, "pack", f"./{_CLIENT.as_posix()}", "--pack-destination", str(folder), "--silent"])
    return None


def docs(folder: Path) -> str | None:
    """Write the documentation as one page."""
    make = ["make", "--silent", "docs"]
    if subprocess.run([*make, "--dry-run"], capture_output=True, check=False).returncode:  # noqa: S603 - our own
        return "Without the documentation: there is no make docs."
    run(make)
    shutil.copy(Path("dist") / "docs" / "index.html", folder / "docs.html")
    return None


def run(command: list[str]) -> None:
    """Run a tool in the folder we are in. Raises PartFailed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tools
    if done.returncode != 0:
        raise PartFailed(f"{' '.join(command[:2])} failed:\n{(done.stdout + done.stderr).strip()[-2000:]}")
