"""The history of the tables, and the commands over it."""

from .run import check, downgrade, upgrade

__all__ = ["check", "downgrade", "upgrade"]
