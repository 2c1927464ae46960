"""Writes a whole resource: table, statements, service, migration, what binds them, and their tests (FR-354)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contracts.gaps.binding import bind
from contracts.gaps.gaps import Gap, Kind
from contracts.gaps.interface import Wanted
from contracts.gaps.members import NotRecognised
from contracts.gaps.rendering import written
from contracts.gaps.shape import Document, Resource, resource_of
from contracts.gaps.view import view_of


@dataclass(frozen=True, slots=True)
class Found:
    """What `--scaffold` found of a tag that nobody serves: a resource, or None, and why not all of it is written."""

    file: Path
    wanted: Sequence[Wanted]
    resource: Resource | None
    reasons: Sequence[str]

    @property
    def covered(self) -> frozenset[str]:
        """The operations that are written whole."""
        parts = self.resource.parts.values() if self.resource is not None else ()
        return frozenset(part.wanted.id for part in parts)


def new_resources(generated: Path, gaps: Sequence[Gap]) -> list[Found]:
    """One for each tag that no class serves."""
    document: Document = json.loads((generated / "contract" / "openapi.json").read_bytes())
    missing = [gap for gap in gaps if gap.kind is Kind.MISSING and gap.service is None and gap.wanted is not None]
    found = []
    for file in dict.fromkeys(gap.file for gap in missing):
        wanted = [gap.wanted for gap in missing if gap.file == file and gap.wanted is not None]
        try:
            resource, reasons = resource_of(document, wanted)
            if (file.parent.parent / "storage" / f"{resource.plural}.py").exists():
                raise NotRecognised(f"impl/storage/{resource.plural}.py is there already")
            found.append(Found(file, wanted, resource, reasons))
        except NotRecognised as reason:
            found.append(Found(file, wanted, None, [f"{file.stem} is no resource that can be written whole: {reason}"]))
    return found


def write_resource(found: Found, generated: Path, implementation: Path) -> Iterator[str]:
    """Write what was found, and yield a line for each file, and for each operation that is not written."""
    yield from (f"impl/services/{found.file.name}: {reason}." for reason in found.reasons)
    if found.resource is None:
        return
    root = implementation.parent
    config = root / "pyproject.toml"
    view = view_of(found.resource, found.file.stem, generated, implementation)
    segment = view["segment"]
    plural, versions = found.resource.plural, implementation / "migrations" / "versions"
    for template, file, words in (
        ("storage", implementation / "storage" / f"{plural}.py", "its table, statements and store"),
        ("service", found.file, "its service"),
        ("migration", versions / f"{view['revision']}_{plural}.py", "the migration that makes and guards its table"),
        ("test", root / "tests" / "api" / f"test_{plural}.py", "its tests; write there what it means beside"),
        ("suite", root / "tests" / "clients" / "typescript" / "suite" / f"{segment}.test.ts", "the client's test"),
    ):
        if file.parent.is_dir() and (template not in ("test", "suite") or view["body"] is not None):
            written(template, view, file, config)
            yield f"{file.relative_to(root)}: wrote {words}."
    yield from bind(view, implementation, config)
