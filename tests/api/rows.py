"""Many tasks at once, written by SQL."""

from impl.database.database import Database
from tests.api.user import User
from tests.impl.storage.sql import execute

AT_ONCE = 50
_ROW = """
    (:user, :first + {n}, 'Task ' || (:first + {n}) % 10, repeat(CAST(:letter AS text), CAST(:length AS int)), 1,
     CASE WHEN (:first + {n}) % 2 = 0 THEN CAST('{{}}' AS text[])
          ELSE ARRAY['a', repeat(CAST(:letter AS text), 50)] END,
     now() - (:first + {n}) % 5 * interval '1 second', now(), 1)
""".replace(":first", "CAST(:first AS int)")
# Not from a SELECT, which Citus makes a COPY of, and that is not allowed under row level security.
FILL = f"""
    INSERT INTO tasks (user_id, id, title, description, priority, tags, created_at, updated_at, version)
    VALUES {", ".join(_ROW.format(n=n) for n in range(AT_ONCE))}
"""


async def fill(database: Database, user: User, tasks: int, letter: str, length: int) -> None:
    """Give a user so many tasks, a multiple of 50, with descriptions of so many letters."""
    for first in range(1, tasks, AT_ONCE):  # each within the time that a statement has
        async with database.session(user.id) as session:
            await execute(session, FILL, user=user.id, first=first, letter=letter, length=length)
