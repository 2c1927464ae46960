"""FR-161: our contract keeps all rules, and each rule is found broken in a document that breaks it."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.coverage.record import Record
from contracts.coverage.table import table
from contracts.document.load import load
from contracts.document.parse import parse
from contracts.lint.lint import lint
from contracts.lint.rules import RULES
from tests.contracts.codegen.documents import document
from tests.contracts.lint.changing import drop, move, put
from tests.support.document import CONTRACT

Json = Any
LIST = "/paths/~1api~1{user_id}~1tasks/get"
CREATE = "/paths/~1api~1{user_id}~1tasks/post"
TASK = "/paths/~1api~1{user_id}~1tasks~1{task_id}"
LIVE = "/paths/~1health~1live/get"
PARTS = "/components"
BROKEN: dict[str, list[tuple[Callable[[Json], None], str]]] = {
    "version-form": [(put("/info/version", "1.0"), "/info/version")],
    "path-form": [(move("/paths/~1health~1live", "/Health/live/"), "/paths/~1Health~1live~1")],
    "operation-id-form": [
        (put(f"{LIVE}/operationId", "liveness"), f"{LIVE}/operationId"),
        (put(f"{LIVE}/operationId", "getLiveness"), f"{LIVE}/operationId"),
        (drop(f"{LIVE}/operationId"), LIVE),
    ],
    "operation-verb": [
        (put(f"{LIVE}/operationId", "list_liveness"), f"{LIVE}/operationId"),
        (put(f"{LIST}/operationId", "get_tasks"), f"{LIST}/operationId"),
        (put(f"{CREATE}/operationId", "get_task_made"), f"{CREATE}/operationId"),
        (put(f"{TASK}/delete/operationId", "remove_task"), f"{TASK}/delete/operationId"),
    ],
    "one-known-tag": [
        (put(f"{LIVE}/tags", ["health", "tasks"]), LIVE),
        (put(f"{LIVE}/tags", []), LIVE),
        (put(f"{LIVE}/tags", ["more"]), f"{LIVE}/tags/0"),
    ],
    "words-missing": [
        (drop(f"{LIVE}/summary"), LIVE),
        (put(f"{LIVE}/description", " "), LIVE),
        (drop("/tags/0/description"), "/tags/0"),
        (drop(f"{PARTS}/schemas/Tag/description"), f"{PARTS}/schemas/Tag"),
        (drop(f"{PARTS}/headers/ETag/description"), f"{PARTS}/headers/ETag"),
        (drop(f"{LIST}/parameters/2/description"), f"{LIST}/parameters/2"),
    ],
    "parameter-name": [(put(f"{LIST}/parameters/2/name", "tagName"), f"{LIST}/parameters/2/name")],
    "header-name": [
        (put(f"{PARTS}/parameters/IfMatch/name", "if-match"), f"{PARTS}/parameters/IfMatch/name"),
        (move(f"{CREATE}/responses/201/headers/Location", "location"), f"{CREATE}/responses/201/headers/location"),
    ],
    "property-name": [
        (
            move(f"{PARTS}/schemas/TaskUpdate/properties/due_date", "dueDate"),
            f"{PARTS}/schemas/TaskUpdate/properties/dueDate",
        )
    ],
    "body-unbounded": [(drop(f"{CREATE}/requestBody/x-max-bytes"), f"{CREATE}/requestBody")],
    "status-range": [(move(f"{LIVE}/responses/500", "5XX"), f"{LIVE}/responses/5XX")],
    "error-undeclared": [
        *((drop(f"{CREATE}/responses/{status}"), f"{CREATE}/responses") for status in (400, 401, 403, 409, 413, 415)),
        *((drop(f"{CREATE}/responses/{status}"), f"{CREATE}/responses") for status in (422, 429, 500, 503)),
        (drop(f"{TASK}/get/responses/404"), f"{TASK}/get/responses"),
        (drop(f"{TASK}/get/responses/304"), f"{TASK}/get/responses"),
        (drop(f"{TASK}/delete/responses/412"), f"{TASK}/delete/responses"),
        (drop(f"{LIST}/responses/400"), f"{LIST}/responses"),
    ],
    "problem-media-type": [
        (
            move(f"{PARTS}/responses/Forbidden/content/application~1problem+json", "application/json"),
            f"{PARTS}/responses/Forbidden",
        ),
        (drop(f"{PARTS}/responses/Forbidden/content"), f"{PARTS}/responses/Forbidden"),
        (
            put(f"{PARTS}/responses/Forbidden/content/application~1problem+json/schema", {"type": "string"}),
            f"{PARTS}/responses/Forbidden/content/application~1problem+json/schema",
        ),
    ],
    "header-undeclared": [
        (drop(f"{LIVE}/responses/200/headers/X-Request-ID"), f"{LIVE}/responses/200"),
        (drop(f"{LIVE}/responses/200/headers"), f"{LIVE}/responses/200"),
        (drop(f"{PARTS}/responses/Forbidden/headers/RateLimit"), f"{PARTS}/responses/Forbidden"),
    ],
    "response-key-optional": [
        (drop(f"{PARTS}/schemas/Task/required/3"), f"{PARTS}/schemas/Task/properties/description"),
        (drop(f"{PARTS}/schemas/Violation/required/0"), f"{PARTS}/schemas/Violation/properties/pointer"),
    ],
    "required-unknown": [
        (put(f"{PARTS}/schemas/TaskCreate/required", ["title", "nome"]), f"{PARTS}/schemas/TaskCreate/required"),
    ],
    "object-open": [
        (drop(f"{PARTS}/schemas/Task/additionalProperties"), f"{PARTS}/schemas/Task"),
        (drop(f"{PARTS}/schemas/TaskCreate/additionalProperties"), f"{PARTS}/schemas/TaskCreate"),
    ],
    "example-missing": [
        (drop(f"{PARTS}/parameters/UserId/example"), f"{PARTS}/parameters/UserId"),
        (drop(f"{PARTS}/headers/ETag/example"), f"{PARTS}/headers/ETag"),
        (
            drop(f"{CREATE}/requestBody/content/application~1json/examples"),
            f"{CREATE}/requestBody/content/application~1json",
        ),
        (
            drop(f"{LIVE}/responses/200/content/application~1json/example"),
            f"{LIVE}/responses/200/content/application~1json",
        ),
    ],
    "example-invalid": [
        (put(f"{PARTS}/parameters/TaskId/example", "one"), f"{PARTS}/parameters/TaskId/example"),
        (put(f"{PARTS}/headers/RetryAfter/example", 0), f"{PARTS}/headers/RetryAfter/example"),
        (put(f"{PARTS}/examples/Task/value/more", 1), f"{PARTS}/examples/Task/value"),
        (
            put(f"{CREATE}/requestBody/content/application~1json/examples/short/value", {}),
            f"{CREATE}/requestBody/content/application~1json/examples/short/value",
        ),
        (put(f"{LIST}/parameters/8/schema/default", 0), f"{LIST}/parameters/8/schema/default"),
        (put(f"{PARTS}/schemas/Tag/examples", ["home", ""]), f"{PARTS}/schemas/Tag/examples/1"),
    ],
    "deprecated-undated": [
        (put(f"{LIVE}/deprecated", True), LIVE),
        (put(f"{PARTS}/parameters/IfMatch/deprecated", True), f"{PARTS}/parameters/IfMatch"),
        (
            put(f"{PARTS}/schemas/Task/properties/completed/deprecated", True),
            f"{PARTS}/schemas/Task/properties/completed",
        ),
    ],
    "component-unused": [
        (put(f"{PARTS}/schemas/Extra", {"type": "string", "description": "More."}), f"{PARTS}/schemas/Extra"),
        (
            put(f"{PARTS}/responses/Self", {"description": "More.", "x": {"$ref": "#/components/responses/Self"}}),
            f"{PARTS}/responses/Self",
        ),
    ],
}
CASES = [(rule, change, pointer) for rule, changes in BROKEN.items() for change, pointer in changes]


def _found(contract: Json) -> list[tuple[str, str]]:
    return [(finding.rule, finding.pointer) for finding in lint(contract)]


def test_our_contract_keeps_every_rule() -> None:
    """FR-161: nothing is found."""
    assert lint(load(CONTRACT)) == []


@pytest.mark.parametrize(("rule", "change", "pointer"), CASES, ids=[f"{rule} {at}" for rule, _, at in CASES])
def test_broken_rule_is_found(rule: str, change: Callable[[Json], None], pointer: str) -> None:
    """FR-161: by its id and pointer."""
    contract = parse(CONTRACT.read_text(encoding="utf-8"))
    change(contract)
    assert (rule, pointer) in _found(contract)


def test_every_rule_is_broken_once() -> None:
    """FR-161: every rule has a test case."""
    assert BROKEN.keys() == RULES.keys()


def test_an_unknown_change_breaks_nothing_else() -> None:
    """FR-161: one broken place is one finding, however many operations refer to it."""
    contract = parse(CONTRACT.read_text(encoding="utf-8"))
    drop(f"{PARTS}/headers/ETag/description")(contract)
    assert _found(contract) == [("words-missing", f"{PARTS}/headers/ETag")]


ALL_OF = {"type": "object", "description": "One.", "required": ["id"], "properties": {"id": {"type": "integer"}}}
COMPOSED: Json = {
    "description": "Both.",
    "unevaluatedProperties": False,
    "allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["name"], "properties": {"name": {}, "note": {}}}],
}


def test_objects_put_together_are_whole() -> None:
    """FR-161: one member of an allOf may require what another declares; a property that no member requires is found."""
    answer = {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Both"}}}}
    paths = {"/x": {"get": {"operationId": "get_x", "responses": {"200": answer}}}}
    contract = document(paths, schemas={"Base": ALL_OF, "Both": COMPOSED})
    found = [finding for finding in _found(contract) if finding[0] in ("response-key-optional", "object-open")]
    assert found == [("response-key-optional", "/components/schemas/Both/allOf/1/properties/note")]


def test_direction_decides_what_an_example_may_have() -> None:
    """FR-161: an example of a response has no write-only properties, and need not have them."""
    schema = {
        "type": "object",
        "required": ["name", "id"],
        "properties": {"name": {"writeOnly": True}, "id": {"type": "integer", "readOnly": True}},
    }
    media = {"application/json": {"schema": schema, "example": {"name": "x"}}}
    operation = {
        "operationId": "create_x",
        "requestBody": {"content": media},
        "responses": {"200": {"description": "", "content": media}},
    }
    found = [at for rule, at in _found(document({"/x": {"post": operation}})) if rule == "example-invalid"]
    assert found == ["/paths/~1x/post/responses/200/content/application~1json/example"]


def test_operations_of_other_methods_are_seen() -> None:
    """FR-161: the rules hold, and the coverage lists, what OpenAPI 3.2 has under `additionalOperations`."""
    answer = {"description": "Done.", "content": {"application/json": {"schema": {"type": "object"}}}}
    copying = {"operationId": "copyX", "responses": {"200": answer}}
    contract = document({"/x": {"additionalOperations": {"COPY": copying}}}, version="3.2.0")
    at = "/paths/~1x/additionalOperations/COPY"
    found = _found(contract)
    assert ("operation-id-form", f"{at}/operationId") in found
    assert ("example-missing", f"{at}/responses/200/content/application~1json") in found
    rows = [line.split()[0] for line in table(contract, {}, Record())]
    assert rows == ["operation", "copyX"]
