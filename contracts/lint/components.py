"""Finds components of a document that no operation uses."""

from collections.abc import Iterator

from contracts.document.walk import reference_path
from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Json

# Security schemes are used by their names, not by references.
_BY_NAME = ("securitySchemes",)


def component_findings(document: Document) -> Iterator[Finding]:
    """Yield each component that no operation uses, directly or indirectly."""
    components = document.get("components", {})
    reached: set[tuple[str, ...]] = set()
    pending = list(_references({key: part for key, part in document.items() if key != "components"}))
    while pending:
        kind, name = pending.pop()
        if (kind, name) not in reached:
            reached.add((kind, name))
            pending.extend(_references(components.get(kind, {}).get(name)))
    for kind, parts in components.items():
        for name in parts if kind not in _BY_NAME else ():
            if (kind, name) not in reached:
                yield finding("component-unused", ("components", kind, name), f"Remove {name}, or use it.")


def _references(value: Json) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of every component that a part of the document refers to, also by discriminators."""
    if isinstance(value, list):
        for part in value:
            yield from _references(part)
    elif isinstance(value, dict):
        mapping = value.get("mapping")
        given = [value.get("$ref"), *(mapping.values() if isinstance(mapping, dict) else ())]
        for reference in given:
            if isinstance(reference, str) and reference.startswith("#/components/"):
                _, kind, name, *_ = (str(step) for step in reference_path(reference))
                yield kind, name
        for part in value.values():
            yield from _references(part)
