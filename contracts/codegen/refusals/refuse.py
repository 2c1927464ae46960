"""Finds what the generator can't honour; specs/adr/0003 has the complete table."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.codegen.refusals.bodies import body_refusals
from contracts.codegen.refusals.contradictions import contradictions
from contracts.codegen.refusals.defaults import wrong_defaults
from contracts.codegen.refusals.extensions import extension_refusals
from contracts.codegen.refusals.loops import endless_schemas
from contracts.codegen.refusals.parameters import parameter_refusals
from contracts.codegen.refusals.paths import unreachable_paths
from contracts.codegen.refusals.patterns import pattern_refusals
from contracts.codegen.refusals.responses import response_refusals
from contracts.codegen.refusals.schemas import invalid_schemas, schema_refusals
from contracts.document.announcements import announcement_refusals
from contracts.document.keywords import DIALECTS, METHODS
from contracts.document.names import class_name, operation_name
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.walk import Path, resolved

Json = Any


def refusals(document: dict[str, Json]) -> list[Refusal]:
    """Return everything in the document that the generated code would lose or change."""
    return inspect(document)[0]


def inspect(document: dict[str, Json]) -> tuple[list[Refusal], list[Note]]:
    """Return what can't be honoured, and what a server has nothing to enforce for."""
    invalid = [*pattern_refusals(document), *invalid_schemas(document), *endless_schemas(document)]
    # A part that several operations share is found with each of them.
    found = list(dict.fromkeys(invalid or [*schema_refusals(document), *_Inspector(document).inspect()]))
    notes = [one for one in found if isinstance(one, Note)]
    refused = [one for one in found if not isinstance(one, Note)]
    return refused or list(dict.fromkeys([*contradictions(document), *wrong_defaults(document)])), notes


class _Inspector:
    def __init__(self, document: dict[str, Json]) -> None:
        self._document = document
        self._seen: set[str] = set()

    def inspect(self) -> Iterator[Refusal]:
        if self._document.get("webhooks"):
            yield Refusal("/webhooks", "webhooks", "a server can't serve them; keep them in a document of their own")
        if (dialect := self._document.get("jsonSchemaDialect", DIALECTS[0])) not in DIALECTS:
            yield Refusal("/jsonSchemaDialect", "jsonSchemaDialect", f"{dialect} is not the dialect of OpenAPI 3.1")
        yield from extension_refusals(self._document)
        yield from self._security(self._document.get("security", []), ("security",))
        yield from unreachable_paths(self._document)
        for path, item in self._document.get("paths", {}).items():
            at: Path = ("paths", path)
            if "$ref" in item:
                yield Refusal(pointer(*at), "$ref", "a path item by reference; write it in its place")
            if "trace" in item:
                yield Refusal(pointer(*at, "trace"), "trace", "TRACE gives a client its own headers back; not served")
            for method in METHODS:
                if method in item:
                    yield from self._operation(path, item[method], item.get("parameters", []), (*at, method))

    def _operation(self, path: str, operation: Json, shared: list[Json], at: Path) -> Iterator[Refusal]:
        name = operation_name(operation.get("operationId"), str(at[-1]), path)
        if class_name(name) in self._seen:
            yield Refusal(pointer(*at, "operationId"), "operationId", f"{name} is taken by another operation")
        self._seen.add(class_name(name))
        yield from self._security(operation.get("security", []), (*at, "security"))
        yield from announcement_refusals(self._document, operation, at)
        if operation.get("callbacks"):
            yield Refusal(pointer(*at, "callbacks"), "callbacks", "requests that the server makes are not generated")
        yield from self._names(operation.get("parameters", []), at)
        yield from self._placeholders(path, [*shared, *operation.get("parameters", [])], at)
        for index, parameter in enumerate(operation.get("parameters", [])):
            yield from parameter_refusals(self._document, parameter, path, (*at, "parameters", index))
        for index, parameter in enumerate(shared):
            yield from parameter_refusals(self._document, parameter, path, (*at[:-1], "parameters", index))
        if "requestBody" in operation:
            yield from body_refusals(self._document, operation["requestBody"], (*at, "requestBody"))
        if not operation.get("responses"):
            yield Refusal(pointer(*at), "responses", "an operation without responses could answer nothing")
        for status, response in operation.get("responses", {}).items():
            yield from response_refusals(self._document, status, response, (*at, "responses", status))

    def _security(self, requirements: list[Json], at: Path) -> Iterator[Refusal]:
        schemes = self._document.get("components", {}).get("securitySchemes", {})
        for index, requirement in enumerate(requirements):
            for name in requirement:
                if name not in schemes:
                    reason = f"{name} is no security scheme of the document{suggestion(name, schemes)}"
                    yield Refusal(pointer(*at, index, name), "security", reason)

    def _placeholders(self, path: str, given: list[Json], at: Path) -> Iterator[Refusal]:
        declared = {p["name"] for p in (resolved(self._document, part) for part in given) if p["in"] == "path"}
        named = re.findall(r"\{([^{}]*)\}", path)
        for name in named:
            if name not in declared:
                meant = suggestion(name, declared - set(named))
                reason = f"the path has {{{name}}}, which is not declared{meant}"
                yield Refusal(pointer(*at, "parameters"), "parameters", reason)

    def _names(self, given: list[Json], at: Path) -> Iterator[Refusal]:
        resolved_ = [resolved(self._document, parameter) for parameter in given]
        names = [(p["in"], p["name"].lower() if p["in"] == "header" else p["name"]) for p in resolved_]
        for place, name in sorted({one for one in names if names.count(one) > 1}):
            yield Refusal(pointer(*at, "parameters"), "parameters", f"the {place} parameter {name} is given twice")
