"""From a document that was not refused to everything that is written, as plain data."""

from dataclasses import dataclass
from typing import Any

from contracts.codegen.plan.events import with_payloads
from contracts.codegen.plan.files import mark_files
from contracts.codegen.plan.operations import OperationReader
from contracts.codegen.plan.selectors import with_selectors
from contracts.codegen.plan.sent import only_sent
from contracts.codegen.plan.shapes import RESERVED, Shapes
from contracts.codegen.plan.signature_types import SignatureTypes
from contracts.codegen.schemas.hoist import hoist_references
from contracts.codegen.schemas.judge import enforced_schema
from contracts.codegen.schemas.members import said
from contracts.codegen.schemas.origins import with_origins
from contracts.document.names import DOCSTRING, Names, class_name, docstring_text, identifier, wrapped
from contracts.document.upgrade import upgrade_document
from contracts.document.walk import reference_path, transform, transform_document

Json = Any
_COMPONENT = "#/components/schemas/"
_KNOWN = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What to generate: the validator's schemas, the model generator's document, and the router generator's.

    `answers` are the schemas that are others in a response, or are only in one; `requests` the models that only a
    request has. `origins` are the pointers of models, and of their properties, by `Model` and `Model.property`.
    """

    schemas: dict[str, Json]
    answers: dict[str, Json]
    models: dict[str, Json]
    routers: dict[str, Json]
    requests: frozenset[str]
    origins: dict[str, str]


def plan(document: dict[str, Json]) -> Plan:
    """Normalise a document and decide every name and type."""
    document = with_payloads(upgrade_document(hoist_references(with_origins(document))))
    document = with_selectors(mark_files(_renamed(transform_document(document, said))))
    components = document["components"]["schemas"]
    sent = only_sent(document)
    shapes = Shapes(components, sent)
    types = SignatureTypes(shapes, components)
    reader = OperationReader(document, types)
    operations = reader.read()
    info = {"title": document["info"]["title"], "version": document["info"]["version"]}
    schemas = {name: enforced_schema(schema, components) for name, schema in components.items()}
    answers = {name: enforced_schema(schema, components, "writeOnly") for name, schema in components.items()}
    return Plan(
        schemas={**schemas, **types.schemas},
        answers={
            **{name: one for name, one in answers.items() if one != schemas[name] and name not in sent},
            **types.answers,
        },
        models={"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": shapes.models}},
        routers={
            "openapi": "3.1.0",
            "info": info,
            "tags": [{"name": name, "description": text} for name, text in _tags(document).items()],
            "paths": _router_paths(operations),
            "x-shared": reader.shared,
        },
        requests=sent | types.schemas.keys(),
        origins=shapes.origins,
    )


def _router_paths(operations: list[dict[str, Json]]) -> dict[str, Json]:
    """The paths as the router generator needs them: what it would lose travels beside, for our visitor."""
    paths: dict[str, Json] = {}
    for operation in operations:
        method = operation["method"].lower()
        # The router generator makes no file for the methods that it does not know, as `query`.
        path, slot = (operation["path"], method) if method in _KNOWN else (f"{operation['path']}?{method}", "post")
        paths.setdefault(path, {})[slot] = {
            "operationId": operation["id"],
            "tags": [identifier(operation["tag"], "tag")],
            "responses": {"default": {"description": ""}},
            "x-operation": operation,
        }
    return paths


def _tags(document: dict[str, Json]) -> dict[str, str]:
    return {
        identifier(tag["name"], "tag"): wrapped(docstring_text(tag.get("description", "")), DOCSTRING)
        for tag in document.get("tags", [])
    }


def _renamed(document: dict[str, Json]) -> dict[str, Json]:
    """Give the component schemas names that are Python classes, and keep those of the document as `x-name`."""
    components = document.get("components", {}).get("schemas", {})
    names = Names(RESERVED)
    given = {name: names.reserve(class_name(name), f"{class_name(name)}Schema") for name in components}

    def rename(schema: dict[str, Json]) -> Json:
        reference = schema.get("$ref")
        if isinstance(reference, str):
            schema["$ref"] = _COMPONENT + given[str(reference_path(reference)[-1])]
        mapping = schema.get("discriminator", {}).get("mapping")
        if mapping:
            renamed = {key: given.get(value.removeprefix(_COMPONENT), value) for key, value in mapping.items()}
            schema["discriminator"] = {
                **schema["discriminator"],
                "mapping": {key: _COMPONENT + value for key, value in renamed.items()},
            }
        return schema

    changed = transform_document(document, lambda schema: transform(schema, rename))
    schemas = changed["components"]["schemas"]
    for name, schema in schemas.items():
        if given[name] != name and isinstance(schema, dict):
            schema["x-name"] = name
    changed["components"]["schemas"] = {given[name]: schema for name, schema in schemas.items()}
    return changed
