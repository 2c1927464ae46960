"""When a task was put away. A column that the previous release does not know, and need not."""

import sqlalchemy as sa
from alembic import op

from impl.migrations.current import newest
from tests.impl.migrations.numbers import after

revision = after(newest())
down_revision = newest()
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No row is written or read for it."""
    op.add_column("tasks", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint("tasks_archived_check", "tasks", "archived_at >= created_at", postgresql_not_valid=True)


def downgrade() -> None:
    """What the previous release had is kept; what it did not know is dropped."""
    op.drop_column("tasks", "archived_at")
