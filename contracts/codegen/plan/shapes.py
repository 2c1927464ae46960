"""Gives every schema that a signature speaks of a Python type, naming those that need a name."""

from typing import Any

from contracts.codegen.schemas.conjunctions import Conjunctions
from contracts.codegen.schemas.direction import Mark, is_other_direction
from contracts.codegen.schemas.discriminators import selector
from contracts.codegen.schemas.open_types import split_open_objects
from contracts.codegen.schemas.origins import ORIGIN, origins_of
from contracts.codegen.schemas.typing_schemas import FILE, typing_schema
from contracts.document.names import Names, class_name, pascal
from contracts.document.walk import nested_schemas, transform

Json = Any
_COMPONENT = "#/components/schemas/"
_SCALARS = {"string": "str", "integer": "int", "number": "runtime.JsonNumber", "boolean": "bool", "null": "None"}
_WORDS = frozenset({"description", "title", "example", "examples", "default", "deprecated", ORIGIN})
_BRANCH = "x-branch"  # what an alternative of a union is called
# Names that the generated models import; the model generator would rename a schema of such a name.
RESERVED = frozenset(
    {"Any", "Annotated", "Literal", "BaseModel", "RootModel", "Field", "ConfigDict", "AwareDatetime", "UUID", "Enum"}
    | {"StrEnum", "TypeAliasType", "TypeAlias", "MISSING", "Union", "Optional", "List", "Dict", "Set", "Date", "Time"}
    | {"Datetime", "None", "True", "False", "Model", "Base64Str", "Decimal", "Type", "UploadFile", "JsonNumber"}
)


class Shapes:
    """The component schemas for the model generator, and the types that signatures name.

    A component with `readOnly` or `writeOnly` parts is two models where both directions use it: the plain name is what
    a response carries, `…Request` what a request does. Those that are only `sent` are one, what a request carries.
    """

    def __init__(self, components: dict[str, Json], sent: frozenset[str] = frozenset()) -> None:
        self._components = components
        self._answers, self._requests = Conjunctions(components, "writeOnly"), Conjunctions(components, "readOnly")
        self._names = Names(frozenset(components) | RESERVED)
        self._directed = _directed(components)
        self._request_names: dict[str, str] = {name: name for name in sent}
        self._waiting: list[tuple[str, Json]] = []  # models of requests that were referred to, and are to be made
        self.models: dict[str, Json] = {}
        self.origins: dict[str, str] = {}
        for name in components:
            self._add(name, components[name], request=name in sent)
        self._add_waiting()

    def type_of(self, schema: Json, wanted: str, *, request: bool, named: bool = False) -> str:
        """The Python expression for a type, adding a model named as wanted where there is no simpler one.

        `named` asks for a name where the type would be a `list`.
        """
        type_ = self._simple(schema, request=request)
        if type_ is None or (named and type_.startswith("list[")):
            name = self._names.reserve(class_name(wanted))
            stripped = {key: value for key, value in schema.items() if key != "default"}
            self._add(name, stripped, request=request)
            type_ = f"models.{name}"
        self._add_waiting()
        return type_

    def _add_waiting(self) -> None:
        while self._waiting:
            self._add(*self._waiting.pop(0), request=True)

    def _simple(self, schema: Json, *, request: bool) -> str | None:
        if schema is True or schema == {}:
            return "Any"
        if not isinstance(schema, dict):
            return None
        keys = schema.keys() - _WORDS
        if keys == {"$ref"}:
            return f"models.{self._reference(schema['$ref'].removeprefix(_COMPONENT), request=request)}"
        if keys == {"type"} and isinstance(schema["type"], str):
            return _SCALARS.get(schema["type"])
        if keys == {"type", "items"} and schema["type"] == "array":
            items = self._simple(schema["items"], request=request)
            return items and f"list[{items}]"
        return None

    def _reference(self, name: str, *, request: bool) -> str:
        """The model for a component, or for a part that was given a name; one that only refers is what it refers to."""
        merged = self._requests if request else self._answers
        while name in self._components and _only_refers(merged.of(name)):
            name = merged.of(name)["$ref"].removeprefix(_COMPONENT)
        if not request or name not in self._directed:
            return name
        if name not in self._request_names:
            self._request_names[name] = self._names.reserve(f"{name}Request")
            self.models[self._request_names[name]] = {}
            self._waiting.append((self._request_names[name], self._components[name]))
        return self._request_names[name]

    def _add(self, name: str, schema: Json, *, request: bool) -> None:
        self.models[name] = {}  # keeps the order of the document, whatever is named within
        mark: Mark = "readOnly" if request else "writeOnly"
        typed = (self._requests if request else self._answers).typed(schema)
        lowered = split_open_objects(transform(typed, lambda part: self._direct(part, mark)), self._components)
        self.origins |= origins_of(name, typed)
        directed = transform(lowered, lambda part: self._referring(part, request=request))
        self.models[name] = typing_schema(self._named(directed, name, top=True))

    def _direct(self, schema: dict[str, Json], mark: Mark) -> Json:
        """Leave out the properties of the other direction, and make each alternative say what selects it."""
        copy = dict(schema)
        discriminator = copy.pop("discriminator", None)
        for key in ("oneOf", "anyOf"):
            if discriminator and key in copy:
                copy[key] = [self._selected(part, discriminator) for part in copy[key]]
        properties = copy.get("properties")
        if isinstance(properties, dict):
            copy["properties"] = {
                name: part for name, part in properties.items() if not is_other_direction(part, mark, self._components)
            }
        return copy

    def _referring(self, schema: dict[str, Json], *, request: bool) -> Json:
        if isinstance(schema.get("$ref"), str):
            name = self._reference(schema["$ref"].removeprefix(_COMPONENT), request=request)
            return {**schema, "$ref": _COMPONENT + name}
        return schema

    def _selected(self, part: Json, discriminator: dict[str, Json]) -> Json:
        """An alternative as a model of its own, whose Literal lets Pydantic find the right one of a union."""
        chosen = selector(part, discriminator, self._components)
        if chosen is None:
            return part
        name = part["$ref"].removeprefix(_COMPONENT)
        merged = self._answers.of(name)
        if "properties" not in merged and merged.get("additionalProperties", True) is not False:
            # Such an object is a dict, of which a model takes over nothing.
            return {**chosen, "additionalProperties": True, _BRANCH: name}
        return {"allOf": [part, chosen], _BRANCH: name}

    def _named(self, schema: Json, parent: str, *, top: bool = False, item: bool = False) -> Json:
        """Make a model of every object and every constrained item within, named by the way to it."""
        if not isinstance(schema, dict):
            return schema
        copy = dict(schema)
        for name, part in (schema.get("properties") or {}).items():
            copy["properties"] = {**copy["properties"], name: self._named(part, f"{parent}{pascal(name)}")}
        for key, suffix in (("items", "Item"), ("additionalProperties", "Value")):
            if isinstance(schema.get(key), dict):
                copy[key] = self._named(schema[key], f"{parent}{suffix}", item=True)
        for key in ("allOf", "anyOf", "oneOf"):
            if key in schema:
                copy[key] = [
                    self._named(part, f"{parent}{_branch(part, key, index)}", top=key == "allOf")
                    for index, part in enumerate(schema[key], 1)
                ]
        if top or not (_is_object(copy) or (item and FILE not in copy and self._simple(copy, request=False) is None)):
            return copy
        name = self._names.reserve(class_name(parent))
        self.origins |= origins_of(name, copy)
        annotations = {key: copy[key] for key in ("description", "default") if key in copy}
        self.models[name] = typing_schema({key: value for key, value in copy.items() if key != "default"})
        return {"$ref": _COMPONENT + name, **annotations}


def _branch(part: Json, key: str, index: int) -> str:
    keywords = part if isinstance(part, dict) else {}
    name = keywords.get(_BRANCH) or keywords.get("title")
    return class_name(name) if name else f"{key[0].upper()}{key[1:]}{index}"


def _only_refers(schema: Json) -> bool:
    """Whether a schema says nothing but what it refers to, in words at most."""
    keys = schema.keys() if isinstance(schema, dict) else set()
    return {key for key in keys if key not in _WORDS and not key.startswith("x-")} == {"$ref"}


def _is_object(schema: dict[str, Json]) -> bool:
    return "properties" in schema or ("allOf" in schema and "$ref" not in schema)


def _directed(components: dict[str, Json]) -> frozenset[str]:
    """The components that look different in a request and in a response, because of a part however deep."""
    references: dict[str, set[str]] = {}
    found: set[str] = set()
    for name, schema in components.items():
        references[name] = set()
        for part in nested_schemas(schema):
            if part.get("readOnly") or part.get("writeOnly"):
                found.add(name)
            if isinstance(part.get("$ref"), str):
                references[name].add(part["$ref"].removeprefix(_COMPONENT))
    while True:
        more = {name for name, targets in references.items() if targets & found} - found
        if not more:
            return frozenset(found)
        found |= more
