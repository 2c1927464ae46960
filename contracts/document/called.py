"""Webhooks and callbacks: a server sends these requests and doesn't serve them, but their bodies become models."""

from typing import Any

from contracts.document.names import Names, class_name
from contracts.document.refusal import pointer
from contracts.document.structure import changed, is_reference
from contracts.document.walk import Path

Json = Any


def with_called_models(document: dict[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """Return a copy in which each body of a webhook or callback refers to a component, and where those stood."""
    schemas = dict(document.get("components", {}).get("schemas", {}))
    names, moved = Names(frozenset(schemas)), dict[str, str]()

    def change(at: Path, kind: str, value: Json) -> Json:
        caller = _caller(at) if kind == "media type" and not is_reference(value) else None
        schema = value.get("schema") if caller else None
        if caller is None or not isinstance(schema, dict) or not schema or is_reference(schema):
            return value
        name = names.reserve(class_name(f"{caller} {_part(at)}"))
        schemas[name] = schema
        moved[pointer("components", "schemas", name)] = pointer(*at, "schema")
        return {**value, "schema": {"$ref": f"#/components/schemas/{name}"}}

    copy: dict[str, Json] = changed(document, "document", change)
    if not moved:
        return document, {}
    copy["components"] = {**copy.get("components", {}), "schemas": schemas}
    return copy, moved


def _caller(at: Path) -> str | None:
    """The name of the webhook or callback that a part is of."""
    steps = at[1:] if at[0] == "components" else at
    if steps[0] in ("webhooks", "callbacks"):
        return str(steps[1])
    return str(steps[4]) if len(steps) > 4 and steps[0] == "paths" and steps[3] == "callbacks" else None


def _part(at: Path) -> str:
    """`body`, or `response 200`."""
    place = next((index for index, step in enumerate(at) if step == "responses" and index > 1), None)
    return "body" if place is None else f"response {at[place + 1]}"
