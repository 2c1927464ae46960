"""Keeps what a discriminator chooses by: a request has to name its alternative, though the property be `readOnly`."""

from typing import Any

from contracts.document.places import every_schema

Json = Any
_COMPONENT = "#/components/schemas/"


def with_selectors(document: dict[str, Json]) -> dict[str, Json]:
    """Return a normalised document in whose alternatives no property that selects them is `readOnly`."""
    components = document["components"]["schemas"]
    selected: dict[str, set[str]] = {}
    for _, schema in every_schema(document):
        name = schema.get("discriminator", {}).get("propertyName")
        for part in (*schema.get("oneOf", ()), *schema.get("anyOf", ())) if name else ():
            _collect(part, name, components, selected)
    changed = {name: _unmarked(components[name], properties) for name, properties in selected.items()}
    if all(changed[name] == components[name] for name in changed):
        return document
    schemas = {name: changed.get(name, schema) for name, schema in components.items()}
    return {**document, "components": {**document["components"], "schemas": schemas}}


def _collect(part: Json, property_: str, components: dict[str, Json], found: dict[str, set[str]]) -> None:
    """Add the components that an alternative is made of."""
    if not isinstance(part, dict):
        return
    name = str(part.get("$ref", "")).removeprefix(_COMPONENT)
    if name in components and property_ not in found.setdefault(name, set()):
        found[name].add(property_)
        _collect(components[name], property_, components, found)
    for one in part.get("allOf", ()):
        _collect(one, property_, components, found)


def _unmarked(schema: Json, names: set[str]) -> Json:
    if not isinstance(schema, dict):
        return schema
    copy = dict(schema)
    for name in names & schema.get("properties", {}).keys():
        part = schema["properties"][name]
        if isinstance(part, dict):
            bare = {key: value for key, value in part.items() if key != "readOnly"}
            copy["properties"] = {**copy["properties"], name: bare}
    if "allOf" in schema:
        copy["allOf"] = [_unmarked(part, names) for part in schema["allOf"]]
    return copy
