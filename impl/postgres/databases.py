"""Selects the database that the commands work on, and migrates it as the role that owns its tables."""

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
    """The URLs of one database, for the server's role and for the owner; they may be the same.

    `pooled` says whether the server's URL leads to a pooler; None means that the URL tells. `revive` starts the
    embedded server again if it has ended.
    """

    server: str
    owner: str
    pooled: bool | None = None
    revive: Callable[[], bool] | None = None


@contextmanager
def databases(settings: Settings) -> Iterator[Databases]:
    """Return the configured database, or the embedded one, which runs at least until the block ends.

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
    """Migrate the database as the owner and distribute its tables where it has Citus, then grant the server's role its
    privileges and set its timeouts.

    Raises NoSuchRoleError, DatabaseUnavailable, MigrationFailed.
    """
    migrations.upgrade(urls.owner, revision)
    migrations.distribute(urls.owner)
    server = parse_database_url(urls.server)
    if server.user is not None and server.user != parse_database_url(urls.owner).user:
        migrations.grant(urls.owner, server.user)
        if server.pooled if urls.pooled is None else urls.pooled:
            migrations.keep_timeouts(urls.server)


def upgrade_if_needed(urls: Databases) -> None:
    """Do what `upgrade` does, unless everything is current."""
    role = parse_database_url(urls.server).user
    if role is None or not migrations.is_current(urls.owner, role):
        upgrade(urls)


def check_database(url: str, *, guarded: bool, pooled: bool | None = None) -> None:
    """Check with one connection whether the server can use the database; blocks. `guarded` is as for Database.

    A database that sleeps or is unreachable only logs a warning, because it may be available later. Raises
    DatabaseRefused.
    """
    asyncio.run(_check(Database(url, PoolLimits(size=1), guarded=guarded, pooled=pooled)))


async def _check(database: Database) -> None:
    try:
        await database.prove()
    except DatabaseRefused:
        raise
    except DatabaseUnavailable as error:
        _log.warning("the database can't be reached yet: %s", type(error.__cause__ or error).__name__)
    finally:
        await database.close()
