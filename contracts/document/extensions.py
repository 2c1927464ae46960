"""Removes extension keywords (`x-…`) among paths and responses, where all other keys are names."""

from typing import Any

from contracts.document.keywords import METHODS

Json = Any


def without_extensions(document: dict[str, Json]) -> dict[str, Json]:
    """Return a copy without extension keywords among paths and responses; the published document keeps them."""
    paths = {path: _path_item(item) for path, item in _without_extension_keys(document.get("paths", {})).items()}
    return {**document, "paths": paths}


def _path_item(item: dict[str, Json]) -> dict[str, Json]:
    return {key: _operation(part) if key in METHODS else part for key, part in item.items()}


def _operation(operation: dict[str, Json]) -> dict[str, Json]:
    return (
        {**operation, "responses": _without_extension_keys(operation["responses"])}
        if "responses" in operation
        else operation
    )


def _without_extension_keys(values: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if not name.startswith("x-")}
