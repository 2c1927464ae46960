"""The tables. Their constraints repeat the limits of the contract, so other writers can't break them either."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlmodel import Field, SQLModel

from impl.database.tables import owned
from impl.storage.words import vector

# Undated tasks sort after all others; the contract's years end before this one.
UNDATED = datetime(9999, 12, 31, tzinfo=UTC)

Moment = DateTime(timezone=True)


class TaskTable(SQLModel, table=True):
    """A task. `id` counts per user; `user_id` is the first column of the key and of every index.

    A due date is either a day (`due_on`), independent of time zones, or a moment (`due_at`). A task is completed if
    `completed_at` is set. Priorities are 1 (low) to 3 (high), so that they can be sorted. Every column is read with its
    row; clients write it under its name, unless it is computed or in `KEPT` (impl/storage/writing.py).
    """

    __tablename__ = "tasks"
    __table_args__ = (
        PrimaryKeyConstraint("user_id", "id", name="tasks_pkey"),
        CheckConstraint("id > 0", name="tasks_id_check"),
        CheckConstraint("char_length(user_id) BETWEEN 1 AND 128", name="tasks_user_id_check"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 200", name="tasks_title_check"),
        CheckConstraint("char_length(description) <= 5000", name="tasks_description_check"),
        CheckConstraint("priority BETWEEN 1 AND 3", name="tasks_priority_check"),
        CheckConstraint("cardinality(tags) <= 20", name="tasks_tags_check"),
        CheckConstraint("due_on IS NULL OR due_at IS NULL", name="tasks_due_check"),
        CheckConstraint("version > 0", name="tasks_version_check"),
        Index("tasks_created_at_idx", "user_id", "created_at", "id"),
        Index("tasks_pending_idx", "user_id", "created_at", "id", postgresql_where=text("completed_at IS NULL")),
        Index("tasks_completed_idx", "user_id", "created_at", "id", postgresql_where=text("completed_at IS NOT NULL")),
        Index("tasks_updated_at_idx", "user_id", "updated_at", "id"),
        Index("tasks_due_date_idx", "user_id", "due_order", "id"),
        Index("tasks_priority_idx", "user_id", "priority", "id"),
        Index("tasks_title_idx", "user_id", "title_order", "id"),
        Index("tasks_tags_idx", "user_id", "tags", postgresql_using="gin"),
        Index("tasks_words_idx", "user_id", "words", postgresql_using="gin"),
        owned(),
    )

    user_id: str = Field(sa_column=Column(Text, nullable=False))
    id: int = Field(sa_column=Column(Integer, nullable=False, autoincrement=False))
    title: str = Field(sa_column=Column(Text, nullable=False))
    description: str | None = Field(sa_column=Column(Text))
    completed_at: datetime | None = Field(sa_column=Column(Moment))
    priority: int = Field(default=2, sa_column=Column(SmallInteger, nullable=False))
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    due_on: date | None = Field(sa_column=Column(Date))
    due_at: datetime | None = Field(sa_column=Column(Moment))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    updated_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    version: int = Field(sa_column=Column(Integer, nullable=False))
    due_order: datetime = Field(
        sa_column=Column(
            Moment,
            Computed(
                f"COALESCE(due_at, due_on::timestamp AT TIME ZONE 'UTC', '{UNDATED:%Y-%m-%d %T}+00'::timestamptz)",
                persisted=True,
            ),
            nullable=False,
        )
    )
    title_order: str = Field(
        sa_column=Column(Text(collation="C"), Computed("lower(title)", persisted=True), nullable=False)
    )
    words: str = Field(
        sa_column=Column(
            TSVECTOR,
            Computed(vector(literal_column("title || ' ' || COALESCE(description, '')")), persisted=True),
            nullable=False,
        )
    )


class TaskCounterTable(SQLModel, table=True):
    """The last `id` of a user's tasks. It stays when the task is deleted, so no id is used twice."""

    __tablename__ = "task_counters"
    __table_args__ = owned("SELECT", "INSERT", "UPDATE")

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    last_id: int = Field(sa_column=Column(Integer, nullable=False))


class TagCountTable(SQLModel, table=True):
    """The number of a user's tasks with a tag. Triggers on `tasks` keep it current (migration 0004)."""

    __tablename__ = "tag_counts"
    __table_args__ = (
        PrimaryKeyConstraint("user_id", "tag", name="tag_counts_pkey"),
        *(
            Index(
                f"tag_counts_{name}_idx", "user_id", text(f"{name} DESC"), "tag", postgresql_where=text(f"{name} > 0")
            )
            for name in ("total", "pending", "completed")
        ),
        owned("SELECT"),  # only triggers write it, with the privileges of the tables' owner
    )

    user_id: str = Field(sa_column=Column(Text, nullable=False))
    tag: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    pending: int = Field(sa_column=Column(Integer, nullable=False))
    completed: int = Field(sa_column=Column(Integer, nullable=False))
    total: int = Field(sa_column=Column(Integer, Computed("pending + completed", persisted=True), nullable=False))


class IdempotencyKeyTable(SQLModel, table=True):
    """The response to a request with an `Idempotency-Key`, stored in the transaction of its write."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("idempotency_keys_created_at_idx", "user_id", "created_at"), owned())

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    key: str = Field(sa_column=Column(Text, primary_key=True))
    fingerprint: str = Field(sa_column=Column(Text, nullable=False))
    answer: dict[str, object] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
