"""What can go wrong; each message is one sentence for the person who runs the command."""


class MigrationFailed(Exception):
    """There is no such revision, or no way to it."""


class NoSuchRoleError(Exception):
    """The role is not there."""
