"""The contract is a valid OpenAPI document, complete in what it says, and every example in it is true."""

import json
import re
from collections.abc import Iterator

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.support.document import DeclaredOperation, Document, Json, contract

OPERATIONS = pytest.mark.parametrize("operation", contract().operations, ids=lambda operation: operation.id)


def test_document_is_openapi() -> None:
    """FR-033: the contract is a valid OpenAPI 3.1 document."""
    assert list(OpenAPIV31SpecValidator(contract().root).iter_errors()) == []


def test_document_is_plain_json() -> None:
    """FR-033: YAML has turned nothing into what JSON does not have, such as a date."""
    assert json.loads(json.dumps(contract().root)) == contract().root


@OPERATIONS
def test_operation_is_described(operation: DeclaredOperation) -> None:
    """FR-033: a reader learns the name, place and meaning of every operation and of all that belongs to it."""
    raw = operation.raw
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", raw["operationId"])
    assert [tag for tag in contract().root["tags"] if tag["name"] in raw["tags"]] == [
        tag for tag in contract().root["tags"] if [tag["name"]] == raw["tags"]
    ]
    assert len(raw["tags"]) == 1
    described = [raw, *operation.parameters, *map(contract().resolve, raw["responses"].values())]
    assert all(part["description"].strip().endswith((".", "?")) for part in described)
    assert raw["summary"].strip()


# Errors of an operation's own, by its name, beside those that follow from what it takes.
OWN_ERRORS: dict[str, set[int]] = {}


def errors_of(operation: DeclaredOperation) -> set[int]:
    """Every error that an operation can come to."""
    errors = {422, 500} | OWN_ERRORS.get(operation.id, set())
    if operation.raw.get("security", contract().root["security"]):
        errors |= {401, 403, 429, 503}
    if operation.id == "get_readiness":
        errors |= {503}
    if operation.item:
        errors |= {404}
    if "requestBody" in operation.raw:
        errors |= {400, 413, 415}
    names = {parameter["name"] for parameter in operation.parameters}
    if "If-Match" in names:
        errors |= {412}
    if "Idempotency-Key" in names:
        errors |= {409}
    if "cursor" in names:
        errors |= {400}
    return errors


@OPERATIONS
def test_operation_declares_its_errors(operation: DeclaredOperation) -> None:
    """FR-024: an operation declares all the errors that it can come to, no more, and all of them as problems."""
    errors = {status: response for status, response in operation.responses.items() if status >= 400}
    expected = errors_of(operation)
    assert errors.keys() == expected, (
        f"{operation.place}: {operation.id} declares {sorted(errors)}, and can come to {sorted(expected)}. Declare "
        "them, or name an error of its own in OWN_ERRORS (tests/contracts/test_document.py)."
    )
    assert all(response.bodies.keys() == {"application/problem+json"} for response in errors.values())


@OPERATIONS
def test_operation_declares_ambient_headers(operation: DeclaredOperation) -> None:
    """FR-031: every response says its request id and its timing."""
    for response in operation.responses.values():
        assert {"x-request-id", "server-timing"} <= response.headers.keys()


def examples_of(document: Document) -> Iterator[tuple[str, Json, Json]]:
    """Every example of the document: where it is, its schema, its value."""

    def of_media(where: str, media: Json) -> Iterator[tuple[str, Json, Json]]:
        if "example" in media:
            yield where, media["schema"], media["example"]
        for name, example in media.get("examples", {}).items():
            yield f"{where} {name}", media["schema"], document.resolve(example)["value"]
        schema = document.resolve(media["schema"])
        for example in [*schema.get("examples", []), *([schema["default"]] if "default" in schema else [])]:
            yield f"{where} schema", schema, example

    for operation in document.operations:
        for parameter in operation.parameters:
            yield from of_media(f"{operation.id} {parameter['name']}", parameter)
        for media_type, media in document.resolve(operation.raw.get("requestBody", {})).get("content", {}).items():
            yield from of_media(f"{operation.id} {media_type}", media)
        for status, response in operation.raw["responses"].items():
            resolved = document.resolve(response)
            for name, header in resolved.get("headers", {}).items():
                yield from of_media(f"{operation.id} {status} {name}", document.resolve(header))
            for media_type, media in resolved.get("content", {}).items():
                yield from of_media(f"{operation.id} {status} {media_type}", media)


EXAMPLES = list(examples_of(contract()))


@pytest.mark.parametrize(("schema", "value"), [example[1:] for example in EXAMPLES], ids=[one[0] for one in EXAMPLES])
def test_example_is_valid(schema: Json, value: Json) -> None:
    """FR-033: what the contract shows is what the contract allows."""
    errors = [error.message for error in contract().validator(schema).iter_errors(value)]
    assert errors == []


def test_every_body_and_header_has_an_example() -> None:
    """FR-033: every body, in and out, and every response header is shown by an example."""
    shown = {where.removesuffix(" schema") for where, _, _ in EXAMPLES}
    for operation in contract().operations:
        for status, response in operation.responses.items():
            names = [*response.bodies, *(header.name for header in response.headers.values())]
            for name in names:
                assert any(where.startswith(f"{operation.id} {status} {name}") for where in shown), name


def test_error_examples_tell_their_own_status() -> None:
    """FR-024: the example of a problem has the status of the response that it stands in."""
    problems = [(where, value) for where, _, value in EXAMPLES if "problem+json" in where]
    assert problems
    assert all(str(value["status"]) == where.split()[1] for where, value in problems)
