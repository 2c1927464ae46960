"""Many tasks at once, written by SQL."""

from impl.database.database import Database
from tests.api.user import User
from tests.impl.storage.sql import execute

FILL = """
    INSERT INTO tasks (user_id, id, title, description, priority, tags, created_at, updated_at, version)
    SELECT :user, n, 'Task ' || n % 10, repeat(CAST(:letter AS text), CAST(:length AS int)), 1,
           CASE WHEN n % 2 = 0 THEN CAST('{}' AS text[]) ELSE ARRAY['a', repeat(CAST(:letter AS text), 50)] END,
           now() - n % 5 * interval '1 second', now(), 1
    FROM generate_series(CAST(:first AS int), CAST(:first AS int) + 49) AS n
"""


async def fill(database: Database, user: User, tasks: int, letter: str, length: int) -> None:
    """Give a user so many tasks, a multiple of 50, with descriptions of so many letters."""
    for first in range(1, tasks, 50):  # each within the time that a statement has
        async with database.session(user.id) as session:
            await execute(session, FILL, user=user.id, first=first, letter=letter, length=length)
