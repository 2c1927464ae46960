"""The contract, read directly from its file and independently of the generator."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from jsonschema_rs import Validator, validator_for

Json: TypeAlias = Any

CONTRACT = Path(__file__).parents[2] / "contracts" / "openapi.yaml"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class DeclaredHeader:
    """A response header with its name as in the contract. An ambient header is in every response of the server."""

    name: str
    required: bool
    integer: bool
    ambient: bool
    validator: Validator


@dataclass(frozen=True, slots=True)
class DeclaredResponse:
    """A response of an operation: headers by lower-case name, and bodies by media type; without a media type it has no
    body."""

    status: int
    headers: Mapping[str, DeclaredHeader]
    bodies: Mapping[str, Validator]


@dataclass(frozen=True, slots=True)
class DeclaredOperation:
    """An operation. `raw` is its object; `parameters` are those of its path and its own, with references resolved."""

    id: str
    method: str
    template: str
    raw: Json
    parameters: tuple[Json, ...]
    responses: Mapping[int, DeclaredResponse]

    @property
    def item(self) -> bool:
        """Whether it is about one thing of a user's, which may not be there: its path names more than the user."""
        return any(one["in"] == "path" and one["name"] != "user_id" for one in self.parameters)

    @property
    def place(self) -> str:
        """Where the contract has it, as `file:line`."""
        lines = CONTRACT.read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, 1) if text.strip() == f"operationId: {self.id}")
        return f"{CONTRACT.parent.name}/{CONTRACT.name}:{line}"


class Document:
    """An OpenAPI 3.1 document with only local references and numeric response statuses."""

    def __init__(self, root: Json) -> None:
        self.root = root
        self.operations = tuple(self._operations())
        # Concrete paths go before templated ones (OpenAPI 3.1, Paths Object).
        templates = {operation.template for operation in self.operations}
        first = sorted(templates, key=lambda path: (["{" in segment for segment in path.split("/")], path))
        self._paths = {template: _pattern_of(template) for template in first}

    def resolve(self, node: Json) -> Json:
        """Follow references until there is an object without one."""
        while isinstance(node, dict) and "$ref" in node:
            target = self.root
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def validator(self, schema: Json) -> Validator:
        """Return a validator of `schema` that checks formats and resolves references to this document's components."""
        root = {**schema, "components": {"schemas": self.root["components"]["schemas"]}}
        return validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema", **root}, validate_formats=True)

    def template_of(self, path: str) -> str | None:
        """Return the path template that a percent-encoded request path matches."""
        return next((template for template, pattern in self._paths.items() if pattern.fullmatch(path)), None)

    def operation(self, method: str, template: str) -> DeclaredOperation | None:
        """The operation of a method and a path template."""
        return next((one for one in self.operations if one.method == method and one.template == template), None)

    @property
    def ambient(self) -> dict[str, DeclaredHeader]:
        """The headers of every response."""
        return {
            name: header
            for operation in self.operations
            for response in operation.responses.values()
            for name, header in response.headers.items()
            if header.ambient
        }

    def methods_of(self, template: str) -> frozenset[str]:
        """All methods that a path has."""
        return frozenset(operation.method for operation in self.operations if operation.template == template)

    def _operations(self) -> Iterator[DeclaredOperation]:
        for template, item in self.root["paths"].items():
            for method in METHODS:
                if method not in item:
                    continue
                raw = item[method]
                yield DeclaredOperation(
                    id=raw["operationId"],
                    method=method.upper(),
                    template=template,
                    raw=raw,
                    parameters=tuple(map(self.resolve, [*item.get("parameters", []), *raw.get("parameters", [])])),
                    responses={int(status): self._response(status, one) for status, one in raw["responses"].items()},
                )

    def _response(self, status: str, node: Json) -> DeclaredResponse:
        response = self.resolve(node)
        headers = {name: self.resolve(header) for name, header in response.get("headers", {}).items()}
        return DeclaredResponse(
            status=int(status),
            headers={name.lower(): self._header(name, header) for name, header in headers.items()},
            bodies={media: self.validator(body["schema"]) for media, body in response.get("content", {}).items()},
        )

    def _header(self, name: str, header: Json) -> DeclaredHeader:
        return DeclaredHeader(
            name=name,
            required=header.get("required", False),
            integer=self.resolve(header["schema"]).get("type") == "integer",
            ambient=header.get("x-ambient", False),
            validator=self.validator(header["schema"]),
        )


def _pattern_of(template: str) -> re.Pattern[str]:
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in _parts(template)))


def _parts(template: str) -> list[str]:
    return re.split(r"(\{[^{}]+\})", template)


@cache
def contract() -> Document:
    """The contract of this repository."""
    return Document(yaml.safe_load(CONTRACT.read_text(encoding="utf-8")))


__all__ = ["CONTRACT", "DeclaredHeader", "DeclaredOperation", "DeclaredResponse", "Document", "contract"]
