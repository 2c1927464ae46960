# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""The parameters that the contract names in `components/parameters`; several operations take one of them."""

from typing import Annotated, TypeAlias

from fastapi import Header, Path

from . import models

UserIdPath: TypeAlias = Annotated[models.UserId, Path(alias="user_id")]

TaskIdPath: TypeAlias = Annotated[models.TaskId, Path(alias="task_id")]

RequestIdHeader: TypeAlias = Annotated[models.RequestId | None, Header(alias="X-Request-ID")]

IfMatchHeader: TypeAlias = Annotated[models.EntityTags | None, Header(alias="If-Match")]

IfNoneMatchHeader: TypeAlias = Annotated[models.EntityTags | None, Header(alias="If-None-Match")]
