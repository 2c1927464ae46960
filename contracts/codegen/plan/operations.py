"""The operations of a document as plain data, ready for the template: every name, type and constant decided."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.codegen.plan.accept import accept_parameter
from contracts.codegen.plan.read_bodies import BodyReader
from contracts.codegen.plan.read_parameters import ParameterReader
from contracts.codegen.plan.read_responses import ResponseReader
from contracts.codegen.plan.shared import api_name, router_names, shared
from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.refusals.overlaps import Overlaps
from contracts.document.announcements import announcement_headers
from contracts.document.keywords import is_method
from contracts.document.names import DOCSTRING, class_name, docstring_text, operation_name, segment_name, wrapped
from contracts.document.refusal import pointer

Json = Any


class OperationReader:
    """Reads the operations of a normalised document."""

    def __init__(self, document: dict[str, Json], types: SignatureTypes) -> None:
        self._document = document
        self._bodies = BodyReader(document, types)
        self._overlaps = Overlaps(document.get("paths", {}))
        used, names = shared(document), router_names(document)
        self._responses = ResponseReader(document, types, used.responses, names)
        self._parameters = ParameterReader(document, types, used.parameters, names)

    @property
    def shared(self) -> dict[str, list[dict[str, Json]]]:
        """The responses and parameters that the contract names, for all operations that refer to them."""
        return {"responses": self._responses.shared, "parameters": self._parameters.shared}

    def read(self) -> list[dict[str, Json]]:
        """Every operation, in the order of the document."""
        return list(self._operations())

    def _operations(self) -> Iterator[dict[str, Json]]:
        for path, item in self._document.get("paths", {}).items():
            for method in item:
                if is_method(method):
                    yield self._operation(path, method, item[method], item.get("parameters", []))

    def _operation(self, path: str, method: str, operation: Json, given: list[Json]) -> dict[str, Json]:
        name = operation_name(operation.get("operationId"), method, path)
        class_prefix = class_name(name)
        tag = (operation.get("tags") or ["default"])[0]
        parameters = self._parameters.read(path, class_prefix, [*given, *operation.get("parameters", [])])
        responses = self._responses.read(class_prefix, operation)
        parameters += accept_parameter(responses, parameters)
        return {
            "id": name,
            "class_prefix": class_prefix,
            "method": method.upper(),
            "path": _route_path(path),
            "allow": [key.upper() for key in self._document["paths"][path] if is_method(key)],
            "yields_to": [_route_path(other) for other in self._overlaps.more_specific(path)],
            "pointer": "#" + operation.get("x-pointer", pointer("paths", path, method)),
            "tag": tag,
            "api": api_name(tag),
            "summary": wrapped(docstring_text(operation.get("summary", "")), DOCSTRING),
            "description": wrapped(docstring_text(operation.get("description", "")), DOCSTRING),
            "parameters": parameters,
            "body": self._bodies.read(class_prefix, operation),
            "call": ", ".join(_arguments(parameters, has_body="requestBody" in operation)),
            "responses": responses,
            "has_events": any(response.get("is_events") for response in responses),
            "security": [
                {scheme: tuple(scopes) for scheme, scopes in alternative.items()}
                for alternative in operation.get("security", self._document.get("security", []))
            ],
            "announced": announcement_headers(operation),
        }


def _arguments(parameters: list[dict[str, Json]], *, has_body: bool) -> Iterator[str]:
    """How a route calls the implementation: what is in the path, the body, and all else by name."""
    told = [parameter for parameter in parameters if not parameter["ambient"]]
    yield from (parameter["argument"] for parameter in told if parameter["place"] == "path")
    if has_body:
        yield "body"
    yield from (f"{one['argument']}={one['argument']}" for one in told if one["place"] != "path")


def _route_path(path: str) -> str:
    return re.sub(r"\{([^{}]+)\}", lambda match: f"{{{segment_name(match[1])}}}", path)
