"""What the role of the server may do: no more than it does, and nothing with the tables themselves."""

import asyncio

from sqlalchemy import text

from .engine import transaction

_PRIVILEGES = {
    "tasks": "SELECT, INSERT, UPDATE, DELETE",
    "task_counters": "SELECT, INSERT, UPDATE",
    "idempotency_keys": "SELECT, INSERT, UPDATE, DELETE",
}


class NoSuchRoleError(Exception):
    """The role is not there; the message is one sentence for the person who runs the command."""


def grant(url: str, role: str) -> None:
    """Let a role serve tasks, as the owner of the tables, whose `url` is. Again is no harm.

    Blocks; not for a running event loop. Raises NoSuchRoleError, DatabaseUnavailable.
    """
    asyncio.run(_grant(url, role))


async def _grant(url: str, role: str) -> None:
    async with transaction(url) as connection:
        known = text("SELECT count(*) FROM pg_roles WHERE rolname = :role")
        if not await connection.scalar(known, {"role": role}):
            raise NoSuchRoleError(f"There is no role {role}. Make it: CREATE ROLE {role} LOGIN PASSWORD '…'")
        quoted = connection.dialect.identifier_preparer.quote_identifier(role)
        for table, privileges in _PRIVILEGES.items():
            await connection.execute(text(f"GRANT {privileges} ON {table} TO {quoted}"))
