"""What the table must hold, by what the generator says that it honours."""

from collections.abc import Iterator

from contracts.document.keywords import ANNOTATIONS, FORMATS, IDENTIFIERS, KNOWN
from tests.contracts.codegen.verdicts.places import (
    ARRAY_FORMS,
    ARRAY_PARAMETERS,
    BODIES,
    FORMS,
    JSON_FORMS,
    JSON_PARAMETERS,
    PARAMETERS,
    Place,
)

_ARRAYS = frozenset(
    {"items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"}
    | {"unevaluatedItems"}
)
_OBJECTS = frozenset(
    {"properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties"}
    | {"maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "discriminator"}
    | {"readOnly", "writeOnly"}
)
# All pointers begin with a slash, which no segment of a path can hold, or are empty; and a binary part is a file.
_UNWRITABLE = (("format:json-pointer", "path"), ("format:binary", "multipart"))


def wanted() -> Iterator[tuple[str, str]]:
    """Every keyword and format with every place where it can apply; a keyword that is new applies everywhere.

    `default` says what an implementation sees, not what is allowed: `requests.py` has it. What identifies a schema
    says nothing of a value (test_notes.py).
    """
    for keyword in sorted(KNOWN - ANNOTATIONS - IDENTIFIERS - {"format"} | {f"format:{name}" for name in FORMATS}):
        places: tuple[Place, ...] = PARAMETERS + FORMS + BODIES
        if keyword in _ARRAYS:
            places += ARRAY_PARAMETERS + ARRAY_FORMS
        elif keyword in _OBJECTS:
            places = BODIES + JSON_PARAMETERS + JSON_FORMS
        for place in places:
            if (keyword, place.name) not in _UNWRITABLE:
                yield keyword, place.name
