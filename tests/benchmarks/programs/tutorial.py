"""The service as the documentation of FastAPI and SQLModel writes it: ORM objects, `response_model`, dependencies.

Async sessions, as SQLAlchemy's documentation has them, for the tutorial's own are not; the same tables, unguarded by
policies but for the role's, so the session names its owner as the contract's server does.
"""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import computed_field
from sqlalchemy import ARRAY, Column, DateTime, Text, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel, col, select

RANKS = {"low": 1, "medium": 2, "high": 3}
NAMES = {rank: name for name, rank in RANKS.items()}

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://"), pool_size=15, max_overflow=0
)
make_session = async_sessionmaker(engine, expire_on_commit=False)
bearer = HTTPBearer()
app = FastAPI()


class TaskBase(SQLModel):
    """The members that a client writes."""

    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=5000)


class Task(TaskBase, table=True):
    """The table."""

    __tablename__ = "tasks"

    user_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    completed_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    priority: int = 2
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    due_on: date | None = None
    due_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    updated_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    version: int = 1


class TaskCounter(SQLModel, table=True):
    """The last task number of a user."""

    __tablename__ = "task_counters"

    user_id: str = Field(primary_key=True)
    last_id: int


class TaskCreate(TaskBase):
    """A new task."""

    priority: str = "medium"
    tags: list[str] = Field(default_factory=list, max_length=20)
    due_date: date | datetime | None = None


class TaskPublic(TaskBase):
    """A task in a response."""

    id: int
    user_id: str
    completed_at: datetime | None
    rank: int = Field(exclude=True)
    tags: list[str]
    due_date: date | datetime | None
    created_at: datetime
    updated_at: datetime
    version: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def completed(self) -> bool:
        """Whether it is done."""
        return self.completed_at is not None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def priority(self) -> str:
        """How much it matters."""
        return NAMES[self.rank]


def current_user(user_id: str, credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> str:
    """Return the user of the token, who must be the user of the path."""
    try:
        claims = jwt.decode(credentials.credentials, os.environ["TASKS_JWT_SECRET"], algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error
    if claims["sub"] != user_id:
        raise HTTPException(403)
    return user_id


CurrentUser = Annotated[str, Depends(current_user)]


async def get_session(user: CurrentUser) -> AsyncIterator[AsyncSession]:
    """A session of the user's."""
    async with make_session() as session:
        await session.execute(text("SELECT set_config('tasks.user_id', :user, true)"), {"user": user})
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


def public(task: Task) -> TaskPublic:
    """Return a task as it is in a response."""
    return TaskPublic.model_validate(
        {**task.model_dump(), "rank": task.priority, "due_date": task.due_at or task.due_on}
    )


@app.get("/api/{user_id}/tasks", response_model=list[TaskPublic])
async def list_tasks(
    user: CurrentUser, session: SessionDep, limit: Annotated[int, Query(ge=1, le=1000)] = 500
) -> list[TaskPublic]:
    """Return the newest tasks."""
    newest = select(Task).where(Task.user_id == user).order_by(col(Task.created_at).desc(), col(Task.id).desc())
    return [public(task) for task in (await session.scalars(newest.limit(limit))).all()]


@app.post("/api/{user_id}/tasks", response_model=TaskPublic, status_code=201)
async def create_task(body: TaskCreate, user: CurrentUser, session: SessionDep) -> TaskPublic:
    """Create a task."""
    counter = await session.get_one(TaskCounter, user, with_for_update=True)
    counter.last_id += 1
    now = datetime.now(UTC)
    due = body.due_date
    task = Task(
        **body.model_dump(exclude={"priority", "due_date"}),
        user_id=user,
        id=counter.last_id,
        priority=RANKS[body.priority],
        due_on=due if not isinstance(due, datetime) else None,
        due_at=due if isinstance(due, datetime) else None,
        created_at=now,
        updated_at=now,
    )
    session.add(task)
    await session.commit()
    return public(task)


@app.get("/api/{user_id}/tasks/{task_id}", response_model=TaskPublic)
async def get_task(task_id: int, user: CurrentUser, session: SessionDep) -> TaskPublic:
    """Return a task."""
    task = await session.get(Task, (user, task_id))
    if task is None:
        raise HTTPException(404)
    return public(task)


@app.patch("/api/{user_id}/tasks/{task_id}/complete", response_model=TaskPublic)
async def complete_task(task_id: int, user: CurrentUser, session: SessionDep) -> TaskPublic:
    """Toggle whether a task is completed."""
    task = await session.get(Task, (user, task_id), with_for_update=True)
    if task is None:
        raise HTTPException(404)
    task.completed_at = None if task.completed_at else datetime.now(UTC)
    task.updated_at = datetime.now(UTC)
    task.version += 1
    session.add(task)
    await session.commit()
    return public(task)
