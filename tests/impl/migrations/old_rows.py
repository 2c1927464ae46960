"""Rows as an earlier release has written them: of many users, with and without all optional values."""

from tests.support.databases import TABLES, seeing_all

TASKS = 100
_FILL = """
INSERT INTO task_counters SELECT 'old-' || u, $2 FROM generate_series(1, $1::int) u;
INSERT INTO idempotency_keys (user_id, key, fingerprint, answer, created_at)
SELECT 'old-' || u, 'key', md5(u::text), jsonb_build_object('id', u, 'title', 'ä "quoted" title'), now()
FROM generate_series(1, $1::int) u;
INSERT INTO tasks (user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at,
                   updated_at, version)
SELECT 'old-' || u, i,
       CASE i % 3 WHEN 0 THEN 'Zürich — 買い物 ' || i WHEN 1 THEN repeat('x', 200) ELSE 'a' END,
       CASE i % 4 WHEN 0 THEN repeat('ö', 5000 / i) WHEN 1 THEN '' ELSE NULL END,
       CASE WHEN i % 2 = 0 THEN timestamptz '2026-02-01 00:00:00.123456+00' + i * interval '1 day' END,
       1 + i % 3,
       (SELECT coalesce(array_agg('tag ' || t), '{}') FROM generate_series(1, i % 21) t),
       CASE WHEN i % 3 = 0 THEN date '0001-01-01' + i END,
       CASE WHEN i % 3 = 1 THEN timestamptz '9999-12-30 23:59:59+00' - i * interval '1 hour' END,
       timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-02' + i * interval '1 minute', i
FROM generate_series(1, $1::int) u, generate_series(1, $2::int) i
"""


async def fill(owner: str, users: int) -> None:
    """Create tasks and a used idempotency key for this many users. `owner` is the URL of the tables' owner."""
    async with seeing_all(owner) as connection:
        for statement in _FILL.split(";"):
            given = (users, TASKS) if "$2" in statement else (users,)
            await connection.execute(statement, *given)


async def digest(owner: str, columns: dict[str, list[str]]) -> dict[str, str]:
    """Return a digest of these columns for each table, which changes if any row changes."""
    async with seeing_all(owner) as connection:
        return {
            table: await connection.fetchval(
                "SELECT count(*) || ' rows, ' || md5(string_agg(each::text, chr(10) ORDER BY each::text)) "
                "FROM (SELECT {} FROM {}) each".format(", ".join(f'"{name}"' for name in names), table)
            )
            for table, names in columns.items()
        }


async def columns_of(owner: str, *, computed: bool = True) -> dict[str, list[str]]:
    """Return the columns of each table, in order, with or without those that PostgreSQL computes of others."""
    async with seeing_all(owner) as connection:
        rows = await connection.fetch(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS names "
            "FROM information_schema.columns WHERE table_name = ANY($1) AND ($2 OR is_generated = 'NEVER') GROUP BY 1",
            TABLES,
            computed,
        )
        return {row["table_name"]: row["names"] for row in rows}
