"""Finds what the generator can't honour; specs/adr/0003 has the complete table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

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
from contracts.codegen.refusals.servers import server_notes
from contracts.document.announcements import announcement_refusals
from contracts.document.keywords import DIALECTS, is_method
from contracts.document.load import defects
from contracts.document.mend import without_broken
from contracts.document.refusal import Note, Refusal, pointer, suggestion
from contracts.document.standard import standard
from contracts.document.walk import Path, resolved

Json = Any
_SENT = "are requests that a server sends, so nothing is served for them; their schemas become models"


class Inspection(NamedTuple):
    """What can't be honoured, what a server has nothing to enforce for, and the form to generate from, with where in
    the document a part of it is written."""

    refusals: list[Refusal]
    notes: list[Note]
    standard: dict[str, Json]
    written_at: Callable[[str], str]


def refusals(document: dict[str, Json]) -> list[Refusal]:
    """Return everything in the document that the generated code would lose or change."""
    return inspect(document).refusals


def inspect(document: dict[str, Json]) -> Inspection:
    """Look at all of a document, whatever parts of it are broken."""
    broken = list(defects(document))
    form = standard(without_broken(document, broken))
    found: list[Refusal] = [*form.notes, *_in_standard(form.document)]
    placed = [replace(one, pointer=form.written_at(one.pointer)) for one in found]
    # A part that several operations share is found with each of them.
    every = list(dict.fromkeys([*broken, *placed]))
    notes = [one for one in every if isinstance(one, Note)]
    return Inspection([one for one in every if not isinstance(one, Note)], notes, form.document, form.written_at)


def _in_standard(document: dict[str, Json]) -> Iterator[Refusal]:
    invalid = [*pattern_refusals(document), *invalid_schemas(document), *endless_schemas(document)]
    yield from invalid
    if invalid:
        document = without_broken(document, invalid)
    yield from schema_refusals(document)
    yield from _Inspector(document).inspect()
    yield from contradictions(document)
    yield from wrong_defaults(document)


class _Inspector:
    def __init__(self, document: dict[str, Json]) -> None:
        self._document = document

    def inspect(self) -> Iterator[Refusal]:
        for name in self._document.get("webhooks", {}):
            yield Note(pointer("webhooks", name), "webhooks", _SENT)
        if (dialect := self._document.get("jsonSchemaDialect", DIALECTS[0])) not in DIALECTS:
            yield Refusal("/jsonSchemaDialect", "jsonSchemaDialect", f"{dialect} is not the dialect of OpenAPI 3.1")
        yield from extension_refusals(self._document)
        if "$self" in self._document:
            yield Note("/$self", "$self", "changes no reference here: all lead into the document or to files beside it")
        yield from server_notes(self._document)
        yield from self._security(self._document.get("security", []), ("security",))
        yield from unreachable_paths(self._document)
        for path, item in self._document.get("paths", {}).items():
            at: Path = ("paths", path)
            if "trace" in item:
                yield Refusal(pointer(*at, "trace"), "trace", "TRACE gives a client its own headers back; not served")
            for name in item.get("additionalOperations", {}):
                reason = f"the method {name} is not served; those that are have names in capitals"
                yield Refusal(pointer(*at, "additionalOperations", name), "additionalOperations", reason)
            for method in item:
                if is_method(method):
                    yield from self._operation(path, item[method], item.get("parameters", []), (*at, method))

    def _operation(self, path: str, operation: Json, shared: list[Json], at: Path) -> Iterator[Refusal]:
        yield from self._security(operation.get("security", []), (*at, "security"))
        yield from announcement_refusals(self._document, operation, at)
        for name in operation.get("callbacks", {}):
            yield Note(pointer(*at, "callbacks", name), "callbacks", _SENT)
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
