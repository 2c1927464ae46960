"""What can go wrong; each message is one sentence for the person who runs the command."""

from impl.database.errors import DatabaseUnavailable


class MigrationFailed(Exception):
    """There is no such revision, no way to it, or not for this role."""


class TablesInUse(DatabaseUnavailable):
    """A transaction did not let go of a table in time. Nothing has been changed by half; trying again may help."""


class NoSuchRoleError(Exception):
    """The role is not there."""
