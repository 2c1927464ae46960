"""Prepares the component schemas for the TypeScript client's validators, as the server's own validator has them."""

import re
from collections.abc import Mapping
from typing import Any

from contracts.codegen.plan.files import mark_files
from contracts.codegen.plan.selectors import with_selectors
from contracts.codegen.plan.sent import both_ways
from contracts.codegen.schemas.hoist import hoist_references
from contracts.codegen.schemas.judge import enforced_schema
from contracts.document.upgrade import upgrade_document
from contracts.document.walk import nested_schemas, transform, transform_document

Json = Any
_COMPONENT = "#/components/schemas/"
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def validators(document: dict[str, Json]) -> dict[str, Json]:
    """The schema of each component, enforced as in the direction in which it travels.

    One that travels in both and is not the same in them, by `readOnly` or `writeOnly`, is itself in answers; in
    requests it is `NameRequest`."""
    document = transform_document(upgrade_document(hoist_references(document)), _said)
    document = transform_document(document, lambda schema: transform(schema, _with_mapped_references))
    document = with_selectors(mark_files(document))
    components = document["components"]["schemas"]
    sent, answered = both_ways(document)
    requests = {name: enforced_schema(schema, components) for name, schema in components.items()}
    answers = {name: enforced_schema(schema, components, "writeOnly") for name, schema in components.items()}
    other = _that_differ(requests, answers)
    named: dict[str, str] = {}
    for name in sorted(other & sent & answered):
        named[name] = next(one for one in _suffixed(name) if one not in components and one not in named.values())
    found: dict[str, Json] = {}
    for name in components:
        mine = requests if name in sent - answered else answers
        found[name] = _renamed(mine[name], named if mine is requests else {})
        if name in named:
            found[named[name]] = _renamed(requests[name], named)
    return found


def _said(schema: Json) -> Json:
    return {True: {}, False: {"not": {}}}[schema] if isinstance(schema, bool) else schema


def _with_mapped_references(schema: dict[str, Json]) -> Json:
    """A mapping may name a component, or refer to it."""
    mapping = schema.get("discriminator", {}).get("mapping", {})
    references = {value: to if "/" in to else _COMPONENT + to for value, to in mapping.items()}
    return {**schema, "discriminator": {**schema["discriminator"], "mapping": references}} if mapping else schema


def _suffixed(name: str) -> list[str]:
    return [f"{name}Request{'Body' * number}" for number in range(10)]


def _that_differ(requests: Mapping[str, Json], answers: Mapping[str, Json]) -> set[str]:
    """The components that are not the same in both directions, by themselves or by what they refer to."""
    found = {name for name, schema in requests.items() if schema != answers[name]}
    while more := {name for name in requests if name not in found and _references(requests[name]) & found}:
        found |= more
    return found


def _references(schema: Json) -> set[str]:
    parts = (part["$ref"] for part in nested_schemas(schema) if isinstance(part.get("$ref"), str))
    return {reference.removeprefix(_COMPONENT) for reference in parts}


def _renamed(schema: Json, names: Mapping[str, str]) -> Json:
    def rename(part: dict[str, Json]) -> Json:
        copy = dict(part)
        name = str(part.get("$ref", "")).removeprefix(_COMPONENT)
        if name in names:
            copy["$ref"] = _COMPONENT + names[name]
        if "pattern" in part:
            copy["pattern"] = _as_ecma(part["pattern"])
        if "patternProperties" in part:
            copy["patternProperties"] = {_as_ecma(key): one for key, one in part["patternProperties"].items()}
        return copy

    return transform(schema, rename)


def _as_ecma(pattern: str) -> str:
    """Without the escapes that the server's engine needs and ECMA-262 forbids in Unicode mode."""
    return _ESCAPE.sub(lambda found: found[1] if found[1] in "&~" else found[0], pattern)
