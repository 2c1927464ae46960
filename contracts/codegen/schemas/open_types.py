"""Objects that may be something else too are said as a union, so that a model stands for the object alone.

JSON Schema lets `properties` without `type: object` stand beside any value, and `type: [object, "null"]` beside null.
"""

from typing import Any

from contracts.document.kinds import kinds
from contracts.document.places import every_schema
from contracts.document.walk import rebuilt

Json = Any
_COMPONENT = "#/components/schemas/"
_WORDS = ("title", "description", "default", "deprecated")
# Within these a schema adds to what another says, so its types are not its own.
_ADDING = frozenset({"allOf", "not", "if", "then", "else", "dependentSchemas"})


def bases(document: dict[str, Json]) -> frozenset[str]:
    """The components that an `allOf` builds on; they stay models, even without a type."""
    members = [part for _, schema in every_schema(document) for part in schema.get("allOf", [])]
    references = [part.get("$ref", "") for part in members if isinstance(part, dict)]
    return frozenset(reference.removeprefix(_COMPONENT) for reference in references)


def opened(schema: Json, components: dict[str, Json], *, top: bool = True) -> Json:
    """A copy in which every object that may be something else is one of a union."""
    if not isinstance(schema, dict):
        return schema
    copy = rebuilt(schema, lambda key, part: part if key in _ADDING else opened(part, components, top=False))
    allowed = kinds({"components": {"schemas": components}}, schema)
    others = allowed - {"object"}
    # The model generator itself makes a field or an item nullable, but not a whole model.
    if "properties" not in schema or "object" not in allowed or not (others if top else others - {"null"}):
        return copy
    words = {key: copy.pop(key) for key in _WORDS if key in copy}
    return {**words, "anyOf": [{**copy, "type": "object", "title": "Object"}, {"type": sorted(others)}]}
