"""The document for the rules: operations, and every part at the place of its definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contracts.document.keywords import METHODS
from contracts.document.walk import Path
from contracts.document.walk import definition as home_of

Json = Any
Document = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the document, and its path."""

    at: Path
    value: Json

    def within(self, *steps: str | int) -> "Place":
        """Return the part below; its value is None if there is none."""
        value: Json = self.value
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        return Place((*self.at, *steps), value)


class Operation:
    """An operation, including the parameters of its path."""

    def __init__(self, document: Document, path: str, method: str) -> None:
        item = document["paths"][path]
        self.path, self.method = path, method
        self._document = document
        self._shared = Place(("paths", path), item)
        self.place = self._shared.within(*((method,) if method in item else ("additionalOperations", method)))
        self.value: dict[str, Json] = self.place.value

    @property
    def name(self) -> str:
        """The operation's name in sentences."""
        return str(self.value.get("operationId", f"{self.method.upper()} {self.path}"))

    @property
    def secured(self) -> bool:
        """Whether every request needs a token."""
        requirements = self.value.get("security", self._document.get("security", [])) or []
        return bool(requirements) and {} not in requirements

    @cached_property
    def parameters(self) -> list[Place]:
        """The parameters of the path and of the operation."""
        return [*_parameters(self._document, self._shared), *_parameters(self._document, self.place)]

    @cached_property
    def body(self) -> Place | None:
        """The request body."""
        body = self.place.within("requestBody")
        return None if body.value is None else definition(self._document, body)

    @cached_property
    def responses(self) -> Mapping[str, Place]:
        """The responses by status."""
        responses = self.place.within("responses")
        return {status: definition(self._document, responses.within(status)) for status in responses.value or {}}

    def has_parameter(self, where: str, name: str) -> bool:
        """Return whether it has this parameter."""
        return any(
            parameter.value["in"] == where and parameter.value["name"].lower() == name.lower()
            for parameter in self.parameters
        )


def operations(document: Document) -> Iterator[Operation]:
    """Yield every operation, in the order of the document."""
    for path, item in document.get("paths", {}).items():
        methods = [method for method in item if method in METHODS]
        for method in [*methods, *item.get("additionalOperations", {})]:
            yield Operation(document, path, method)


def headers(document: Document, response: Place) -> dict[str, Place]:
    """Return the headers of a response."""
    declared = response.within("headers")
    return {name: definition(document, declared.within(name)) for name in declared.value or {}}


def contents(holder: Place) -> dict[str, Place]:
    """Return the media types of a body or a response."""
    content = holder.within("content")
    return {media_type: content.within(media_type) for media_type in content.value or {}}


def definition(document: Document, place: Place) -> Place:
    """Where a part is written: itself, or what it refers to."""
    return Place(*home_of(document, place.at, place.value))


def _parameters(document: Document, holder: Place) -> Iterator[Place]:
    for index, value in enumerate(holder.value.get("parameters", [])):
        yield definition(document, Place((*holder.at, "parameters", index), value))
