"""Checks that every reference of a document leads to a part of the right kind."""

from collections.abc import Iterator
from typing import Any

from contracts.document.refusal import Refusal, pointer, suggestion
from contracts.document.structure import SECTIONS, is_reference, objects
from contracts.document.walk import Path, reference_path, target

Json = Any
# The keys that a part must have if it is not in the components.
_REQUIRED_KEYS = {
    "parameter": {"in", "name"},
    "request body": {"content"},
    "response": {"description"},
}


def broken_references(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield references that leave the document, lead nowhere or to themselves, or lead to a part of a wrong kind."""
    for at, kind, value in objects(document):
        if is_reference(value) and (reason := _reason(document, value["$ref"], kind)):
            yield Refusal(pointer(*at), "$ref", f"{value['$ref']} {reason}")


def _reason(document: Json, reference: str, kind: str) -> str | None:
    seen: set[str] = set()
    while True:
        if reference.startswith("#") and not reference.startswith("#/"):
            return _anchor(document, reference)
        if not reference.startswith("#"):
            url = "is a URL, and nothing is fetched; keep" if "//" in reference else "leads to another file; keep"
            return f"{url} the part in the document, or in a file beside it"
        if reference in seen:
            return "leads back to itself"
        seen.add(reference)
        try:
            found = target(document, reference)
        except (LookupError, TypeError, ValueError):
            return f"leads nowhere{_meant(document, reference)}"
        # A schema with a reference may have other keywords too, but its references must still end somewhere.
        if not is_reference(found):
            return None if kind == "schema" or _can_replace(reference, found, kind) else f"is no {kind}"
        reference = found["$ref"]


def _anchor(document: Json, reference: str) -> str:
    """JSON Schema 2020-12, section 8.2.2: a name that a schema gives itself."""
    name = reference.removeprefix("#")
    found = (at for at, kind, value in objects(document) if kind == "schema" and _is_named(value, name))
    at = next(found, None)
    cure = f"write #{pointer(*at)}" if at else "and no schema has that name"
    return f"refers by the name of an anchor; {cure}"


def _is_named(schema: Json, name: str) -> bool:
    return isinstance(schema, dict) and schema.get("$anchor") == name


def _meant(document: Json, reference: str) -> str:
    """What is named alike, in the place that leads the farthest."""
    above: Path = ()
    names = document
    for step in reference_path(reference):
        if not isinstance(names, dict) or step not in names:
            known = names if isinstance(names, dict) else ()
            return suggestion("#" + pointer(*above, step), ["#" + pointer(*above, name) for name in known])
        above, names = (*above, step), names[step]
    return ""


def _can_replace(reference: str, found: Json, kind: str) -> bool:
    steps = reference.split("/")
    if steps[1] == "components" and len(steps) == 4:
        return SECTIONS.get(steps[2]) == kind
    return isinstance(found, dict) and _REQUIRED_KEYS.get(kind, set()) <= found.keys()
