"""The parameters of a document as plain data: those of an operation, and those that operations share."""

from collections.abc import Iterable, Iterator
from typing import Any

from contracts.codegen.plan.shared import component_of, is_ignored
from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.schemas.typing_schemas import TYPED_FORMATS
from contracts.document.keywords import DEFAULT_STYLES
from contracts.document.names import Names, class_name, identifier, pascal, segment_name
from contracts.document.walk import nested_schemas, resolved

Json = Any
_MARKERS = {"path": "Path", "query": "Query", "header": "Header", "cookie": "Cookie"}
_SCHEMA = "#/components/schemas/"


class ParameterReader:
    """Reads parameters. Those of `components/parameters` that operations use are `shared`, in the document's order."""

    def __init__(self, document: dict[str, Json], types: SignatureTypes, components: list[str], names: Names) -> None:
        self._document = document
        self._components = document.get("components", {}).get("schemas", {})
        self._types = types
        self._shared = {name: self._component(name, names) for name in components}

    @property
    def shared(self) -> list[dict[str, Json]]:
        """The parameters that are declared once."""
        return list(self._shared.values())

    def read(self, path: str, prefix: str, given: list[Json]) -> list[dict[str, Json]]:
        """The parameters of an operation, given those of its path first: of one name and place the last one counts."""
        found: dict[tuple[str, str], tuple[Json, str | None]] = {}
        for parameter in given:
            value = resolved(self._document, parameter)
            if not is_ignored(value) and not (value["in"] == "path" and f"{{{value['name']}}}" not in path):
                name = value["name"].lower() if value["in"] == "header" else value["name"]
                found[value["in"], name] = value, component_of(self._document, parameter, "parameters")
        names = Names()
        return [self._parameter(prefix, value, shared, names) for value, shared in _ordered(found.values(), path)]

    def _parameter(self, prefix: str, value: Json, shared: str | None, names: Names) -> dict[str, Json]:
        place, wire = value["in"], value["name"]
        wanted = identifier(wire.lower() if place == "header" else wire, place)
        argument = names.reserve(wanted, f"{wanted}_{place}")
        declared = self._declared(value, f"{prefix}{pascal(argument)}") if shared is None else self._shared[shared]
        return {**declared, "argument": argument}

    def _component(self, name: str, names: Names) -> dict[str, Json]:
        value = resolved(self._document, self._document["components"]["parameters"][name])
        wanted = f"{class_name(name)}{_MARKERS[value['in']]}"
        alias = names.reserve(wanted, f"{wanted}Parameter")
        return {**self._declared(value, class_name(name)), "shared": alias}

    def _declared(self, parameter: Json, wanted: str) -> dict[str, Json]:
        """What a parameter is wherever it is used; `wanted` names the model of one that needs its own."""
        place, wire = parameter["in"], parameter["name"]
        content = parameter.get("content")
        schema = content["application/json"].get("schema", {}) if content else parameter.get("schema", {})
        plain = schema if isinstance(schema, dict) else {}
        default = plain.get("default", self._referenced_default(plain))
        alias = segment_name(wire) if place == "path" else wire
        # A parameter of the path is always there.
        has_default = default is not None and place != "path"
        return {
            "shared": None,
            "alias": alias,
            "place": place,
            "marker": _MARKERS[place],
            "ambient": bool(parameter.get("x-ambient")),
            # FastAPI takes no bare list for a parameter of the path.
            "type": self._types.of_request(schema, wanted, named=place == "path"),
            "required": bool(parameter.get("required")),
            "has_default": has_default,
            "default": repr(default) if self._native(schema, frozenset()) else f"cast(Any, {default!r})",
            "wire": ", ".join(_wire(parameter, alias, has_default=has_default)),
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
        name = str(schema.get("$ref", "")).removeprefix(_SCHEMA)
        target = self._components.get(name)
        return target.get("default") if isinstance(target, dict) else None


def _ordered(found: Iterable[tuple[Json, str | None]], path: str) -> Iterator[tuple[Json, str | None]]:
    """Those of the path in its order, then the others by place."""
    for place in _MARKERS:
        here = [(value, shared) for value, shared in found if value["in"] == place]
        yield from sorted(here, key=lambda one: path.index(f"{{{one[0]['name']}}}")) if place == "path" else here


def _wire(parameter: Json, alias: str, *, has_default: bool) -> Iterator[str]:
    """What `runtime.Wire` says beside FastAPI's word: whatever is not OpenAPI's default."""
    place = parameter["in"]
    style = parameter.get("style", DEFAULT_STYLES[place])
    explode = parameter.get("explode", style == "form")
    if alias != parameter["name"]:
        yield f"name={parameter['name']!r}"
    if style != DEFAULT_STYLES[place]:
        yield f"style={style!r}"
    if explode != (style == "form"):
        yield f"explode={explode}"
    if has_default and parameter.get("required"):
        yield "required=True"
    if parameter.get("content"):
        yield "json=True"
