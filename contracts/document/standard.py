"""The form of a document that is generated from: what may be written in several ways or left out is there in one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.document.called import with_called_models
from contracts.document.families import with_families
from contracts.document.names import class_name, operation_name
from contracts.document.refusal import Note, pointer
from contracts.document.structure import changed, is_reference
from contracts.document.walk import Path, definition

Json = Any
_TEXTS = ("summary", "description", "operationId")


@dataclass(frozen=True, slots=True)
class Standard:
    """The form, what was done to it that its writer may not expect, and where parts stood that have another place."""

    document: dict[str, Json]
    notes: tuple[Note, ...]
    moved: dict[str, str]

    def written_at(self, at: str) -> str:
        """Return the pointer by which the document that was read has a part of this form."""
        return _written_at(at, self.moved)


def _written_at(at: str, moved: dict[str, str]) -> str:
    around = at
    while around:
        if around in moved:
            return moved[around] + at.removeprefix(around)
        around = around.rpartition("/")[0]
    return at


def standard(document: dict[str, Json]) -> Standard:
    """Return the form of a document that is sound (see `defects`); the document itself stays as it is."""
    moved: dict[str, str] = {}
    form = changed(document, "document", _in_one_way(document, moved))
    form, taken = _with_unique_names(form)
    form, called = with_called_models(form)
    form, parents = with_families(form)
    return Standard(form, taken, moved | called | parents)


def _in_one_way(document: dict[str, Json], moved: dict[str, str]) -> Callable[[Path, str, Json], Json]:
    def change(at: Path, kind: str, value: Json) -> Json:
        if not isinstance(value, dict) or kind == "schema":
            return value
        if kind in ("path item", "media type") and is_reference(value):
            defined, found = definition(document, at, value)
            moved[pointer(*at)] = pointer(*defined)
            value = {**found, **{key: part for key, part in value.items() if key != "$ref"}}
        copy = {key: part for key, part in value.items() if key not in _TEXTS or isinstance(part, str)}
        if kind == "document":
            _fill(copy)
        elif kind == "path item" and isinstance(copy.get("additionalOperations"), dict):
            _add_methods(copy, pointer(*at), moved)
        elif kind == "operation":
            copy["responses"] = _without_extensions(copy.get("responses") or {})
            copy["x-pointer"] = _written_at(pointer(*at), moved)
        elif kind == "response" and not is_reference(copy):
            copy.setdefault("description", "")
        elif kind == "parameter" and copy.get("in") == "path":
            copy["required"] = True
        return copy

    return change


def _add_methods(item: dict[str, Json], at: str, moved: dict[str, str]) -> None:
    """Put the operations of other methods beside the others; those that can't be served stay where they are."""
    others = item.pop("additionalOperations")
    for name in [name for name in others if name == name.upper() and name != "CONNECT"]:
        moved[f"{at}/{name.lower()}"] = _written_at(f"{at}/additionalOperations/{name}", moved)
        item[name.lower()] = others[name]
    if left := {name: one for name, one in others.items() if name.lower() not in item}:
        item["additionalOperations"] = left


def _fill(document: dict[str, Json]) -> None:
    info = document.get("info")
    given = info if isinstance(info, dict) else {}
    words = {key: value for key, value in given.items() if isinstance(value, str)}
    document["info"] = {"title": "API", "version": "0", **words}
    document["paths"] = _without_extensions(document.get("paths") or {})
    tags = document.get("tags")
    listed = tags if isinstance(tags, list) else []
    named = [tag for tag in listed if isinstance(tag, dict) and isinstance(tag.get("name"), str)]
    if "tags" in document:
        document["tags"] = [_with_text(tag) for tag in named]


def _with_text(tag: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in tag.items() if key != "description" or isinstance(value, str)}


def _without_extensions(values: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if not name.startswith("x-")}


def _with_unique_names(document: dict[str, Json]) -> tuple[dict[str, Json], tuple[Note, ...]]:
    """Take the `operationId` of each operation after the first of a name; it is then named by its method and path."""
    notes: list[Note] = []
    taken: set[str] = set()

    def change(at: Path, kind: str, value: Json) -> Json:
        if kind != "operation" or at[0] != "paths" or len(at) > 3:
            return value
        path, method = str(at[1]), str(at[2])
        name = operation_name(value.get("operationId"), method, path)
        number = 1
        while class_name(name) in taken:
            number += 1
            free = f"{method} {path}" + (f" {number}" if number > 2 else "")
            value, name = {**value, "operationId": free}, operation_name(free, method, path)
        if number > 1:
            reason = f"another operation has the same name; this one is called {name}"
            notes.append(Note(pointer(*at), "operationId", reason))
        taken.add(class_name(name))
        return value

    return changed(document, "document", change), tuple(notes)
