"""Brings the files that a document refers to into it: each part becomes a component, or stands where it is named."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path as File
from typing import Any

from contracts.document.parse import parse
from contracts.document.refusal import Refusal, Refused, pointer
from contracts.document.structure import SECTIONS, Path, fields, is_reference, parts, put
from contracts.document.walk import target

Json = Any
_SECTION = {kind: section for section, kind in SECTIONS.items()}
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")
# A `$ref`, or the value of a mapping, to something that is in no document by itself.
_OUTSIDE = re.compile(r"\.(?:ya?ml|json)\b")


class _Unreadable(Exception):
    """What a reference leads to can't be read; the message says why, to follow the reference."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: `pointer` is empty for all of it."""

    file: File
    pointer: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """The whole document, and where the parts that other files hold are written, by their pointers."""

    document: dict[str, Json]
    origins: dict[str, Part]


def may_have_files(text: str) -> bool:
    """Return whether a text could refer to other files."""
    return _OUTSIDE.search(text) is not None


def bundle(file: File, document: dict[str, Json]) -> Bundle:
    """Bundle the document of a file. Raises Refused for references to files that can't be read."""
    bundler = _Bundler(file.resolve(), document)
    whole = bundler.whole()
    if bundler.refusals:
        raise Refused(bundler.refusals)
    return Bundle(whole, bundler.origins)


def refers_to_files(file: File) -> bool:
    """Return whether other files hold parts of the document of a file, which can be read."""
    text = file.read_text(encoding="utf-8")
    return may_have_files(text) and bool(bundle(file, parse(text)).origins)


class _Bundler:
    def __init__(self, file: File, document: dict[str, Json]) -> None:
        self._root = file
        self._files: dict[File, Json] = {file: document}
        self._names: dict[tuple[str, Part], str] = {}
        self._made: dict[str, dict[str, Json]] = {}
        self.origins: dict[str, Part] = {}
        self.refusals: list[Refusal] = []

    def whole(self) -> dict[str, Json]:
        document = self._files[self._root]
        self._adopt(document)
        copy: dict[str, Json] = self._brought(document, "document", self._root, ())
        if self._made:
            components = dict(copy.get("components", {}))
            for section, made in self._made.items():
                components[section] = {**components.get(section, {}), **made}
            copy["components"] = components
        return copy

    def _adopt(self, document: dict[str, Json]) -> None:
        """A component that only refers to a file is the component that the part becomes."""
        for section in SECTIONS:
            held: Json = (document.get("components") or {}).get(section)
            file = self._root
            try:
                if is_reference(held) and self._leaves(held["$ref"], file):
                    part = self._part(held["$ref"], file)
                    held, file = self._value(part), part.file
                for name, value in held.items() if isinstance(held, dict) else ():
                    if is_reference(value) and len(value) == 1 and self._leaves(value["$ref"], file):
                        self._names.setdefault((section, self._part(value["$ref"], file)), name)
            except _Unreadable:
                continue  # it is told where it is brought

    def _brought(self, value: Json, kind: str, file: File, at: Path) -> Json:
        """A copy whose references lead into the document."""
        if not isinstance(value, dict):
            return value
        if is_reference(value) and self._leaves(value["$ref"], file):
            return self._replaced(value, kind, file, at)
        # What another file defines for itself is a component as soon as it is referred to.
        own = kind == "schema" and file != self._root
        copy = {key: part for key, part in value.items() if not (own and key in ("$defs", "definitions"))}
        if kind == "schema" and isinstance(value.get("discriminator"), dict):
            copy["discriminator"] = self._mapped(value["discriminator"], file, at)
        replaced = self._maps(copy, kind, file, at)
        for way, below, part in parts(value, kind):
            if way[0] in copy and way[0] not in replaced:
                put(copy, value, way, self._brought(part, below, file, (*at, *way)))
        return copy

    def _maps(self, copy: dict[str, Json], kind: str, file: File, at: Path) -> set[Json]:
        """Bring the maps that stand in files of their own, as in `schemas: {$ref: schemas.yaml}`; their keys."""
        found: set[Json] = set()
        for key, (shape, below) in fields(kind).items():
            held: Json = copy.get(key)
            if shape == "map" and is_reference(held) and len(held) == 1 and self._leaves(held["$ref"], file):
                entries = partial(self._entries, kind=below, at=(*at, key))
                copy[key] = self._try(held["$ref"], file, (*at, key), entries) or {}
                found.add(key)
        return found

    def _replaced(self, value: dict[str, Json], kind: str, file: File, at: Path) -> Json:
        beside = {key: part for key, part in value.items() if key != "$ref"}
        section = _SECTION.get(kind)

        def inline(part: Part) -> Json:
            self.origins[pointer(*at)] = part
            found = self._brought(self._value(part), kind, part.file, at)
            return {**found, **beside} if isinstance(found, dict) else found

        def refer(part: Part) -> Json:
            name = self._names.get((str(section), part))
            if at == ("components", section, name):
                return inline(part)
            return {"$ref": self._component(part, kind, str(section)), **beside}

        return self._try(value["$ref"], file, at, inline if section in (None, "pathItems") else refer) or value

    def _component(self, part: Part, kind: str, section: str) -> str:
        """The reference to the component that a part is, or now becomes."""
        if part.file == self._root and part.pointer:
            return f"#{part.pointer}"
        if (section, part) not in self._names:
            name = self._free(part, section)
            self._names[section, part] = name
            at = ("components", section, name)
            self.origins[pointer(*at)] = part
            made = self._made.setdefault(section, {})
            made[name] = {}  # its name is taken, and it keeps its place
            made[name] = self._brought(self._value(part), kind, part.file, at)
        return "#" + pointer("components", section, self._names[section, part])

    def _free(self, part: Part, section: str) -> str:
        last = part.pointer.rpartition("/")[2].replace("~1", "-").replace("~0", "-") or part.file.stem
        wanted = re.sub(r"[^a-zA-Z0-9._-]", "-", last)
        held = (self._files[self._root].get("components") or {}).get(section) or {}
        taken = {*held, *self._made.get(section, {}), *(name for (of, _), name in self._names.items() if of == section)}
        number, name = 2, wanted
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        return name

    def _entries(self, part: Part, kind: str, at: Path) -> Json:
        """A map that stands in a file of its own."""
        held = self._value(part)
        found = {}
        for name, value in held.items() if isinstance(held, dict) else ():
            self.origins[pointer(*at, name)] = Part(part.file, f"{part.pointer}{pointer(name)}")
            found[name] = self._brought(value, kind, part.file, (*at, name))
        return found

    def _mapped(self, discriminator: dict[str, Json], file: File, at: Path) -> dict[str, Json]:
        mapping = discriminator.get("mapping")
        found = dict(mapping) if isinstance(mapping, dict) else {}
        for value, reference in found.items():
            if (
                isinstance(reference, str)
                and self._leaves(reference, file)
                and ("#" in reference or may_have_files(reference))
            ):
                where = (*at, "discriminator", "mapping", value)
                made = self._try(reference, file, where, lambda part: self._component(part, "schema", "schemas"))
                found[value] = made or reference
        return {**discriminator, **({"mapping": found} if found else {})}

    def _leaves(self, reference: str, file: File) -> bool:
        """Whether a reference is not one into the document already; a URL stays what it is, and is refused later."""
        return not _URL.match(reference) and (file != self._root or not reference.startswith("#"))

    def _try(self, reference: str, file: File, at: Path, make: Callable[[Part], Json]) -> Json:
        try:
            return make(self._part(reference, file))
        except _Unreadable as error:
            self.refusals.append(Refusal(pointer(*at), "$ref", f"{reference} {error}"))
            return None

    def _part(self, reference: str, file: File) -> Part:
        name, _, fragment = reference.partition("#")
        found = (file.parent / name).resolve() if name else file
        if not found.is_relative_to(self._root.parent):
            raise _Unreadable("leaves the folder of the document")
        if found not in self._files:
            self._files[found] = _parsed(found, self._root.parent)
        part = Part(found, fragment)
        if found != self._root:
            self._value(part)
        return part

    def _value(self, part: Part) -> Json:
        try:
            return target(self._files[part.file], f"#{part.pointer}") if part.pointer else self._files[part.file]
        except (LookupError, TypeError, ValueError):
            raise _Unreadable("leads nowhere in that file") from None


def _parsed(file: File, folder: File) -> Json:
    name = os.path.relpath(file, folder)
    try:
        return parse(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise _Unreadable(f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise _Unreadable("is not UTF-8 text") from None
    except Refused as error:
        first = error.refusals[0]
        raise _Unreadable(f"can't be read: {name}{f':{first.line}' if first.line else ''}: {first.reason}") from error
