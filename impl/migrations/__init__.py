"""The history of the tables, and the commands over it."""

from .grants import NoSuchRoleError, grant
from .run import check, downgrade, upgrade

__all__ = ["NoSuchRoleError", "check", "downgrade", "grant", "upgrade"]
