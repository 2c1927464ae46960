# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import MISSING, AwareDatetime, BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

UserId = TypeAliasType(
    "UserId",
    Annotated[
        str,
        Field(
            description="Who owns the task. Opaque; what the identity provider calls the user.",
            json_schema_extra={"pattern": "^[^/\\u0000-\\u001f\\u007f]+$"},
            max_length=128,
            min_length=1,
        ),
    ],
)


TaskId = TypeAliasType(
    "TaskId",
    Annotated[
        int, Field(description="The number of the task. It counts up from 1 for each user.", ge=1, le=2147483647)
    ],
)


Title = TypeAliasType(
    "Title",
    Annotated[
        str,
        Field(
            description="What is to be done. Not blank.",
            json_schema_extra={"pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"},
            max_length=200,
            min_length=1,
        ),
    ],
)


Description = TypeAliasType(
    "Description",
    Annotated[
        str | None,
        Field(description="More about it.", json_schema_extra={"pattern": "^[^\\u0000]*$"}, max_length=5000),
    ],
)


Priority = TypeAliasType(
    "Priority", Annotated[Literal["low", "medium", "high"], Field(description="How much it matters.")]
)


Tag = TypeAliasType(
    "Tag",
    Annotated[
        str,
        Field(
            description="A label of the user's. Not blank.",
            json_schema_extra={"pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"},
            max_length=50,
            min_length=1,
        ),
    ],
)


Tags = TypeAliasType(
    "Tags",
    Annotated[
        list[Tag],
        Field(description="The labels, each at most once.", json_schema_extra={"uniqueItems": True}, max_length=20),
    ],
)
"""
The labels, each at most once.
"""


class TagCount(BaseModel):
    """
    A tag, and how many tasks carry it.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    tag: Tag
    count: Annotated[int, Field(description="How many tasks carry it.", ge=1, le=2147483647)]


DueDate = TypeAliasType(
    "DueDate",
    Annotated[
        date | AwareDatetime,
        Field(
            description="When it is due: a day of the calendar (`2026-03-01`, an all-day task), which is the same in every time zone, or a\nmoment (`2026-03-01T09:30:00Z`, RFC 3339), with an offset. In the years 1000 to 2999; on the first and the last day\nof them the offset is `Z`, so that it stays there. A moment is kept to the microsecond and answered in UTC.\n",
            json_schema_extra={
                "pattern": "^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"
            },
        ),
    ],
)


NullableDueDate = TypeAliasType(
    "NullableDueDate",
    Annotated[
        date | AwareDatetime | None,
        Field(
            description="When it is due, a day or a moment, as `DueDate` has it; null for no due date.",
            json_schema_extra={
                "pattern": "^(?!(1000-01-01|2999-12-31)T[^Z]*$)([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"
            },
        ),
    ],
)


EntityTags = TypeAliasType(
    "EntityTags",
    Annotated[
        str,
        Field(
            description="Entity tags as RFC 9110 lists them, or `*` for any.",
            max_length=1024,
            min_length=1,
            pattern='^(\\*|(W/)?"[!#-~]*"( ?, ?(W/)?"[!#-~]*")*)$',
        ),
    ],
)


class Task(BaseModel):
    """
    A task. Every key is always present; what is absent is null.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    id: TaskId
    user_id: UserId
    title: Title
    description: Description
    completed: Annotated[bool, Field(description="Whether it is done.")]
    completed_at: Annotated[AwareDatetime | None, Field(description="When it was done; null while it is to do.")]
    priority: Priority
    tags: Tags
    due_date: NullableDueDate
    created_at: Annotated[AwareDatetime, Field(description="When it was created.")]
    updated_at: Annotated[AwareDatetime, Field(description="When it was last written.")]
    version: Annotated[
        int,
        Field(
            description="Counts the writes; 1 when created. In double quotes it is the `ETag` of the task, so what was listed can be\nchanged with `If-Match` as well.\n",
            ge=1,
            le=2147483647,
        ),
    ]


class TaskCreate(BaseModel):
    """
    A new task.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    title: Title
    description: Description | MISSING = MISSING
    completed: Annotated[bool | MISSING, Field(description="Whether it is already done; false if it is left out.")] = (
        MISSING
    )
    priority: Annotated[Priority | MISSING, Field(description="How much it matters; medium if it is left out.")] = (
        MISSING
    )
    tags: Tags | MISSING = MISSING
    due_date: NullableDueDate | MISSING = MISSING


class TaskUpdate(BaseModel):
    """
    What to change. A field left out keeps its value.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"minProperties": 1},
    )
    title: Title | MISSING = MISSING
    description: Description | MISSING = MISSING
    completed: Annotated[bool | MISSING, Field(description="Whether it is done.")] = MISSING
    priority: Priority | MISSING = MISSING
    tags: Tags | MISSING = MISSING
    due_date: NullableDueDate | MISSING = MISSING


class TaskCompletion(BaseModel):
    """
    The state to set.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    completed: Annotated[bool | MISSING, Field(description="True for done, false for to do; left out, it toggles.")] = (
        MISSING
    )


class Health(BaseModel):
    """
    The state of the server.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    status: Literal["ok"]


class Problem(BaseModel):
    """
    What went wrong (RFC 9457).
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    type: Annotated[
        str,
        Field(description="The kind of the problem; it never changes.", json_schema_extra={"format": "uri-reference"}),
    ]
    title: Annotated[str, Field(description="The kind of the problem in words.")]
    status: Annotated[int, Field(description="The HTTP status.", ge=400, le=599)]
    detail: Annotated[str, Field(description="What went wrong this time.", min_length=1)]
    request_id: Annotated[str, Field(description="The name of the request in the server's log.")]


class Violation(BaseModel):
    """
    One thing that is wrong with the request, in the body or in a parameter.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    pointer: Annotated[
        str | None,
        Field(
            description="Where in the body, as a JSON Pointer in a URI fragment (RFC 6901, section 6); null for a parameter."
        ),
    ]
    parameter: Annotated[str | None, Field(description="The name of the parameter; null for the body.")]
    detail: Annotated[str, Field(description="What is wrong.", min_length=1)]


RequestId = TypeAliasType("RequestId", Annotated[str, Field(max_length=128, min_length=1, pattern="^[!-~]+$")])


ListTasksStatus = TypeAliasType("ListTasksStatus", Literal["all", "pending", "completed"])


ListTasksTag = TypeAliasType("ListTasksTag", Annotated[list[Tag], Field(max_length=20)])


ListTasksSearch = TypeAliasType(
    "ListTasksSearch", Annotated[str, Field(json_schema_extra={"pattern": "^[^\\u0000]*$"}, max_length=200)]
)


ListTasksSort = TypeAliasType("ListTasksSort", Literal["created_at", "updated_at", "due_date", "priority", "title"])


ListTasksOrder = TypeAliasType("ListTasksOrder", Literal["asc", "desc"])


ListTasksLimit = TypeAliasType("ListTasksLimit", Annotated[int, Field(ge=1, le=1000)])


ListTasksCursor = TypeAliasType(
    "ListTasksCursor", Annotated[str, Field(max_length=2048, min_length=1, pattern="^[A-Za-z0-9_-]+$")]
)


ListTasks200Body = TypeAliasType("ListTasks200Body", Annotated[list[Task], Field(max_length=1000)])


CreateTaskIdempotencyKey = TypeAliasType(
    "CreateTaskIdempotencyKey", Annotated[str, Field(max_length=255, min_length=1, pattern="^[!-~]+$")]
)


ListTagsStatus = TypeAliasType("ListTagsStatus", Literal["all", "pending", "completed"])


ListTagsLimit = TypeAliasType("ListTagsLimit", Annotated[int, Field(ge=1, le=1000)])


ListTags200Body = TypeAliasType("ListTags200Body", Annotated[list[TagCount], Field(max_length=1000)])


class InvalidRequestProblem(BaseModel):
    """
    What is wrong with the request (RFC 9457), piece by piece.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    type: Annotated[
        str,
        Field(description="The kind of the problem; it never changes.", json_schema_extra={"format": "uri-reference"}),
    ]
    title: Annotated[str, Field(description="The kind of the problem in words.")]
    status: Annotated[int, Field(description="The HTTP status.", ge=400, le=599)]
    detail: Annotated[str, Field(description="What went wrong this time.", min_length=1)]
    request_id: Annotated[str, Field(description="The name of the request in the server's log.")]
    errors: Annotated[
        list[Violation],
        Field(description="Everything that is wrong, or the first hundred of it.", max_length=100, min_length=1),
    ]
