"""A list of what is to do, or of what is done, is read by an index of its own, however few of many they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ["user_id", "created_at", "id"]


def upgrade() -> None:
    """Each task is in one of the two."""
    op.create_index("tasks_pending_idx", "tasks", _COLUMNS, postgresql_where=sa.text("completed_at IS NULL"))
    op.create_index("tasks_completed_idx", "tasks", _COLUMNS, postgresql_where=sa.text("completed_at IS NOT NULL"))


def downgrade() -> None:
    """Drop them; every row stays."""
    op.drop_index("tasks_pending_idx", "tasks")
    op.drop_index("tasks_completed_idx", "tasks")
