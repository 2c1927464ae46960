"""Tasks, their counters, and the keys of idempotent requests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
loses = "all tasks of all users"

_MOMENT = sa.DateTime(timezone=True)
_NOT_IN_WORDS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)


def upgrade() -> None:
    """Make the tables. `btree_gin`, a trusted extension, lets one index serve an owner and their tags or words."""
    # Not IF NOT EXISTS: Citus then asks for the owner of the extension, who may be a superuser.
    if not op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gin')")):
        op.execute("CREATE EXTENSION btree_gin")
    op.create_table(
        "task_counters",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("answer", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key"),
    )
    op.create_index("idempotency_keys_created_at_idx", "idempotency_keys", ["created_at"])
    op.create_table(
        "tasks",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("completed_at", _MOMENT, nullable=True),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "due_order",
            _MOMENT,
            sa.Computed(
                "COALESCE(due_at, due_on::timestamp AT TIME ZONE 'UTC', '9999-12-31 00:00:00+00'::timestamptz)",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("title_order", sa.Text(collation="C"), sa.Computed("lower(title)", persisted=True), nullable=False),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            # Without its punctuation the parser takes `milk/bread` for words, not for the name of a file.
            sa.Computed(
                "to_tsvector('simple'::regconfig, "
                f"regexp_replace(title || ' ' || COALESCE(description, ''), '{_NOT_IN_WORDS}', ' ', 'g'))",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name="tasks_pkey"),
        sa.CheckConstraint("id > 0", name="tasks_id_check"),
        sa.CheckConstraint("char_length(user_id) BETWEEN 1 AND 128", name="tasks_user_id_check"),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 200", name="tasks_title_check"),
        sa.CheckConstraint("char_length(description) <= 5000", name="tasks_description_check"),
        sa.CheckConstraint("priority BETWEEN 1 AND 3", name="tasks_priority_check"),
        sa.CheckConstraint("cardinality(tags) <= 20", name="tasks_tags_check"),
        sa.CheckConstraint("due_on IS NULL OR due_at IS NULL", name="tasks_due_check"),
        sa.CheckConstraint("version > 0", name="tasks_version_check"),
    )
    op.create_index("tasks_created_at_idx", "tasks", ["user_id", "created_at", "id"])
    op.create_index("tasks_updated_at_idx", "tasks", ["user_id", "updated_at", "id"])
    op.create_index("tasks_due_date_idx", "tasks", ["user_id", "due_order", "id"])
    op.create_index("tasks_priority_idx", "tasks", ["user_id", "priority", "id"])
    op.create_index("tasks_title_idx", "tasks", ["user_id", "title_order", "id"])
    op.create_index("tasks_tags_idx", "tasks", ["user_id", "tags"], postgresql_using="gin")
    op.create_index("tasks_words_idx", "tasks", ["user_id", "words"], postgresql_using="gin")


def downgrade() -> None:
    """Drop the tables and all that is in them. The extension stays: others may use it."""
    op.drop_table("tasks")
    op.drop_table("idempotency_keys")
    op.drop_table("task_counters")
