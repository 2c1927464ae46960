"""The migrations of the next release."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from impl.migrations.current import newest
from impl.migrations.run import HERE, configured, retry_on_lock_timeout

_NEXT = Path(__file__).parent / "versions"


def upgrade_to_next(url: str) -> None:
    """Migrate as the next release's `tasks-api migrate` does. Blocks. Raises MigrationFailed, DatabaseUnavailable."""
    retry_on_lock_timeout(lambda: command.upgrade(_configured(url), "head"))


def downgrade_from_next(url: str) -> None:
    """Migrate back to this release."""
    retry_on_lock_timeout(lambda: command.downgrade(_configured(url), newest()))


def _configured(url: str) -> Config:
    config = configured(url)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{HERE / 'versions'}\n{_NEXT}")
    return config
