"""The parts of a release. A part that can't be made is reported, with what is missing."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from contracts.diff.compare.contracts import compare
from contracts.diff.report.markdown import markdown_report
from contracts.gate.published import Published

HERE = Path(__file__).parent
_CLIENT = Path("generated") / "typescript"
_BESIDE = ("LICENSE", "CHANGELOG.md")
COLLECTION = "tasks-api.postman_collection.json"
_SCHEMATHESIS = Path("contracts") / "schemathesis.toml"
_LOCAL = [{"url": "http://127.0.0.1:8000", "description": "make serve"}]


class PartFailed(Exception):
    """A tool failed to make a part; the message has the end of its output."""


def contract(release: Published, folder: Path) -> None:
    """Write the contract as it is, and as JSON; and how Schemathesis tests a server of it, if there is such a file."""
    (folder / "openapi.yaml").write_text(release.contract.text, encoding="utf-8")
    text = json.dumps(release.contract.document, ensure_ascii=False, indent=2)
    (folder / "openapi.json").write_text(f"{text}\n", encoding="utf-8")
    if _SCHEMATHESIS.exists():
        shutil.copy(_SCHEMATHESIS, folder)


def changes(release: Published, before: Published | None, folder: Path) -> None:
    """Write what has changed since the previous version, and whether it breaks clients."""
    if before is None:
        text = f"# Contract {release.version}\n\nThe first.\n"
    else:
        old, new = before.contract, release.contract
        text = markdown_report(old, new, compare(old.document, new.document))
    (folder / "CHANGES.md").write_text(text, encoding="utf-8")


def client(folder: Path) -> str | None:
    """Pack the TypeScript client as a file that can be installed."""
    return _make_with_npm("the TypeScript client", lambda npm: _pack(npm, folder))


def collection(release: Published, folder: Path, work: Path) -> str | None:
    """Write a Postman collection (v2.1), which Bruno, Insomnia and Hoppscotch can import too."""
    return _make_with_npm("the Postman collection", lambda npm: _collect(npm, release, folder, work))


def docs(folder: Path) -> str | None:
    """Write the documentation as one page."""
    make = ["make", "--silent", "docs"]
    if subprocess.run([*make, "--dry-run"], capture_output=True, check=False).returncode:  # noqa: S603 - our own
        return "Without the documentation: there is no make docs."
    run(make)
    shutil.copy(Path("dist") / "docs" / "index.html", folder / "docs.html")
    return None


def run(command: list[str], folder: Path | None = None) -> None:
    """Run a tool in the current folder or in another one. Raises PartFailed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own tools
    if done.returncode != 0:
        raise PartFailed(f"{' '.join(command[:2])} failed:\n{(done.stdout + done.stderr).strip()[-2000:]}")


def _make_with_npm(what: str, make: Callable[[str], None]) -> str | None:
    """Make a part that needs Node. Without Node return what is left out, or raise PartFailed if CI is true."""
    npm = shutil.which("npm")
    if npm is not None:
        make(npm)
        return None
    message = f"Without {what}: Node is not installed."
    if os.environ.get("CI") == "true":
        raise PartFailed(message)
    return message


def _pack(npm: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        package = Path(work) / "package"
        shutil.copytree(_CLIENT, package)
        for name in _BESIDE:
            if Path(name).exists():
                shutil.copy(name, package)
        run([npm, "pack", str(package), "--pack-destination", str(folder), "--silent"])


def _collect(npm: str, release: Published, folder: Path, work: Path) -> None:
    for name in ("package.json", "package-lock.json", "generate.mjs", "runnable.mjs"):
        shutil.copy(HERE / "collection" / name, work)
    run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--silent"], work)
    source = work / "openapi.json"
    source.write_text(json.dumps({**release.contract.document, "servers": _LOCAL}), encoding="utf-8")
    run(["node", "generate.mjs", str(source), str(folder / COLLECTION)], work)
