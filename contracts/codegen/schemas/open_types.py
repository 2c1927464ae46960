"""Rewrites objects that may also be other types as a union, so that a model represents only the object.

In JSON Schema, `properties` without `type: object` allow any other type, and `type: [object, "null"]` allows null.
"""

from typing import Any

from contracts.document.kinds import allowed_types
from contracts.document.walk import transform_children

Json = Any
_WORDS = ("title", "description", "default", "deprecated")
# A schema in these keywords only adds to another schema, so it does not decide the types alone.
_ADDING = frozenset({"allOf", "not", "if", "then", "else", "dependentSchemas"})


def split_open_objects(schema: Json, components: dict[str, Json], *, is_top_level: bool = True) -> Json:
    """Return a copy in which every object that may also be another type is a union."""
    if not isinstance(schema, dict):
        return schema
    copy = transform_children(
        schema, lambda key, part: part if key in _ADDING else split_open_objects(part, components, is_top_level=False)
    )
    allowed = allowed_types({"components": {"schemas": components}}, schema)
    others = allowed - {"object"}
    # The model generator itself makes a field or an item nullable, but not a whole model.
    if "properties" not in schema or "object" not in allowed or not (others if is_top_level else others - {"null"}):
        return copy
    annotations = {key: copy.pop(key) for key in _WORDS if key in copy}
    return {**annotations, "anyOf": [{**copy, "type": "object", "title": "Object"}, {"type": sorted(others)}]}
