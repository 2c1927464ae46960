"""FR-261: before a downgrade drops tasks, their number is shown and must be confirmed."""

import asyncio
import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from alembic.script import ScriptDirectory

from impl import migrations
from impl.database.tables import OwnedTable, row_security
from impl.migrations import losses
from impl.migrations.privileges import declared_tables
from impl.migrations.run import HERE
from tests.impl.conftest import environment
from tests.impl.migrations import releases
from tests.impl.migrations.releases import upgrade_to_next
from tests.support.commands import COMMAND
from tests.support.databases import empty_database, seeing_all

pytestmark = pytest.mark.slow

__all__ = ["environment"]

LOST = " and ".join(
    script.module.loses for script in ScriptDirectory(str(HERE)).walk_revisions() if script.module.loses is not None
)
"""What all migrations drop on the way down, the newest first."""
SENTENCE = f"Going down to base drops {LOST}, for good: there are 3 tasks of 2 users."
TASKS = """
INSERT INTO tasks (user_id, id, title, priority, tags, created_at, updated_at, version)
SELECT user_id, id, 'A task', 2, '{}', now(), now(), 1
FROM (VALUES ('ada', 1), ('ada', 2), ('bob', 1)) AS given (user_id, id)
"""


def asked(url: str, *statements: str) -> object:
    """Return the result of the last of these statements, run without row level security as the owner of the tables."""

    async def ask() -> object:
        async with seeing_all(url) as connection:
            for statement in statements:
                found: object = await connection.fetchval(statement)
        return found

    return asyncio.run(ask())


def kept(url: str) -> object:
    return asked(url, "SELECT count(*) FROM tasks")


@pytest.fixture
def url() -> Iterator[str]:
    """A database with tasks, as its owner."""
    with empty_database() as url:
        migrations.upgrade(url)
        asked(url, TASKS)
        yield url


def down(
    environment: dict[str, str], url: str, *arguments: str, typed: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run `migrate --down` from a script or, with typed input, on a terminal."""
    command: list[str | Path] = [COMMAND, "migrate", "--down", *arguments]
    given = {**environment, "DATABASE_URL": url, "TASKS_ENVIRONMENT": "development"}
    if typed is None:
        return subprocess.run(
            command, env=given, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    ours, theirs = pty.openpty()
    try:
        os.write(ours, typed.encode())
        return subprocess.run(command, env=given, cwd="/", stdin=theirs, capture_output=True, text=True, check=False)
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_script_says_that_it_means_it(environment: dict[str, str], url: str) -> None:
    refused = down(environment, url, "--to", "base")
    lines = [line for line in refused.stderr.splitlines() if line.startswith("tasks-api: ")]
    assert (refused.returncode, lines) == (
        1,
        [f"tasks-api: {SENTENCE} Nothing was done; --yes does it without asking."],
    )
    assert kept(url) == 3
    done = down(environment, url, "--to", "base", "--yes")
    assert (done.returncode, migrations.loss(url, "base")) == (0, None)
    with pytest.raises(asyncpg.UndefinedTableError):
        kept(url)


@pytest.mark.parametrize("typed", ["n\n", "\n"])
def test_somebody_is_asked(environment: dict[str, str], url: str, typed: str) -> None:
    refused = down(environment, url, "--to", "base", typed=typed)
    assert refused.returncode == 1
    assert f"{SENTENCE} Go on? [y/N]: " in refused.stdout
    assert kept(url) == 3


def test_somebody_means_it(environment: dict[str, str], url: str) -> None:
    assert down(environment, url, "--to", "base", typed="y\n").returncode == 0
    with pytest.raises(asyncpg.UndefinedTableError):
        kept(url)


def test_what_loses_nothing_is_not_asked_about(environment: dict[str, str], url: str) -> None:
    """No confirmation is needed if no row is lost."""
    migrations.downgrade(url, "0007")  # below the tables of other resources
    assert down(environment, url, "--to", "0001").returncode == 0
    asked(url, "DELETE FROM tasks")
    assert down(environment, url, "--to", "base").returncode == 0
    assert migrations.loss(url, "base") is None


@pytest.mark.parametrize("revision", ["base", "-3"])
def test_a_revision_is_named_in_any_way(url: str, revision: str) -> None:
    migrations.downgrade(url, "0003")
    sentence = migrations.loss(url, revision)
    assert sentence == SENTENCE.replace(LOST, "all tasks of all users").replace("base", revision)
    with pytest.raises(migrations.MigrationFailed, match="9999"):
        migrations.loss(url, "9999")


async def test_a_table_in_use_is_not_waited_for(url: str) -> None:
    """The number is then an estimate, and must be confirmed even if it is 0."""
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute("LOCK tasks IN ACCESS SHARE MODE")
        sentence = await asyncio.to_thread(losses.loss, url, "base")
    await connection.close()
    assert sentence is not None
    assert re.search(r"there are about [0-9]+ tasks? of about [0-9]+ users?\.", sentence)


def test_a_revision_that_says_nothing_may_lose_something(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a missing declaration still needs a confirmation."""
    upgrade_to_next(url)
    monkeypatch.setattr(losses, "configured", releases._configured)
    newest = ScriptDirectory.from_config(releases._configured(url)).get_current_head()
    assert migrations.loss(url, "-1") == (
        f"Going down to -1 drops what revision {newest} has added, for good: there are 3 tasks of 2 users."
    )


async def test_rows_of_other_tables_are_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-261: also where there is no task; and where they can't be looked at, they may be there."""
    remarks = OwnedTable("remarks", ("SELECT", "INSERT", "DELETE"))
    monkeypatch.setattr(losses, "declared_tables", lambda: (*declared_tables(), remarks))
    connection = await asyncpg.connect(url)
    assert await asyncio.to_thread(losses.loss, url, "base") == SENTENCE
    await connection.execute("CREATE TABLE remarks (user_id text); INSERT INTO remarks VALUES ('ada')")
    for statement in row_security("remarks"):
        await connection.execute(statement)
    assert await asyncio.to_thread(losses.loss, url, "base") == f"{SENTENCE[:-1]} and rows in remarks."
    await asyncio.to_thread(asked, url, "DELETE FROM tasks")
    alone = f"Going down to base drops {LOST}, for good: there are rows in remarks."
    assert await asyncio.to_thread(losses.loss, url, "base") == alone
    await connection.execute("ALTER TABLE remarks NO FORCE ROW LEVEL SECURITY; DELETE FROM remarks")
    assert await asyncio.to_thread(losses.loss, url, "base") is None
    async with connection.transaction():
        await connection.execute("LOCK remarks IN ACCESS SHARE MODE")
        assert await asyncio.to_thread(losses.loss, url, "base") == alone
    await connection.close()


def test_every_revision_says_what_its_way_down_drops() -> None:
    """`loses` describes what can't be restored, or is None."""
    files = sorted((HERE / "versions").glob("[0-9]*.py"))
    assert files
    for file in files:
        assert re.search(r"^loses = (None|\"[^\"]+\")$", file.read_text(), re.MULTILINE), file.name
