"""The tags of the tasks that were there before they were counted, while tasks are written."""

from alembic import op
from sqlalchemy import Connection

from impl.migrations.distribution import is_distributed
from impl.migrations.run import LOCK_TIMEOUT_MS

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
loses = None

_BATCH = 500
_ALL = "current_setting('tasks.counting', true) = 'on'"
# For as long as it takes, the owner of the tables sees all rows where it says so; 0006 takes that back. FORCE stays, so
# that a server whose role owns the tables goes on.
_POLICIES = (
    "DROP POLICY IF EXISTS tasks_counting ON tasks",
    f"CREATE POLICY tasks_counting ON tasks FOR SELECT TO CURRENT_USER USING ({_ALL})",
    "DROP POLICY IF EXISTS tag_counts_counting ON tag_counts",
    f"CREATE POLICY tag_counts_counting ON tag_counts TO CURRENT_USER USING ({_ALL}) WITH CHECK ({_ALL})",
)
_COUNTED = """
SELECT user_id, tag, count(*) FILTER (WHERE completed_at IS NULL), count(completed_at)
FROM tasks, unnest(tags) AS tag GROUP BY user_id, tag ORDER BY user_id, tag COLLATE "C"
"""
_ADD = """
WITH counted AS (
    INSERT INTO tag_counts AS counted (user_id, tag, pending, completed)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS added (user_id, tag, pending, completed)
    ORDER BY user_id, tag COLLATE "C"
    ON CONFLICT (user_id, tag) DO UPDATE
    SET pending = counted.pending + excluded.pending, completed = counted.completed + excluded.completed
    RETURNING counted.user_id, counted.tag, counted.pending, counted.completed
)
SELECT user_id, tag FROM counted WHERE pending = 0 AND completed = 0
"""
_ON_SHARDS = (
    "LOCK TABLE tasks IN SHARE ROW EXCLUSIVE MODE",
    "TRUNCATE tag_counts",
    "SET LOCAL citus.propagate_set_commands = 'local'",
    "SET LOCAL tasks.counting = 'on'",
    f"INSERT INTO tag_counts (user_id, tag, pending, completed) {_COUNTED}",
)
_REMOVE = "DELETE FROM tag_counts WHERE user_id = $1 AND tag = $2"


def upgrade() -> None:
    """Of one moment the tasks are read, and of all others the changes are counted, so that the sum of both is exact.

    It is the moment in which no transaction writes tasks, for the lock of the policies has waited for them: what has
    been counted until then is dropped. One transaction keeps what it saw then for as long as the reading takes; others
    add that, a few hundred tags each. If it is cut off it is run again, from the start.

    The shards of Citus have no moment in common, so there nobody writes tasks until all are counted, by each shard.
    """
    if is_distributed(op.get_bind(), "tasks"):
        for statement in (*_POLICIES, *_ON_SHARDS):
            op.execute(statement)
        return
    with op.get_context().autocommit_block():
        engine = op.get_bind().engine
        with engine.connect() as reader, engine.connect() as writer:
            reader = reader.execution_options(isolation_level="REPEATABLE READ")
            with writer.begin():
                _say(writer, f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}", *_POLICIES)
                _say(writer, "TRUNCATE tag_counts")
                snapshot = writer.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
                _say(reader, f"SET TRANSACTION SNAPSHOT '{snapshot}'")
            _say(reader, "SET LOCAL idle_in_transaction_session_timeout = 0", "SET LOCAL tasks.counting = 'on'")
            streamed = reader.execution_options(stream_results=True, yield_per=_BATCH)
            for rows in streamed.exec_driver_sql(_COUNTED).partitions():
                with writer.begin():
                    _say(writer, "SET LOCAL tasks.counting = 'on'")
                    added = tuple(list(column) for column in zip(*rows, strict=True))
                    for zero in writer.exec_driver_sql(_ADD, added).all():
                        writer.exec_driver_sql(_REMOVE, tuple(zero))


def downgrade() -> None:
    """What is counted stays, until its table is dropped."""


def _say(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
