"""FR-030: whether the database still guards its rows is looked at again, on connections that were there before."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import asyncpg
import pytest
from sqlalchemy import make_url

from impl import migrations
from impl.database.connection import PoliciesOpened, TablesMissing, UnguardedRole
from impl.database.database import Database
from impl.database.pool import PoolLimits
from impl.database.tables import OWN_ROWS, row_security
from impl.migrations.privileges import declared_tables
from tests.support.databases import migrated_database, superuser_url, url_with
from tests.support.relay import relay

ONE = PoolLimits(size=1, overflow=0, wait_seconds=60, request_seconds=60)
# What takes the guard away, what gives it back, and the refusal that it is.
UNGUARDED: dict[str, tuple[str, str, type[Exception]]] = {
    **{
        f"switched off: {table.name}": (
            f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY",
            UnguardedRole,
        )
        for table in declared_tables()
    },
    **{
        f"its policy is gone: {table.name}": (
            f"DROP POLICY {table.policy} ON {table.name}",
            row_security(table.name)[-1],
            PoliciesOpened,
        )
        for table in declared_tables()
    },
    "a policy shows all": (
        "ALTER POLICY tasks_own ON tasks USING (true)",
        f"ALTER POLICY tasks_own ON tasks USING ({OWN_ROWS})",
        PoliciesOpened,
    ),
    "a policy takes all": (
        "ALTER POLICY tasks_own ON tasks WITH CHECK (true)",
        f"ALTER POLICY tasks_own ON tasks WITH CHECK ({OWN_ROWS})",
        PoliciesOpened,
    ),
    "another policy shows more": (
        "CREATE POLICY support ON tasks FOR SELECT USING (completed_at IS NULL)",
        "DROP POLICY support ON tasks",
        PoliciesOpened,
    ),
    "another policy shows it more": (
        "CREATE POLICY support ON tasks FOR SELECT TO {role} USING (true)",
        "DROP POLICY support ON tasks",
        PoliciesOpened,
    ),
    "the policy is for another role": (
        "ALTER POLICY tasks_own ON tasks TO CURRENT_USER",
        "ALTER POLICY tasks_own ON tasks TO PUBLIC",
        PoliciesOpened,
    ),
    "the role bypasses it": ("ALTER ROLE {role} BYPASSRLS", "ALTER ROLE {role} NOBYPASSRLS", UnguardedRole),
    "the role is a superuser": ("ALTER ROLE {role} SUPERUSER", "ALTER ROLE {role} NOSUPERUSER", UnguardedRole),
    "the role may not read": (
        "REVOKE SELECT ON tasks FROM {role}",
        "GRANT SELECT ON tasks TO {role}",
        TablesMissing,
    ),
    "a table is gone": ("ALTER TABLE tasks RENAME TO jobs", "ALTER TABLE jobs RENAME TO tasks", TablesMissing),
}

_ABOVE = (
    "The role {role} of DATABASE_URL is above row level security: it is a superuser or has BYPASSRLS. Make one that is "
    "not, CREATE ROLE tasks_app LOGIN PASSWORD '…', and give this one to TASKS_MIGRATION_URL."
)
_OFF = (
    "Row level security does not hold the role {{role}} for {table}. For each of them: ALTER TABLE … ENABLE ROW LEVEL "
    "SECURITY, FORCE ROW LEVEL SECURITY. Tables of an older release: tasks-api migrate."
)
_NO_POLICY = (
    "The table {table} has no policy for the role {{role}}. As its owner: CREATE POLICY {table}_own ON {table} USING "
    f"({OWN_ROWS}) WITH CHECK ({OWN_ROWS})."
)
_OPENED = (
    "A policy gives the role {{role}} the rows of others. As the owner of the table: DROP POLICY {policy} ON tasks, or "
    f"ALTER it to ask for {OWN_ROWS}."
)
SENTENCES: dict[str, str] = {
    **{f"switched off: {table.name}": _OFF.format(table=table.name) for table in declared_tables()},
    **{f"its policy is gone: {table.name}": _NO_POLICY.format(table=table.name) for table in declared_tables()},
    "a policy shows all": _OPENED.format(policy="tasks_own"),
    "a policy takes all": _OPENED.format(policy="tasks_own"),
    "another policy shows more": _OPENED.format(policy="support"),
    "another policy shows it more": _OPENED.format(policy="support"),
    "the policy is for another role": _NO_POLICY.format(table="tasks"),
    "the role bypasses it": _ABOVE,
    "the role is a superuser": _ABOVE,
    "the role may not read": (
        "The role {role} lacks a privilege. As the owner of the tables: GRANT SELECT ON tasks TO {role}."
    ),
    "a table is gone": (
        "The role {role} finds no table tasks. To make the tables: tasks-api migrate. If they are in a schema of their "
        "own, it must be in the role's search_path, with USAGE granted."
    ),
}


@pytest.fixture(scope="module")
def owner_url() -> Iterator[str]:
    """A database whose policies no other test needs."""
    with migrated_database() as urls:
        yield urls.owner


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Who may do anything, to tables and to roles."""
    connection = await asyncpg.connect(superuser_url(owner_url))
    yield connection
    await connection.close()


@pytest.fixture
async def role(owner: asyncpg.Connection) -> AsyncIterator[str]:
    """The role of a server, which no other test has."""
    name = f"server_{uuid.uuid4().hex}"
    await owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    yield name
    await owner.execute(f"DROP OWNED BY {name}")
    await owner.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize("name", UNGUARDED)
async def test_a_guard_that_is_gone_is_noticed(owner_url: str, owner: asyncpg.Connection, role: str, name: str) -> None:
    """FR-110: in the one round trip of a ping, and what mends it is said; so is its return, and a new connection."""
    take, give, refusal = UNGUARDED[name]
    url = make_url(owner_url)
    await asyncio.to_thread(migrations.grant, owner_url, role)
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(relay(url.port or 5432, url.host or ""))
        server = url_with(owner_url, username=role, password="x", port=proxy.port)
        database, later = Database(server, ONE), Database(server, ONE)
        stack.push_async_callback(database.close)
        stack.push_async_callback(later.close)
        for _ in range(2):
            await database.ping(60)
        connections = proxy.connections
        await owner.execute(take.format(role=role))
        try:
            proxy.trips.clear()
            with pytest.raises(refusal) as refused:
                await database.ping(60)
            assert str(refused.value) == SENTENCES[name].format(role=role)
            assert (len(proxy.trips), proxy.connections) == (1, connections)
            with pytest.raises(refusal) as refused:
                await later.ping(60)
            assert str(refused.value) == SENTENCES[name].format(role=role)
        finally:
            await owner.execute(give.format(role=role))
        await database.ping(60)
        await later.ping(60)


async def test_what_a_policy_shows_to_other_roles_is_their_affair(
    owner_url: str, owner: asyncpg.Connection, role: str
) -> None:
    """Somebody counts all tasks by a role of their own, say: the server, whose role sees no more for it, goes on."""
    await asyncio.to_thread(migrations.grant, owner_url, role)
    await owner.execute("CREATE POLICY reports ON tasks FOR SELECT TO CURRENT_USER USING (true)")
    database = Database(url_with(owner_url, username=role, password="x"), ONE)
    try:
        await database.ping(60)
    finally:
        await database.close()
        await owner.execute("DROP POLICY reports ON tasks")


async def test_without_a_guard_nothing_is_looked_at(owner_url: str, owner: asyncpg.Connection) -> None:
    """In development the database answers, and that is all."""
    take, give, refusal = UNGUARDED["switched off: tasks"]
    await owner.execute(take)
    try:
        for guarded in (False, True):
            database = Database(owner_url, ONE, guarded=guarded)
            if guarded:
                with pytest.raises(refusal):
                    await database.ping(60)
            else:
                await database.ping(60)
            await database.close()
    finally:
        await owner.execute(give)
