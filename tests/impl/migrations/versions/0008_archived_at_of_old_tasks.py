"""The new column of the rows that are there, and its index: while they are read and written."""

from alembic import op

from impl.migrations.current import newest
from tests.impl.migrations.numbers import after

revision = after(after(newest()))
down_revision = after(newest())
branch_labels = None
depends_on = None

_BATCH = """
WITH batch AS (
    SELECT user_id, id FROM tasks WHERE archived_at IS NULL AND completed_at IS NOT NULL LIMIT 500 FOR UPDATE
)
UPDATE tasks SET archived_at = completed_at FROM batch WHERE (tasks.user_id, tasks.id) = (batch.user_id, batch.id)
"""


def upgrade() -> None:
    """The owner of the tables sees all rows while FORCE is off; the server's role owns none of them, and does not."""
    op.execute("ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY")
    with op.get_context().autocommit_block():
        while op.get_bind().exec_driver_sql(_BATCH).rowcount:
            pass
        op.execute("ALTER TABLE tasks VALIDATE CONSTRAINT tasks_archived_check")
        op.drop_index("tasks_archived_at_idx", "tasks", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "tasks_archived_at_idx", "tasks", ["user_id", "archived_at", "id"], postgresql_concurrently=True
        )
    op.execute("ALTER TABLE tasks FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """The column stays, until its own migration is taken back."""
    with op.get_context().autocommit_block():
        op.drop_index("tasks_archived_at_idx", "tasks", if_exists=True, postgresql_concurrently=True)
