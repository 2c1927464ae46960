"""The functions of the triggers that count tags (revision 0004), as they are on the shards of Citus.

A trigger of a distributed table runs on a shard, for the rows of that shard alone. There the function writes to the
shard of `tag_counts` that has the same users, whose name it looks up. The statements are those of revision 0004.
"""

from sqlalchemy import Connection, text

_OF_MANY = """
            SELECT user_id, tag, {sign}count(*) FILTER (WHERE completed_at IS NULL), {sign}count(completed_at)
            FROM {tasks}, unnest(tags) AS tag GROUP BY user_id, tag
"""
_OF_ONE = """
            SELECT $1, tag, sum(pending), sum(completed)
            FROM (
                SELECT unnest($2), -($3 IS NULL)::int, -($3 IS NOT NULL)::int
                UNION ALL
                SELECT unnest($4), ($5 IS NULL)::int, ($5 IS NOT NULL)::int
            ) AS changed (tag, pending, completed)
            GROUP BY tag HAVING sum(pending) <> 0 OR sum(completed) <> 0
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {schema}, pg_temp AS $$
DECLARE shard text; users text[]; zeros text[];
BEGIN
    SELECT shard_name('tag_counts', get_shard_id_for_distribution_column('tag_counts', user_id)) INTO shard
    FROM {rows} LIMIT 1;
    IF shard IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format($statement$
        WITH counted AS (
            INSERT INTO %s AS counted (user_id, tag, pending, completed)
            {changes} ORDER BY 1, tag COLLATE "C"
            ON CONFLICT (user_id, tag) DO UPDATE
            SET pending = counted.pending + excluded.pending, completed = counted.completed + excluded.completed
            RETURNING counted.user_id, counted.tag, counted.pending, counted.completed
        )
        SELECT array_agg(user_id), array_agg(tag) FROM counted WHERE pending = 0 AND completed = 0
    $statement$, shard) INTO users, zeros {using};
    IF zeros IS NOT NULL THEN
        EXECUTE format($statement$
            DELETE FROM %s AS counted USING unnest($1, $2) AS zero (user_id, tag)
            WHERE counted.user_id = zero.user_id AND counted.tag = zero.tag
        $statement$, shard) USING users, zeros;
    END IF;
    RETURN NULL;
END $$
"""
_FUNCTIONS = (
    {
        "name": "count_tags_of_new_tasks",
        "rows": "new_tasks",
        "using": "",
        "changes": _OF_MANY.format(sign="", tasks="new_tasks"),
    },
    {
        "name": "count_tags_of_old_tasks",
        "rows": "old_tasks",
        "using": "",
        "changes": _OF_MANY.format(sign="-", tasks="old_tasks"),
    },
    {
        "name": "count_tags_of_changed_task",
        "rows": "(SELECT NEW.user_id) AS task",
        "using": "USING OLD.user_id, OLD.tags, OLD.completed_at, NEW.tags, NEW.completed_at",
        "changes": _OF_ONE,
    },
)


def count_on_shards(connection: Connection) -> None:
    """Replace the functions of the triggers by those for shards."""
    schema = connection.scalar(text("SELECT quote_ident(current_schema())"))
    for function in _FUNCTIONS:
        connection.exec_driver_sql(_FUNCTION.format(**function, schema=schema))
