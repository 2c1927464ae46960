"""The parts of a release, each written into its folder; one that can't be made is named, with what would make it."""

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
    """A tool gave up on a part; the message has its last words."""


def contract(release: Published, folder: Path) -> None:
    """The contract as it was written, and as JSON; it has no reference that leaves it."""
    (folder / "openapi.yaml").write_text(release.contract.text, encoding="utf-8")
    text = json.dumps(release.contract.document, ensure_ascii=False, indent=2)
    (folder / "openapi.json").write_text(f"{text}\n", encoding="utf-8")


def changes(release: Published, before: Published | None, folder: Path) -> None:
    """What changed since the version before, and whether it breaks clients."""
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
    """The documentation as one page."""
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
