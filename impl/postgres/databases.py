"""Which database the commands work on, and as whom: the server's role is not the one that owns the tables."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from impl import migrations
from impl.database.database import Database
from impl.database.errors import DatabaseRefused, DatabaseUnavailable
from impl.database.pool import PoolLimits
from impl.database.url import parse_database_url
from impl.postgres import running
from impl.settings import Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Databases:
    """One database by two URLs, which may be the same. Unless `pooled` says it, the server's tells of a pooler.

    The embedded one is started again by `revive` if it has ended.
    """

    server: str
    owner: str
    pooled: bool | None = None
    revive: Callable[[], bool] | None = None


@contextmanager
def databases(settings: Settings) -> Iterator[Databases]:
    """The database that is set, or the embedded one, which runs at least as long as the block.

    Raises DatabaseUrlError, EmbeddedPostgresError.
    """
    if settings.database_url is not None:
        server = settings.database_url.get_secret_value()
        owner = server if settings.migration_url is None else settings.migration_url.get_secret_value()
        parse_database_url(server)
        parse_database_url(owner, "TASKS_MIGRATION_URL")
        yield Databases(server, owner, settings.pooler)
        return
    with running(settings.data_dir / "postgres") as postgres:
        yield Databases(postgres.application_url(), postgres.url(), revive=postgres.revive)


def upgrade(urls: Databases, revision: str = "head") -> None:
    """Migrate as the owner, and let the server's role do what it does, within its timeouts.

    Raises NoSuchRoleError, DatabaseUnavailable, MigrationFailed.
    """
    migrations.upgrade(urls.owner, revision)
    server = parse_database_url(urls.server)
    if server.user is not None and server.user != parse_database_url(urls.owner).user:
        migrations.grant(urls.owner, server.user)
        if server.pooled if urls.pooled is None else urls.pooled:
            migrations.keep_timeouts(urls.server)


def upgrade_if_needed(urls: Databases) -> None:
    """As `upgrade`, unless all of it is done already."""
    role = parse_database_url(urls.server).user
    if role is None or not migrations.is_current(urls.owner, role):
        upgrade(urls)


def prove_database(url: str, *, guarded: bool, pooled: bool | None = None) -> None:
    """Whether the database can be used, as far as one connection tells; blocks. `guarded` as for Database.

    One that sleeps or is away may come later, and is asked again then. Raises DatabaseRefused.
    """
    asyncio.run(_prove(Database(url, PoolLimits(size=1), guarded=guarded, pooled=pooled)))


async def _prove(database: Database) -> None:
    try:
        await database.prove()
    except DatabaseRefused:
        raise
    except DatabaseUnavailable as error:
        _log.warning("the database can't be reached yet: %s", type(error.__cause__ or error).__name__)
    finally:
        await database.close()
