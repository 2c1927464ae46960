"""The responses of a document as plain data: those of an operation, and those that operations share."""

from typing import Any

from contracts.codegen.plan.shared import declared, response_class, shared_response
from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.schemas.judge import enforced_schema
from contracts.document.announcements import announcement_headers
from contracts.document.names import DOCSTRING, Names, class_name, docstring_text, identifier, wrapped
from contracts.document.walk import nested_schemas, resolved

Json = Any
_FIELDS = frozenset({"body", "status", "declared", "media_type", "body_type", "headers"})


class ResponseReader:
    """Reads responses. A component response is a class for each status that operations use it for; there is mostly one,
    which has the component's name, and with several each has its status behind it."""

    def __init__(
        self, document: dict[str, Json], types: SignatureTypes, components: dict[str, list[str]], names: Names
    ) -> None:
        self._document = document
        self._components = document.get("components", {}).get("schemas", {})
        self._types = types
        self._shared: dict[tuple[str, str], dict[str, Json]] = {}
        for name, statuses in components.items():
            for status in statuses:
                wanted = class_name(name) if len(statuses) == 1 else response_class(class_name(name), status)
                # What is all in capitals may be a constant of a router.
                free = [wanted, f"{wanted}Response"][wanted.isupper() :]
                value = resolved(document, document["components"]["responses"][name])
                self._shared[name, status] = self._response(names.reserve(*free), status, value, frozenset())

    @property
    def shared(self) -> list[dict[str, Json]]:
        """The responses that are generated once."""
        return list(self._shared.values())

    def read(self, prefix: str, operation: Json) -> list[dict[str, Json]]:
        """The responses of an operation; `own` are those that only this one has."""
        sent = frozenset(name.lower() for name in announcement_headers(operation))
        responses = []
        for status, response in operation["responses"].items():
            name = shared_response(self._document, operation, response)
            if name is not None:
                responses.append({**self._shared[name, declared(status)], "own": False})
            else:
                value = resolved(self._document, response)
                class_ = response_class(prefix, declared(status))
                responses.append({**self._response(class_, declared(status), value, sent), "own": True})
        return responses

    def _response(self, name: str, status: str, response: Json, sent: frozenset[str]) -> dict[str, Json]:
        """`sent` are the headers that are sent without the implementation's doing."""
        content = response.get("content", {})
        media_type: str | None = next(iter(content), None)
        schema = content[media_type].get("schema", {}) if media_type else {}
        names = Names(_FIELDS)
        headers = [
            self._header(wire, resolved(self._document, header), names)
            for wire, header in response.get("headers", {}).items()
            if wire.lower() not in sent | {"content-type"} and not resolved(self._document, header).get("x-ambient")
        ]
        return {
            "declared": status,
            "class_name": name,
            "exact": status.isdigit(),
            "media_type": media_type,
            "type": None if media_type is None else self._types.of_response(schema, f"{name}Body"),
            "headers": sorted(headers, key=lambda header: not header["required"]),
            "description": wrapped(docstring_text(response.get("description", "")), DOCSTRING),
        }

    def _header(self, wire: str, header: Json, names: Names) -> dict[str, Json]:
        argument = identifier(wire.lower(), "header")
        return {
            "name": wire,
            "argument": names.reserve(argument, f"{argument}_header"),
            "schema": enforced_schema(header["schema"], self._components, "writeOnly"),
            "type": " | ".join(sorted(self._header_types(header["schema"], frozenset()))) or "str",
            "required": bool(header.get("required")),
        }

    def _header_types(self, schema: Json, seen: frozenset[str]) -> set[str]:
        """The Python types of a header's value."""
        kinds = {"integer": "int", "number": "float", "boolean": "bool", "string": "str"}
        found: set[str] = set()
        for part in nested_schemas(schema):
            types = part.get("type", [])
            found |= {kinds[name] for name in ([types] if isinstance(types, str) else types) if name in kinds}
            if isinstance(reference := part.get("$ref"), str) and reference not in seen:
                found |= self._header_types(resolved(self._document, part), seen | {reference})
        return found
