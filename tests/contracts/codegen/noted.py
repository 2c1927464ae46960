"""Documents that are noted, each in one place, and all of them in one."""

from typing import Any

from tests.contracts.codegen.documents import OK, document, operation, query, taking

Json = Any
SENT = "are requests that a server sends, so nothing is served for them; their schemas become models"
IDLE = "changes no reference here: all are pointers into the document"
BODY = "requestBody/content/application~1json/schema"
EVENT = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
SENDING = {"requestBody": {"content": {"application/json": {"schema": EVENT}}}, "responses": OK}
NULL = {"type": "null"}
UNREAD = "is a text in a field of another type, so it is not filled in: where it is left out, the field is MISSING"
CASES: dict[str, tuple[Json, str, str, str]] = {
    "an unknown format": (
        query({"type": "string", "format": "iso-country-code"}),
        "parameters/0/schema/format",
        "format",
        "iso-country-code is no format that is enforced; a `pattern` is",
    ),
    "an unknown format like a known one": (
        query({"type": "string", "format": "datetime"}),
        "parameters/0/schema/format",
        "format",
        "datetime is no format that is enforced; did you mean date-time?",
    ),
    "a format of strings": (
        query({"type": "integer", "format": "date"}),
        "parameters/0/schema/format",
        "format",
        "date is a format of strings, and this is none, so that nothing is enforced",
    ),
    "a format of numbers": (
        query({"type": "string", "format": "int64"}),
        "parameters/0/schema/format",
        "format",
        "int64 is a format of numbers, and this is none, so that nothing is enforced",
    ),
    "an empty value": (
        query({"type": "string"}, allowEmptyValue=True),
        "parameters/0/allowEmptyValue",
        "allowEmptyValue",
        "says nothing beside the schema: an empty value is accepted where the schema accepts it",
    ),
    "nullable": (
        taking({"type": "string", "nullable": True}),
        f"{BODY}/nullable",
        "nullable",
        'is of OpenAPI 3.0 and says nothing in later ones; null is refused, and accepted with "null" among the types',
    ),
    "nullable where null is": (
        taking({"type": ["string", "null"], "nullable": True}),
        f"{BODY}/nullable",
        "nullable",
        "is of OpenAPI 3.0 and says nothing in later ones; null is accepted all the same",
    ),
    "a default of a date": (
        taking({"type": "object", "properties": {"d": {"type": "string", "format": "date", "default": "2026-03-01"}}}),
        f"{BODY}/properties/d/default",
        "default",
        UNREAD,
    ),
    "a default of a date or null": (
        taking(
            {
                "type": "object",
                "properties": {"d": {"anyOf": [{"type": "string", "format": "date"}, NULL], "default": "2026-03-01"}},
            }
        ),
        f"{BODY}/properties/d/default",
        "default",
        UNREAD,
    ),
    "a default of an item": (
        taking({"type": "array", "items": {"type": "object", "default": {}, "required": ["a"]}}),
        f"{BODY}/items/default",
        "default",
        "is not filled in: nothing says where items are left out",
    ),
    "a callback": (
        operation(callbacks={"done": {"{$request.query.url}": {"post": SENDING}}}),
        "callbacks/done",
        "callbacks",
        SENT,
    ),
    "an identifier": (taking({"$id": "https://a.example/b", "type": "integer"}), f"{BODY}/$id", "$id", IDLE),
    "a dynamic anchor": (
        taking({"$dynamicAnchor": "node", "type": "integer"}),
        f"{BODY}/$dynamicAnchor",
        "$dynamicAnchor",
        IDLE,
    ),
    "a schema of what a text holds": (
        taking({"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "integer"}}),
        f"{BODY}/contentSchema",
        "contentSchema",
        "describes the text within, which is not read",
    ),
    "a response without a description": (
        operation(responses={"200": {}}),
        "responses/200",
        "openapi",
        "has no description",
    ),
    "a description that is none": (
        operation(description=None),
        "description",
        "openapi",
        "must be a text, and is null",
    ),
}


def at(name: str) -> str:
    return "/" + "-".join(name.split())


def whole() -> Json:
    """All cases in one document, with what else is noted of whole documents."""
    paths: Json = {at(name): {"post": {**get, "tags": ["things"]}} for name, (get, *_) in CASES.items()}
    paths["/shared"] = {"$ref": "#/components/pathItems/Shared"}
    paths["/twice"] = {"get": operation(operationId="twice"), "put": operation(operationId="Twice")}
    paths["/defined"] = {"post": taking({"$ref": "#/components/schemas/Outer/$defs/inner"})}
    made = document(paths, webhooks={"thingMade": {"post": SENDING}})
    made["components"] = {
        "pathItems": {"Shared": {"get": query({"type": "integer"}), "summary": "Shared."}},
        "schemas": {
            "Outer": {
                "type": "object",
                "properties": {"n": {"$ref": "#/components/schemas/Outer/$defs/inner"}},
                "$defs": {"inner": {"type": "integer", "maximum": 9}},
            }
        },
    }
    made["info"] = {}
    return made
