"""The document as the rules read it: operations, and each part where it is written, references followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from contracts.document.keywords import METHODS
from contracts.document.walk import Path, target

Json = Any
Document = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the document and the way to it."""

    at: Path
    value: Json

    def within(self, *steps: str | int) -> "Place":
        """What is below; None where nothing is."""
        value: Json = self.value
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        return Place((*self.at, *steps), value)


class Operation:
    """An operation, its parameters those of its path too."""

    def __init__(self, document: Document, path: str, method: str) -> None:
        item = document["paths"][path]
        self.path, self.method = path, method
        self.place = Place(("paths", path, method), item[method])
        self.value: dict[str, Json] = item[method]
        self._document = document
        self._shared = Place(("paths", path), item)

    @property
    def name(self) -> str:
        """What it is called, in sentences."""
        return str(self.value.get("operationId", f"{self.method.upper()} {self.path}"))

    @property
    def secured(self) -> bool:
        """Whether every call needs a token."""
        requirements = self.value.get("security", self._document.get("security", [])) or []
        return bool(requirements) and {} not in requirements

    @cached_property
    def parameters(self) -> list[Place]:
        """Those of the path and its own."""
        return [*_listed(self._document, self._shared), *_listed(self._document, self.place)]

    @cached_property
    def body(self) -> Place | None:
        """The request body."""
        body = self.place.within("requestBody")
        return None if body.value is None else home(self._document, body)

    @cached_property
    def responses(self) -> Mapping[str, Place]:
        """The responses by status."""
        responses = self.place.within("responses")
        return {status: home(self._document, responses.within(status)) for status in responses.value or {}}

    def takes(self, where: str, name: str) -> bool:
        """Whether it has this parameter."""
        return any(
            parameter.value["in"] == where and parameter.value["name"].lower() == name.lower()
            for parameter in self.parameters
        )


def operations(document: Document) -> Iterator[Operation]:
    """Every operation, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in item:
            if method in METHODS:
                yield Operation(document, path, method)


def headers(document: Document, response: Place) -> dict[str, Place]:
    """The headers of a response."""
    declared = response.within("headers")
    return {name: home(document, declared.within(name)) for name in declared.value or {}}


def contents(holder: Place) -> dict[str, Place]:
    """What a body or a response may be, by media type."""
    content = holder.within("content")
    return {media_type: content.within(media_type) for media_type in content.value or {}}


def home(document: Document, place: Place) -> Place:
    """Where a part is written: itself, or what it refers to."""
    while isinstance(place.value, dict) and isinstance(place.value.get("$ref"), str):
        reference = place.value["$ref"]
        place = Place(way(reference), target(document, reference))
    return place


def way(reference: str) -> Path:
    """The steps of a reference `#/…`."""
    steps = unquote(reference.removeprefix("#/")).split("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def _listed(document: Document, holder: Place) -> Iterator[Place]:
    for index, value in enumerate(holder.value.get("parameters", [])):
        yield home(document, Place((*holder.at, "parameters", index), value))
