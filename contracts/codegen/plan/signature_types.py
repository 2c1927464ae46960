"""The types that signatures name, and the schema of each model that is made for a signature alone."""

from typing import Any

from contracts.codegen.plan.shapes import Shapes
from contracts.codegen.schemas.judge import enforced_schema

Json = Any
_MODEL = "models."


class SignatureTypes:
    """Gives schemas their types. `schemas` are those of requests, `answers` those of responses, by their models."""

    def __init__(self, shapes: Shapes, components: dict[str, Json]) -> None:
        self._shapes = shapes
        self._components = components
        self.schemas: dict[str, Json] = {}
        self.answers: dict[str, Json] = {}

    def of_request(self, schema: Json, wanted: str, *, named: bool = False) -> str:
        """The type of a parameter or of a body that is sent, a model of the wanted name where it needs one."""
        type_ = self._shapes.type_of(schema, wanted, request=True, named=named)
        self._keep(type_, schema, request=True)
        return type_

    def of_response(self, schema: Json, wanted: str) -> str:
        """The type of a body that is answered, a model of the wanted name where it needs one."""
        type_ = self._shapes.type_of(schema, wanted, request=False)
        self._keep(type_, schema, request=False)
        return type_

    def _keep(self, type_: str, schema: Json, *, request: bool) -> None:
        if type_.startswith("list["):
            self._keep(type_.removeprefix("list[").removesuffix("]"), schema["items"], request=request)
        name = type_.removeprefix(_MODEL)
        if type_.startswith(_MODEL) and name not in self._components:
            kept = self.schemas if request else self.answers
            kept[name] = enforced_schema(schema, self._components, "readOnly" if request else "writeOnly")
