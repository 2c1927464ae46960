"""What the locale and the encoding of a database do to titles and searches."""

import logging

import asyncpg

from impl.database.errors import DatabaseRefused

_log = logging.getLogger(__name__)

# What `tasks.title_order` and `tasks.words` are made of, each by the default locale of the database.
_FOLDS = "SELECT lower('É') = 'é' AND to_tsvector('simple', 'É') @@ plainto_tsquery('simple', 'é')"
_CURE = "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"


async def look_at_locale(connection: asyncpg.Connection) -> None:
    """Log a warning where upper and lower case of É are two letters to the database (FR-266).

    Raises DatabaseRefused where it can't hold every title: every other write would end in an error.
    """
    encoding = await connection.fetchval("SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise DatabaseRefused(
            f"The encoding of the database is {encoding}, which can't hold every title. Make another one, copy what is "
            f"in it with pg_dump, and use that: {_CURE}"
        )
    if not await connection.fetchval(_FOLDS):
        _log.warning(
            "the locale of the database knows no letters but those of English: a search for café does not find CAFÉ, "
            "and É is sorted apart from é. Make another one, copy what is in it with pg_dump, and use that: %s",
            _CURE,
        )
