"""How many tasks carry each tag, counted by every write of a task, so that nobody has to read them all for it."""

import sqlalchemy as sa
from alembic import op

from impl.migrations.distribution import distribute_table, is_distributed
from impl.migrations.shard_functions import count_on_shards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
loses = None

_OWN = "user_id = current_setting('tasks.user_id', true)"
_OF_MANY = """
    SELECT user_id, tag, {sign}count(*) FILTER (WHERE completed_at IS NULL), {sign}count(completed_at)
    FROM {tasks}, unnest(tags) AS tag GROUP BY user_id, tag
"""
_OF_ONE = """
    SELECT user_id, tag, sum(pending), sum(completed)
    FROM (
        SELECT OLD.user_id, unnest(OLD.tags), -(OLD.completed_at IS NULL)::int, -(OLD.completed_at IS NOT NULL)::int
        UNION ALL
        SELECT NEW.user_id, unnest(NEW.tags), (NEW.completed_at IS NULL)::int, (NEW.completed_at IS NOT NULL)::int
    ) AS changed (user_id, tag, pending, completed)
    GROUP BY user_id, tag HAVING sum(pending) <> 0 OR sum(completed) <> 0
"""
# The rows are locked in their order, so that no two transactions wait for each other. What is at zero then goes.
_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE users text[]; zeros text[];
BEGIN
    WITH counted AS (
        INSERT INTO tag_counts AS counted (user_id, tag, pending, completed)
        {changes} ORDER BY user_id, tag COLLATE "C"
        ON CONFLICT (user_id, tag) DO UPDATE
        SET pending = counted.pending + excluded.pending, completed = counted.completed + excluded.completed
        RETURNING counted.user_id, counted.tag, counted.pending, counted.completed
    )
    SELECT array_agg(user_id), array_agg(tag) INTO users, zeros FROM counted WHERE pending = 0 AND completed = 0;
    IF zeros IS NOT NULL THEN
        DELETE FROM tag_counts USING unnest(users, zeros) AS zero (user_id, tag)
        WHERE tag_counts.user_id = zero.user_id AND tag_counts.tag = zero.tag;
    END IF;
    RETURN NULL;
END $$
"""
_CHANGES = {
    "count_tags_of_new_tasks": _OF_MANY.format(sign="", tasks="new_tasks"),
    "count_tags_of_old_tasks": _OF_MANY.format(sign="-", tasks="old_tasks"),
    "count_tags_of_changed_task": _OF_ONE,
}
_TRIGGERS = {
    "tasks_inserted": "AFTER INSERT ON tasks REFERENCING NEW TABLE AS new_tasks FOR EACH STATEMENT "
    "EXECUTE FUNCTION count_tags_of_new_tasks()",
    "tasks_deleted": "AFTER DELETE ON tasks REFERENCING OLD TABLE AS old_tasks FOR EACH STATEMENT "
    "EXECUTE FUNCTION count_tags_of_old_tasks()",
    # For each row, since most updates change neither tags nor status, and are then not looked at.
    "tasks_updated": "AFTER UPDATE ON tasks FOR EACH ROW WHEN (OLD.user_id <> NEW.user_id OR OLD.tags <> NEW.tags "
    "OR (OLD.completed_at IS NULL) <> (NEW.completed_at IS NULL)) EXECUTE FUNCTION count_tags_of_changed_task()",
}


def upgrade() -> None:
    """The table is empty, and what is counted from now on are the changes; 0005 adds what was there before.

    So a count may be below zero until then, and no constraint forbids it. The functions run as the owner of the tables,
    so that the previous release, whose role knows nothing of the new one, counts as well. They are held to the policies
    too: who writes for other users must take FORCE off both tables, or the counts refuse.
    """
    op.create_table(
        "tag_counts",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(collation="C"), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), sa.Computed("pending + completed", persisted=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "tag", name="tag_counts_pkey"),
    )
    for name in ("total", "pending", "completed"):
        columns: list[str | sa.TextClause] = ["user_id", sa.text(f"{name} DESC"), "tag"]
        op.create_index(f"tag_counts_{name}_idx", "tag_counts", columns, postgresql_where=sa.text(f"{name} > 0"))
    op.execute("ALTER TABLE tag_counts ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE tag_counts FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tag_counts_own ON tag_counts USING ({_OWN}) WITH CHECK ({_OWN})")
    bind = op.get_bind()
    schema = bind.dialect.identifier_preparer.quote_identifier(bind.scalar(sa.text("SELECT current_schema()")))
    for name, changes in _CHANGES.items():
        op.execute(_FUNCTION.format(name=name, schema=schema, changes=changes))
    if is_distributed(bind, "tasks"):
        distribute_table(bind, "tag_counts", "tasks")
        count_on_shards(bind)
    for name, trigger in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {trigger}")


def downgrade() -> None:
    """What is counted can be counted again; every task stays."""
    for name in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON tasks")
    for name in _CHANGES:
        op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("tag_counts")
