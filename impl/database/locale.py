"""Checks that the locale and the encoding of a database support all titles and searches."""

import logging

import asyncpg

from impl.database.errors import DatabaseRefused

_log = logging.getLogger(__name__)

# The functions that `tasks.title_order` and `tasks.words` are computed with; they use the database's default locale.
_CASE_QUERY = "SELECT lower('É') = 'é' AND to_tsvector('simple', 'É') @@ plainto_tsquery('simple', 'é')"
_CURE = "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"


async def check_locale(connection: asyncpg.Connection) -> None:
    """Log a warning if the database does not know that É is the upper case of é (FR-266).

    Raises DatabaseRefused if its encoding can't store every title, because some writes would fail with a 500.
    """
    encoding = await connection.fetchval("SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise DatabaseRefused(
            f"The encoding of the database is {encoding}, which can't hold every title. Make another one, copy what is "
            f"in it with pg_dump, and use that: {_CURE}"
        )
    if not await connection.fetchval(_CASE_QUERY):
        _log.warning(
            "the locale of the database knows no letters but those of English: a search for café does not find CAFÉ, "
            "and É is sorted apart from é. Make another one, copy what is in it with pg_dump, and use that: %s",
            _CURE,
        )
