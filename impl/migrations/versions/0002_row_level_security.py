"""Rows are their owner's: PostgreSQL shows and takes no others, whoever asks."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
loses = None

_TABLES = ("tasks", "task_counters", "idempotency_keys")
# Never null in a row, and null or empty where no transaction has set it: nobody's rows.
_OWN = "user_id = current_setting('tasks.user_id', true)"


def upgrade() -> None:
    """FORCE holds the owner of the tables to the policies too; only superusers and BYPASSRLS stand above them.

    Old keys are now swept by their owner alone, so the index to find them begins with the owner.
    """
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_own ON {table} USING ({_OWN}) WITH CHECK ({_OWN})")
    op.drop_index("idempotency_keys_created_at_idx", "idempotency_keys")
    op.create_index("idempotency_keys_created_at_idx", "idempotency_keys", ["user_id", "created_at"])


def downgrade() -> None:
    """Take the policies away; every row stays."""
    op.drop_index("idempotency_keys_created_at_idx", "idempotency_keys")
    op.create_index("idempotency_keys_created_at_idx", "idempotency_keys", ["created_at"])
    for table in _TABLES:
        op.execute(f"DROP POLICY {table}_own ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
