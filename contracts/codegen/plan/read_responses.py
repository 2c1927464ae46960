"""The responses of a document as plain data: those of an operation, and those that operations share."""

from typing import Any

from contracts.codegen.plan.answer_bodies import raw_type, suffixes
from contracts.codegen.plan.shared import declared, response_class, shared_response
from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.schemas.judge import enforced_schema
from contracts.document.announcements import announcement_headers
from contracts.document.event_schemas import item_schema
from contracts.document.media_kinds import TEXT_DATA, read_media_type, written_as
from contracts.document.names import DOCSTRING, Names, class_name, docstring_text, identifier, wrapped
from contracts.document.walk import nested_schemas, resolved

Json = Any
_FIELDS = frozenset(
    {"body", "status", "declared", "media_type", "media_range", "content", "text_data", "body_type", "headers"}
)


class ResponseReader:
    """Reads responses. A component response is a class for each status that operations use it for; there is mostly one,
    which has the component's name, and with several each has its status behind it."""

    def __init__(
        self, document: dict[str, Json], types: SignatureTypes, components: dict[str, list[str]], names: Names
    ) -> None:
        self._document = document
        self._components = document.get("components", {}).get("schemas", {})
        self._types = types
        self._shared: dict[tuple[str, str], list[dict[str, Json]]] = {}
        for name, statuses in components.items():
            for status in statuses:
                wanted = class_name(name) if len(statuses) == 1 else response_class(class_name(name), status)
                # What is all in capitals may be a constant of a router.
                free = [wanted, f"{wanted}Response"][wanted.isupper() :]
                value = resolved(document, document["components"]["responses"][name])
                self._shared[name, status] = self._response(names.reserve(*free), status, value, frozenset(), names)

    @property
    def shared(self) -> list[dict[str, Json]]:
        """The responses that are generated once."""
        return [one for classes in self._shared.values() for one in classes]

    def read(self, prefix: str, operation: Json) -> list[dict[str, Json]]:
        """The responses of an operation; `own` are those that only this one has."""
        sent = frozenset(name.lower() for name in announcement_headers(operation))
        responses = []
        for status, response in operation["responses"].items():
            name = shared_response(self._document, operation, response)
            if name is not None:
                responses += [{**one, "own": False} for one in self._shared[name, declared(status)]]
            else:
                value = resolved(self._document, response)
                class_ = response_class(prefix, declared(status))
                own = self._response(class_, declared(status), value, sent)
                responses += [{**one, "own": True} for one in own]
        return responses

    def _response(
        self, name: str, status: str, response: Json, sent: frozenset[str], taken: Names | None = None
    ) -> list[dict[str, Json]]:
        """A class, or one for each media type. `sent` are the headers that are sent without the implementation's
        doing, and `taken` the names of classes that there are already."""
        content = response.get("content") or {None: {}}
        if len(content) == 1:
            return [self._class(name, status, response, sent, *next(iter(content.items())))]
        named = [f"{name}{suffix}" for suffix in suffixes([*content])]
        names = named if taken is None else [taken.reserve(one) for one in named]
        return [
            self._class(class_, status, response, sent, *one)
            for class_, one in zip(names, content.items(), strict=True)
        ]

    def _class(
        self, name: str, status: str, response: Json, sent: frozenset[str], media_type: str | None, value: Json
    ) -> dict[str, Json]:
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
            **({"media_type": None} if media_type is None else self._body(name, media_type, value)),
            "headers": sorted(headers, key=lambda header: not header["required"]),
            "description": wrapped(docstring_text(response.get("description", "")), DOCSTRING),
        }

    def _body(self, name: str, media_type: str, value: Json) -> dict[str, Json]:
        media = read_media_type(media_type)
        kind = written_as(self._document, media, value)
        schema = value.get("schema", {})
        if kind == "json":
            type_ = self._types.of_response(schema, f"{name}Body")
        elif kind in ("text", "binary"):
            type_ = raw_type(self._document, kind, schema)
        else:
            wanted = f"{name}{'Event' if kind == 'events' else 'Item'}"
            type_ = f"AsyncIterator[{self._types.of_response(item_schema(value), wanted)}]"
        return {
            "media_type": media_type,
            "type": type_,
            "is_range": media.is_range,
            "range_default": "application/json" if media.wildness > 1 and kind == "json" else None,
            "is_events": kind == "events",
            "text_data": bool(value.get(TEXT_DATA)),
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
