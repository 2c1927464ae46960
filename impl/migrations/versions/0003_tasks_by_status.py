"""A list of what is to do, or of what is done, is read by an index of its own, however few of many they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
loses = None

_COLUMNS = ["user_id", "created_at", "id"]
_INDEXES = {"tasks_pending_idx": "completed_at IS NULL", "tasks_completed_idx": "completed_at IS NOT NULL"}


def upgrade() -> None:
    """Each task is in one of the two. They are built while tasks are written; one left half built is built anew."""
    with op.get_context().autocommit_block():
        for name, condition in _INDEXES.items():
            op.drop_index(name, "tasks", if_exists=True, postgresql_concurrently=True)
            op.create_index(name, "tasks", _COLUMNS, postgresql_where=sa.text(condition), postgresql_concurrently=True)


def downgrade() -> None:
    """Drop them; every row stays."""
    with op.get_context().autocommit_block():
        for name in _INDEXES:
            op.drop_index(name, "tasks", if_exists=True, postgresql_concurrently=True)
