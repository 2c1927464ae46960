"""Exceptions of migrations. Each message is one sentence for the person who runs the command."""

from impl.database.errors import DatabaseUnavailable


class MigrationFailed(Exception):
    """The revision does not exist, can't be reached, or the role lacks privileges."""


class TablesInUse(DatabaseUnavailable):
    """Another transaction has locked a table for too long. No migration is half done; trying again may help."""


class NoSuchRoleError(Exception):
    """The role does not exist."""
