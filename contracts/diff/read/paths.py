"""Matches the paths and operations of two documents. Names of path parameters don't matter for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contracts.diff.read.document import Document, Place
from contracts.diff.read.json_values import object_of, text_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of one document, with its path item."""

    document: Document
    path: str
    method: str
    item: Place
    place: Place

    @property
    def name(self) -> str:
        """The operationId, or the method and the path."""
        return text_of(self.place.get("operationId")) or f"{self.method.upper()} {self.path}"

    @property
    def path_names(self) -> list[str]:
        """The names of its path parameters, in the order of the path."""
        return _PARAMETER.findall(self.path)


def operations(document: Document, section: str = "paths") -> dict[tuple[str, str], Operation]:
    """Return every operation by its method and its path without parameter names."""
    return {(template(one.path), one.method): one for one in _operations(document, section)}


def left_out_paths(document: Document) -> set[str]:
    """Return the paths, without parameter names, of which nothing is compared."""
    items = document.root.part("paths")
    return {template(path) for path in object_of(items.value) if document.leaves_out(items.part(path))}


def template(path: str) -> str:
    """Return the path without the names of its parameters."""
    return _PARAMETER.sub("{}", path)


def operations_of(document: Document, path: str, item: Place) -> Iterator[Operation]:
    """Yield the operations of one path item, also those of other methods (OpenAPI 3.2, `additionalOperations`)."""
    for method in METHODS:
        if method in object_of(item.value):
            yield Operation(document, path, method, item, item.part(method))
    others = item.part("additionalOperations")
    for method in object_of(others.value):
        yield Operation(document, path, method, item, others.part(method))


def _operations(document: Document, section: str) -> Iterator[Operation]:
    for path, item in document.children(document.root.part(section)):
        yield from operations_of(document, path, item)
