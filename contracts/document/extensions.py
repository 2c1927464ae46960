"""The words of ours (`x-…`) that stand where OpenAPI has a name of its own: among the paths and among the responses."""

from typing import Any

from contracts.document.keywords import METHODS

Json = Any


def without_extensions(document: dict[str, Json]) -> dict[str, Json]:
    """A copy whose paths are paths and whose responses are responses; what is published keeps everything."""
    paths = {path: _path_item(item) for path, item in _named(document.get("paths", {})).items()}
    return {**document, "paths": paths}


def _path_item(item: dict[str, Json]) -> dict[str, Json]:
    return {key: _operation(part) if key in METHODS else part for key, part in item.items()}


def _operation(operation: dict[str, Json]) -> dict[str, Json]:
    return {**operation, "responses": _named(operation["responses"])} if "responses" in operation else operation


def _named(values: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if not name.startswith("x-")}
