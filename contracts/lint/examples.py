"""The rules for examples: they exist, and they and the defaults are valid for their schemas in their direction."""

from collections.abc import Iterator
from typing import Literal

from contracts.codegen.schemas.direction import Mark
from contracts.codegen.schemas.hoist import hoist_references
from contracts.codegen.schemas.judge import enforced_schema
from contracts.document.places import every_schema
from contracts.document.upgrade import upgrade
from contracts.document.walk import transform_document
from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Json, Place, contents, definition, headers, operations
from contracts.runtime.schemas import Schemas
from contracts.runtime.sentences import violations

Direction = Literal["request", "response"]
_FORBIDDEN: dict[Direction, Mark] = {"request": "readOnly", "response": "writeOnly"}


def example_findings(document: Document) -> Iterator[Finding]:
    """Yield missing and invalid examples."""
    document = hoist_references(document)
    if document["openapi"].startswith("3.0."):
        document = transform_document(document, upgrade)
    reader = _Reader(document)
    for operation in operations(document):
        for parameter in operation.parameters:
            name = f"the parameter {parameter.value['name']}"
            yield from reader.holder(parameter, "request", name, needed=bool(parameter.value.get("required")))
        for media_type, media in contents(operation.body).items() if operation.body else ():
            yield from reader.holder(media, "request", f"the body of {media_type}", needed=True)
        for status, response in operation.responses.items():
            for name, header in headers(document, response).items():
                yield from reader.holder(header, "response", f"the header {name}", needed=True)
            for media_type, media in contents(response).items():
                yield from reader.holder(media, "response", f"the {status} of {media_type}", needed=True)
    for at, schema in every_schema(document):
        yield from reader.schema(Place(at, schema))


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._components: dict[str, Json] = document.get("components", {}).get("schemas", {})
        self._schemas = {
            direction: Schemas(
                {name: enforced_schema(schema, self._components, mark) for name, schema in self._components.items()}
            )
            for direction, mark in _FORBIDDEN.items()
        }

    def holder(self, place: Place, direction: Direction, name: str, *, needed: bool) -> Iterator[Finding]:
        """Check a parameter, header or media type; they have the same keywords for examples."""
        schema = place.value.get("schema", {})
        examples = list(self._examples(place))
        if needed and not examples and not self._has_example_value(schema):
            yield finding("example-missing", place.at, f"Give {name} an example.")
        for example in examples:
            yield from self._check(example, schema, (direction,))

    def schema(self, place: Place) -> Iterator[Finding]:
        """Check the examples and the default in a schema; each must be valid in at least one direction."""
        given = [place.within("example"), place.within("default")]
        listed = place.value.get("examples", [])
        given += [Place((*place.at, "examples", index), value) for index, value in enumerate(listed)]
        for example in given:
            if example.at[-1] in place.value or example.at[-2] == "examples":
                yield from self._check(example, place.value, ("request", "response"))

    def _examples(self, place: Place) -> Iterator[Place]:
        if "example" in place.value:
            yield place.within("example")
        for name in place.value.get("examples", {}):
            example = definition(self._document, place.within("examples", name))
            if "value" in example.value:
                yield example.within("value")

    def _has_example_value(self, schema: Json) -> bool:
        """Return whether a schema itself has an example value."""
        written = definition(self._document, Place((), schema)).value
        return isinstance(written, dict) and bool({"enum", "const", "default", "example", "examples"} & written.keys())

    def _check(self, example: Place, schema: Json, directions: tuple[Direction, ...]) -> Iterator[Finding]:
        wrong: list[str] = []
        for direction in directions:
            enforced = enforced_schema(schema, self._components, _FORBIDDEN[direction])
            compiled = self._schemas[direction].compile(enforced if isinstance(enforced, dict) else {})
            wrong = [one.message for one in violations(compiled, example.value, "body", None)]
            if not wrong:
                return
        yield finding("example-invalid", example.at, wrong[0])
