"""Which database the commands work on, and as whom: the server's role is not the one that owns the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from . import migrations
from .database_url import parse_database_url
from .embedded import running
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Databases:
    """One database by two URLs, which may be the same."""

    server: str
    owner: str


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
        yield Databases(server, owner)
        return
    with running(settings.data_dir / "postgres") as postgres:
        yield Databases(postgres.application_url(), postgres.url())


def upgrade(urls: Databases, revision: str = "head") -> None:
    """Migrate as the owner, and let the server's role do what it does.

    Raises NoSuchRoleError, DatabaseUnavailable, MigrationFailed.
    """
    migrations.upgrade(urls.owner, revision)
    role = parse_database_url(urls.server).user
    if role is not None and role != parse_database_url(urls.owner).user:
        migrations.grant(urls.owner, role)


def upgrade_if_needed(urls: Databases) -> None:
    """As `upgrade`, unless all of it is done already."""
    role = parse_database_url(urls.server).user
    if role is None or not migrations.is_current(urls.owner, role):
        upgrade(urls)
