"""Nobody counts all tags any more: the policies that 0005 has counted by go, in a transaction of their own."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
loses = None


def upgrade() -> None:
    """Both wait for a table; were they a part of 0005, whoever held one for long would have all tags counted again."""
    op.execute("DROP POLICY IF EXISTS tasks_counting ON tasks")
    op.execute("DROP POLICY IF EXISTS tag_counts_counting ON tag_counts")


def downgrade() -> None:
    """0005 makes them again if it has to."""
