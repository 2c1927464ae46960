"""The operations of a document as plain data, ready for the template: every name, type and constant decided."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.codegen.plan.shapes import Shapes
from contracts.codegen.refusals.overlaps import Overlaps
from contracts.codegen.schemas.judge import enforced_schema
from contracts.codegen.schemas.typing_schemas import TYPED_FORMATS
from contracts.document.announcements import announcement_headers
from contracts.document.keywords import DEFAULT_STYLES, IGNORED_HEADERS, METHODS
from contracts.document.names import Names, class_name, docstring_text, identifier, operation_name, pascal, segment_name
from contracts.document.refusal import pointer
from contracts.document.walk import nested_schemas, resolved

Json = Any
_MARKERS = {"path": "Path", "query": "Query", "header": "Header", "cookie": "Cookie"}
_COMPONENT = "#/components/schemas/"


class OperationReader:
    """Reads the operations of a normalised document."""

    def __init__(self, document: dict[str, Json], shapes: Shapes) -> None:
        self._document = document
        self._components = document.get("components", {}).get("schemas", {})
        self._shapes = shapes
        self._overlaps = Overlaps(document.get("paths", {}))

    def read(self) -> list[dict[str, Json]]:
        """Every operation, in the order of the document."""
        return list(self._operations())

    def _operations(self) -> Iterator[dict[str, Json]]:
        for path, item in self._document.get("paths", {}).items():
            for method in item:
                if method in METHODS:
                    yield self._operation(path, method, item[method], item.get("parameters", []))

    def _operation(self, path: str, method: str, operation: Json, shared: list[Json]) -> dict[str, Json]:
        name = operation_name(operation.get("operationId"), method, path)
        class_prefix = class_name(name)
        tag = (operation.get("tags") or ["default"])[0]
        parameters = self._parameters(path, class_prefix, [*shared, *operation.get("parameters", [])])
        return {
            "id": name,
            "class_prefix": class_prefix,
            "method": method.upper(),
            "path": _route_path(path),
            "allow": [key.upper() for key in self._document["paths"][path] if key in METHODS],
            "yields_to": [_route_path(other) for other in self._overlaps.more_specific(path)],
            "pointer": "#" + pointer("paths", path, method),
            "tag": tag,
            "api": f"{class_name(identifier(tag, 'tag'))}Api",
            "summary": docstring_text(operation.get("summary", "")),
            "description": docstring_text(operation.get("description", "")),
            "parameters": parameters,
            "body": self._body(class_prefix, operation),
            "responses": self._responses(class_prefix, operation),
            "security": operation.get("security", self._document.get("security", [])),
            "announced": announcement_headers(operation),
        }

    def _parameters(self, path: str, prefix: str, given: list[Json]) -> list[dict[str, Json]]:
        found: dict[tuple[str, str], Json] = {}
        for parameter in given:
            value = resolved(self._document, parameter)
            if value["in"] != "header" or value["name"].lower() not in IGNORED_HEADERS:
                found[value["in"], value["name"].lower() if value["in"] == "header" else value["name"]] = value
        order = {"path": 0, "query": 1, "header": 2, "cookie": 3}
        ordered = sorted(found.values(), key=lambda value: order[value["in"]])
        in_path = sorted((v for v in ordered if v["in"] == "path"), key=lambda v: path.index(f"{{{v['name']}}}"))
        names = Names()
        return [
            self._parameter(prefix, value, names) for value in [*in_path, *(v for v in ordered if v["in"] != "path")]
        ]

    def _parameter(self, prefix: str, parameter: Json, names: Names) -> dict[str, Json]:
        place, wire = parameter["in"], parameter["name"]
        wanted = identifier(wire.lower() if place == "header" else wire, place)
        argument = names.reserve(wanted, f"{wanted}_{place}")
        content = parameter.get("content")
        schema = content["application/json"].get("schema", {}) if content else parameter.get("schema", {})
        style = parameter.get("style", DEFAULT_STYLES[place])
        plain = schema if isinstance(schema, dict) else {}
        default = plain.get("default", self._referenced_default(plain))
        return {
            "name": wire,
            "alias": segment_name(wire) if place == "path" else wire,
            "place": place,
            "marker": _MARKERS[place],
            "argument": argument,
            "ambient": bool(parameter.get("x-ambient")),
            "schema": enforced_schema(schema, self._components),
            # FastAPI takes no bare list for a parameter of the path.
            "type": self._shapes.type_of(schema, f"{prefix}{pascal(argument)}", request=True, named=place == "path"),
            "style": style,
            "explode": parameter.get("explode", style == "form"),
            "required": bool(parameter.get("required")),
            # A parameter of the path is always there.
            "has_default": default is not None and place != "path",
            "default": repr(default) if self._native(schema, frozenset()) else f"cast(Any, {default!r})",
            "json": bool(content),
            "description": parameter.get("description"),
            "deprecated": bool(parameter.get("deprecated")),
        }

    def _native(self, schema: Json, seen: frozenset[str]) -> bool:
        """Whether the JSON value is its own Python value; a date is not, and the runtime makes one of it."""
        for part in nested_schemas(schema):
            if part.get("format") in TYPED_FORMATS or "properties" in part:
                return False
            reference = part.get("$ref")
            if not isinstance(reference, str) or reference in seen:
                continue
            if not self._native(resolved(self._document, part), seen | {reference}):
                return False
        return True

    def _referenced_default(self, schema: dict[str, Json]) -> Json:
        name = str(schema.get("$ref", "")).removeprefix(_COMPONENT)
        target = self._components.get(name)
        return target.get("default") if isinstance(target, dict) else None

    def _body(self, prefix: str, operation: Json) -> dict[str, Json] | None:
        if "requestBody" not in operation:
            return None
        body = resolved(self._document, operation["requestBody"])
        media = [
            {
                "name": media_type.lower(),
                "schema": enforced_schema(value.get("schema", {}), self._components),
                "type": self._shapes.type_of(value.get("schema", {}), f"{prefix}Body", request=True),
            }
            for media_type, value in body["content"].items()
        ]
        return {
            "media": media,
            "type": " | ".join(dict.fromkeys(value["type"] for value in media)),
            "required": bool(body.get("required")),
            "max_bytes": body.get("x-max-bytes"),
        }

    def _responses(self, prefix: str, operation: Json) -> list[dict[str, Json]]:
        served = frozenset({"content-type", *(name.lower() for name in announcement_headers(operation))})
        return [
            self._response(prefix, status, resolved(self._document, response), served)
            for status, response in operation["responses"].items()
        ]

    def _response(self, prefix: str, status: str, response: Json, served: frozenset[str]) -> dict[str, Json]:
        declared = status.upper() if status != "default" else status
        content = response.get("content", {})
        media_type: str | None = next(iter(content), None)
        name = f"{prefix}{declared.capitalize() if status == 'default' else declared}"
        names = Names(frozenset({"body", "status", "declared", "media_type", "body_type", "headers"}))
        headers = [
            self._header(wire, resolved(self._document, header), names)
            for wire, header in response.get("headers", {}).items()
            if wire.lower() not in served and not resolved(self._document, header).get("x-ambient")
        ]
        schema = content[media_type].get("schema", {}) if media_type else {}
        return {
            "declared": declared,
            "class_name": name,
            "exact": declared.isdigit(),
            "media_type": media_type,
            "schema": enforced_schema(schema, self._components, "writeOnly"),
            "type": None if media_type is None else self._shapes.type_of(schema, f"{name}Body", request=False),
            "headers": sorted(headers, key=lambda header: not header["required"]),
            "description": docstring_text(response.get("description", "")),
        }

    def _header(self, wire: str, header: Json, names: Names) -> dict[str, Json]:
        schema = enforced_schema(header["schema"], self._components, "writeOnly")
        argument = identifier(wire.lower(), "header")
        return {
            "name": wire,
            "argument": names.reserve(argument, f"{argument}_header"),
            "schema": schema,
            "type": " | ".join(sorted(self._header_types(header["schema"], frozenset()))) or "str",
            "required": bool(header.get("required")),
        }

    def _header_types(self, schema: Json, seen: frozenset[str]) -> set[str]:
        """The Python types of a header's value."""
        python_types = {"integer": "int", "number": "float", "boolean": "bool", "string": "str"}
        found: set[str] = set()
        for part in nested_schemas(schema):
            types = part.get("type", [])
            found |= {
                python_types[name] for name in ([types] if isinstance(types, str) else types) if name in python_types
            }
            if isinstance(reference := part.get("$ref"), str) and reference not in seen:
                found |= self._header_types(resolved(self._document, part), seen | {reference})
        return found


def _route_path(path: str) -> str:
    return re.sub(r"\{([^{}]+)\}", lambda match: f"{{{segment_name(match[1])}}}", path)
