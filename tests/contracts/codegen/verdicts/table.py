"""The whole table, the contracts that declares it, and the verdicts that follow."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.contracts.codegen.verdicts import requests
from tests.contracts.codegen.verdicts.arrays import ARRAY_BODIES, ARRAYS
from tests.contracts.codegen.verdicts.cases import Case, Written
from tests.contracts.codegen.verdicts.combinations import COMBINATIONS, OBJECT_COMBINATIONS
from tests.contracts.codegen.verdicts.directions import DIRECTIONS
from tests.contracts.codegen.verdicts.formats import FORMATS
from tests.contracts.codegen.verdicts.numbers import NUMBER_FORMATS, NUMBERS
from tests.contracts.codegen.verdicts.objects import OBJECTS
from tests.contracts.codegen.verdicts.old_words import OLD_WORDS
from tests.contracts.codegen.verdicts.patterns import PATTERNS
from tests.contracts.codegen.verdicts.places import (
    ARRAY_FORMS,
    ARRAY_PARAMETERS,
    BODIES,
    FORMS,
    JSON_FORMS,
    JSON_PARAMETERS,
    PARAMETERS,
    Place,
    Unwritable,
    Wire,
    text_of,
)
from tests.contracts.codegen.verdicts.references import DEFINITIONS, OBJECT_REFERENCES, REFERENCES
from tests.contracts.codegen.verdicts.scalars import SCALARS

Json = Any
CASES: tuple[Case, ...] = (
    *(*NUMBERS, *NUMBER_FORMATS, *SCALARS, *PATTERNS, *FORMATS, *ARRAYS, *ARRAY_BODIES, *OBJECTS),
    *(*COMBINATIONS, *OBJECT_COMBINATIONS, *REFERENCES, *DEFINITIONS, *OBJECT_REFERENCES, *DIRECTIONS, *OLD_WORDS),
)
NEWEST = "3.1.0"
VERSIONS = (NEWEST, "3.0.3")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """One request: a value of a case, at a place."""

    case: Case
    place: Place
    wire: Wire
    value: Json
    accepted: bool

    @property
    def id(self) -> str:
        """`query-comma-uniqueItems-reject-["a", "a"]`."""
        shown = json.dumps(self.value, ensure_ascii=False)
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        return f"{self.place.name}-{self.case.name}-{'accept' if self.accepted else 'reject'}-{shown}"


def is_array(case: Case) -> bool:
    """Whether the values of a case are arrays."""
    return any(isinstance(value.value if isinstance(value, Written) else value, list) for value in case.accept)


def places(case: Case) -> tuple[Place, ...]:
    """Where a value of the case can be declared."""
    if case.where == "bodies":
        return BODIES + JSON_PARAMETERS + JSON_FORMS
    flat = FORMS if case.keyword != "format:binary" else FORMS[:1]
    arrays = ARRAY_PARAMETERS + ARRAY_FORMS if is_array(case) else ()
    return (*PARAMETERS, *flat, *arrays, *BODIES)


def contract(version: str) -> Json:
    """An OpenAPI document with an operation for each case and place."""
    cases = [case for case in CASES if case.version == version]
    paths = {f"{_path(case, place)}{place.segment}": _item(case, place) for case in cases for place in places(case)}
    schemas = {name: schema for case in cases for name, schema in case.components.items()}
    if version == NEWEST:
        paths |= {path: {"post": _operation(requests.TAG, item)} for path, item in requests.operations().items()}
        schemas |= requests.COMPONENTS
    info = {"title": "Verdicts", "version": "1"}
    return {"openapi": version, "info": info, "paths": paths, "components": {"schemas": schemas}}


def verdicts() -> Iterator[Verdict]:
    """Every value at every place that can write it."""
    for case in CASES:
        for place in places(case):
            for accepted, values in ((True, case.accept), (False, case.reject)):
                for value in values:
                    verdict = _verdict(case, place, value, accepted)
                    if verdict is not None:
                        yield verdict


def operation_id(case: Case, place: Place) -> str:
    """The name of the operation, and of the implementation's method."""
    return f"{case.slug}_{place.name}".lower().replace("-", "_")


def _verdict(case: Case, place: Place, value: Json, accepted: bool) -> Verdict | None:
    written = value if isinstance(value, Written) else None
    if written and written.where == ("parameters" if place.holds_json else "bodies"):
        return None
    meant = written.value if written else value
    try:
        wire = place.write(_path(case, place), written.text if written else text_of(meant, place))
    except Unwritable:
        return None
    return Verdict(case, place, wire, meant, accepted)


def _path(case: Case, place: Place) -> str:
    return f"/{operation_id(case, place)}"


def _item(case: Case, place: Place) -> Json:
    return {"post": _operation(place.tag, {"operationId": operation_id(case, place), **place.declare(case.schema)})}


def _operation(tag: str, words: Json) -> Json:
    return {"tags": [tag], "responses": {"200": {"description": "Reached."}}, **words}
