# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""The schemas of the contract, by the names of models: they decide what requests and responses may be."""

from contracts.runtime import Contract, Schemas

from .contract import DOCUMENT

SCHEMAS = Schemas(
    {
        "UserId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^/\\u0000-\\u001f\\u007f]+$",
            "x-pattern-says": "must not hold a slash or a control character",
        },
        "TaskId": {"type": "integer", "minimum": 1, "maximum": 2147483647},
        "Title": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
            "x-pattern-says": "must not be blank, nor hold the character U+0000",
        },
        "Description": {
            "type": ["string", "null"],
            "maxLength": 5000,
            "pattern": "^[^\\u0000]*$",
            "x-pattern-says": "must not hold the character U+0000",
        },
        "Priority": {"type": "string", "enum": ["low", "medium", "high"]},
        "Tag": {
            "type": "string",
            "minLength": 1,
            "maxLength": 50,
            "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
            "x-pattern-says": "must not be blank, nor hold the character U+0000",
        },
        "Tags": {"type": "array", "maxItems": 20, "uniqueItems": True, "items": {"$ref": "#/components/schemas/Tag"}},
        "TagCount": {
            "type": "object",
            "additionalProperties": False,
            "required": ["tag", "count"],
            "properties": {
                "tag": {"$ref": "#/components/schemas/Tag"},
                "count": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            },
        },
        "DueDate": {
            "type": "string",
            "pattern": "^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
            "x-pattern-says": "must be a day or a moment in the years 1000 to 2999, such as 2026-03-01 or "
            "2026-03-01T09:30:00Z",
        },
        "NullableDueDate": {
            "type": ["string", "null"],
            "pattern": "^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
            "x-pattern-says": "must be a day or a moment in the years 1000 to 2999, such as "
            "2026-03-01 or 2026-03-01T09:30:00Z",
        },
        "EntityTags": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1024,
            "pattern": '^(\\*|(W/)?"[!#-~]*"( ?, ?(W/)?"[!#-~]*")*)$',
            "x-pattern-says": 'must be entity tags in double quotes, such as "3", or *',
        },
        "Task": {
            "type": "object",
            "additionalProperties": False,
            "required": [
                "id",
                "user_id",
                "title",
                "description",
                "completed",
                "completed_at",
                "priority",
                "tags",
                "due_date",
                "created_at",
                "updated_at",
                "version",
            ],
            "properties": {
                "id": {"$ref": "#/components/schemas/TaskId"},
                "user_id": {"$ref": "#/components/schemas/UserId"},
                "title": {"$ref": "#/components/schemas/Title"},
                "description": {"$ref": "#/components/schemas/Description"},
                "completed": {"type": "boolean"},
                "completed_at": {"type": ["string", "null"], "format": "date-time"},
                "priority": {"$ref": "#/components/schemas/Priority"},
                "tags": {"$ref": "#/components/schemas/Tags"},
                "due_date": {"$ref": "#/components/schemas/NullableDueDate"},
                "created_at": {"type": "string", "format": "date-time"},
                "updated_at": {"type": "string", "format": "date-time"},
                "version": {"type": "integer", "minimum": 1, "maximum": 2147483647},
            },
        },
        "TaskCreate": {
            "type": "object",
            "additionalProperties": False,
            "required": ["title"],
            "properties": {
                "title": {"$ref": "#/components/schemas/Title"},
                "description": {"$ref": "#/components/schemas/Description"},
                "completed": {"type": "boolean"},
                "priority": {"$ref": "#/components/schemas/Priority"},
                "tags": {"$ref": "#/components/schemas/Tags"},
                "due_date": {"$ref": "#/components/schemas/NullableDueDate"},
                "id": {"readOnly": True},
                "user_id": {"readOnly": True},
                "completed_at": {"readOnly": True},
                "created_at": {"readOnly": True},
                "updated_at": {"readOnly": True},
                "version": {"readOnly": True},
            },
        },
        "TaskUpdate": {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                "title": {"$ref": "#/components/schemas/Title"},
                "description": {"$ref": "#/components/schemas/Description"},
                "completed": {"type": "boolean"},
                "priority": {"$ref": "#/components/schemas/Priority"},
                "tags": {"$ref": "#/components/schemas/Tags"},
                "due_date": {"$ref": "#/components/schemas/NullableDueDate"},
                "id": {"readOnly": True},
                "user_id": {"readOnly": True},
                "completed_at": {"readOnly": True},
                "created_at": {"readOnly": True},
                "updated_at": {"readOnly": True},
                "version": {"readOnly": True},
            },
        },
        "TaskCompletion": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"completed": {"type": "boolean"}},
        },
        "Health": {
            "type": "object",
            "additionalProperties": False,
            "required": ["status"],
            "properties": {"status": {"type": "string", "const": "ok"}},
        },
        "Problem": {
            "type": "object",
            "additionalProperties": False,
            "required": ["type", "title", "status", "detail", "request_id"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": {"type": "string", "minLength": 1},
                "request_id": {"type": "string"},
            },
        },
        "InvalidRequestProblem": {
            "type": "object",
            "additionalProperties": False,
            "required": ["type", "title", "status", "detail", "request_id", "errors"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": {"type": "string", "minLength": 1},
                "request_id": {"type": "string"},
                "errors": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 100,
                    "items": {"$ref": "#/components/schemas/Violation"},
                },
            },
        },
        "Violation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["pointer", "parameter", "detail"],
            "properties": {
                "pointer": {"type": ["string", "null"]},
                "parameter": {"type": ["string", "null"]},
                "detail": {"type": "string", "minLength": 1},
            },
        },
        "RequestId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[!-~]+$",
            "x-pattern-says": "must be of visible ASCII characters",
        },
        "ListTasksStatus": {"type": "string", "enum": ["all", "pending", "completed"]},
        "ListTasksTag": {"type": "array", "maxItems": 20, "items": {"$ref": "#/components/schemas/Tag"}},
        "ListTasksSearch": {
            "type": "string",
            "maxLength": 200,
            "pattern": "^[^\\u0000]*$",
            "x-pattern-says": "must not hold the character U+0000",
        },
        "ListTasksSort": {"type": "string", "enum": ["created_at", "updated_at", "due_date", "priority", "title"]},
        "ListTasksOrder": {"type": "string", "enum": ["asc", "desc"]},
        "ListTasksLimit": {"type": "integer", "minimum": 1, "maximum": 1000},
        "ListTasksCursor": {
            "type": "string",
            "minLength": 1,
            "maxLength": 2048,
            "pattern": "^[A-Za-z0-9_-]+$",
            "x-pattern-says": "must be a cursor: letters, digits, - and _",
        },
        "CreateTaskIdempotencyKey": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255,
            "pattern": "^[!-~]+$",
            "x-pattern-says": "must be of visible ASCII characters",
        },
        "ListTagsStatus": {"type": "string", "enum": ["all", "pending", "completed"]},
        "ListTagsLimit": {"type": "integer", "minimum": 1, "maximum": 1000},
    }
)
ANSWERS = SCHEMAS.but(
    {
        "ListTasks200Body": {"type": "array", "maxItems": 1000, "items": {"$ref": "#/components/schemas/Task"}},
        "ListTags200Body": {"type": "array", "maxItems": 1000, "items": {"$ref": "#/components/schemas/TagCount"}},
    }
)
CONTRACT = Contract(DOCUMENT, SCHEMAS, ANSWERS)
