"""Finds where a document has not the structure of OpenAPI; where only words are missing or wrong, that is a note."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema_rs import ValidationError as Error
from jsonschema_rs import Validator, validator_for
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator

from contracts.document.cures import cure
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.walk import Path

Json = Any
_STRUCTURES = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator, "3.2": OpenAPIV32SpecValidator}
VERSIONS = tuple(_STRUCTURES)
# Parts that people read; nothing that is generated depends on them.
_WORDS = frozenset({"info", "tags", "servers", "externalDocs"})
_TEXTS = frozenset({"summary", "description", "example", "examples", "operationId", "deprecated"})
# What a server can do without where it is missing.
_NEEDLESS = frozenset({"info", "paths", "description", "required"})


def structure_defects(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield a refusal for each defect, and a note for each that concerns words only."""
    version = document["openapi"][:3]
    for error in _validator(version).iter_errors(document):
        for one in _causes(error):
            yield from _told(one, version)


@cache
def _structure(version: str) -> dict[str, Json]:
    return dict(_STRUCTURES[version].schema_validator.schema)


@cache
def _validator(version: str) -> Validator:
    return validator_for(_structure(version))


@cache
def _known(version: str) -> tuple[str, ...]:
    return tuple(sorted(set(_properties(_structure(version)))))


def _properties(schema: Json) -> Iterator[str]:
    """The names of properties that a schema has, however deep: the words of OpenAPI in its own."""
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield from schema["properties"]
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from _properties(part)


def _causes(error: Error) -> Iterator[Error]:
    """Of alternatives the errors of the one that was meant: what has no `$ref` is no reference."""
    branches = getattr(error.kind, "context", None)
    if not branches:
        yield error
        return
    meant = [branch for branch in branches if not any(_wants_reference(one, error) for one in branch)]
    if len(meant) != 1:
        yield error
        return
    for one in meant[0]:
        yield from _causes(one)


def _wants_reference(one: Error, above: Error) -> bool:
    kind: Json = one.kind
    return kind.name == "required" and kind.property == "$ref" and one.instance_path == above.instance_path


def _told(error: Error, version: str) -> Iterator[Refusal]:
    at: Path = tuple(error.instance_path)
    kind: Json = error.kind
    name = kind.name
    told = Note if _is_words(at, error) else Refusal
    if name in ("additionalProperties", "unevaluatedProperties"):
        for word in kind.unexpected:
            reason = f"OpenAPI has no {word} here{_meant(word, version)}"
            yield told(pointer(*at, word), "openapi", reason)
    elif name == "required" and at[-1:] == ("responses",):
        return  # without any response nothing could be answered, which refusals/refuse.py says
    elif name == "required":
        yield told(pointer(*at), "openapi", f"has no {kind.property}")
    elif name == "propertyNames" and at[:1] == ("components",):
        yield Note(pointer(*at), "openapi", f"{error.message}, which is taken as it is")
    elif name in ("anyOf", "oneOf"):
        missing = (
            "has neither paths nor components nor webhooks; begin with paths"
            if not at
            else "is nothing that OpenAPI has here"
        )
        yield told(pointer(*at), "openapi", missing)
    else:
        yield told(pointer(*at), "openapi", cure(error))


def _meant(word: str, version: str) -> str:
    if word in _known(VERSIONS[-1]) and word not in _known(version):
        return f"; it is a word of OpenAPI {VERSIONS[-1]}"
    return suggestion(word, _known(version)) or f"; leave it out, or call it x-{word}"


def _is_words(at: Path, error: Error) -> bool:
    if (at and at[0] in _WORDS) or "externalDocs" in at or "servers" in at[-3:-1]:
        return True
    kind: Json = error.kind
    if kind.name == "required":
        return kind.property in _NEEDLESS and not (at and at[-1] in ("schema", "items"))
    return len(at) > 1 and at[-1] in _TEXTS and at[-2] != "properties" and kind.name == "type"
