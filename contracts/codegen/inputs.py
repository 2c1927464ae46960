"""What `generated/` is made from, by content: the contract, and the files of the generator.

`generated/contract/inputs.sha256` lists them as `sha256sum` does, a line each, so that git merges changes of different
files; `sha256sum --check` reads it from the project's folder. Neither what the generator runs on (`uv.lock`) is in it,
nor what generated code runs on (`contracts/runtime/`).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

LISTING = Path("contract") / "inputs.sha256"
# The folders below contracts/ that decide what is written, as far as they are there.
_FOLDERS = ("codegen", "document")
_SUFFIXES = frozenset({".jinja2", ".json", ".md", ".mjs", ".py", ".ts"})
_NAMED = 3


class StaleCode(Exception):
    """The generated code is of another contract or generator; the message is a sentence that says what to run."""


def listing(root: Path) -> str:
    """The lines for the files of a project's folder."""
    return "".join(f"{digest}  {name}\n" for name, digest in _digests(root))


def prove_generated(generated: Path) -> None:
    """Hold a generated folder against the files that it was made from. Raises StaleCode.

    A folder that was made elsewhere has no listing, or no contract beside it, and is taken as it is.
    """
    root, file = generated.parent, generated / LISTING
    if not file.exists() or not (root / "contracts" / "openapi.yaml").exists():
        return
    there, known = set(listing(root).splitlines()), set(file.read_text(encoding="utf-8").splitlines())
    changed = sorted({line.partition("  ")[2] for line in there ^ known})
    if changed:
        more = f" and {len(changed) - _NAMED} more files" if len(changed) > _NAMED else ""
        raise StaleCode(
            f"{generated.name}/ is stale: {', '.join(changed[:_NAMED])}{more} changed since it was generated. "
            "Run ./codegen.sh."
        )


def _digests(root: Path) -> Iterator[tuple[str, str]]:
    files = [root / "contracts" / "openapi.yaml"]
    for folder in _FOLDERS:
        files += sorted(path for path in (root / "contracts" / folder).rglob("*") if _is_source(path))
    for path in files:
        yield path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def _is_source(path: Path) -> bool:
    return path.suffix in _SUFFIXES and not path.name.startswith(".") and "node_modules" not in path.parts
