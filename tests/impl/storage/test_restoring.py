"""FR-540: the commands of specs/operating.md bring one user's tasks back from a backup."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from impl.database.database import Database
from impl.postgres.databases import Databases as Urls
from impl.postgres.folder import open_data_folder
from impl.storage.tasks import TaskStore
from tests.conftest import ROOT
from tests.support.databases import SHARED, migrated_database, seeing_all

_TASKS = "SELECT * FROM tasks ORDER BY user_id, id"
_COUNTS = "SELECT user_id, tag, pending, completed FROM tag_counts ORDER BY user_id, tag"
_COUNTED = """
SELECT user_id, tag, count(*) FILTER (WHERE completed_at IS NULL)::int, count(completed_at)::int
FROM tasks, unnest(tags) AS tag GROUP BY user_id, tag ORDER BY user_id, tag COLLATE "C"
"""


@pytest.fixture
def databases() -> Iterator[tuple[Urls, Urls]]:
    """A running database, and a backup of it that was restored beside it."""
    with migrated_database() as running, migrated_database() as backup:
        yield running, backup


def _restore(folder: Path, running: str, backup: str, user: str) -> None:
    """Run the commands of the page."""
    section = (ROOT / "specs" / "operating.md").read_text().partition("## Restoring one user")[2]
    commands = section.split("```")[1].removeprefix("sh\n")
    programs = open_data_folder(SHARED).binaries.program("psql").parent
    given = {"BACKUP_URL": backup, "DATABASE": running, "RESTORED_USER": user}
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **given}
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


async def _rows(owner: str, sql: str, users: tuple[str, ...]) -> list[tuple[object, ...]]:
    async with seeing_all(owner) as connection:
        return [tuple(row) for row in await connection.fetch(sql) if row["user_id"] in users]


async def _create(database: Database, user: str, title: str, *tags: str) -> int:
    async with database.session(user) as session:
        return (await TaskStore(session, user).create_task({"title": title, "tags": list(tags)})).id


@pytest.mark.parametrize("user", ["ada", 'o\'hara $HOME \\ "é"'])
async def test_one_user_is_restored(tmp_path: Path, databases: tuple[Urls, Urls], user: str) -> None:
    """FR-540: with the tasks' ids and exact counts of tags, and no id twice; others' tasks stay as they are."""
    running, backup = databases
    before, now = Database(backup.server), Database(running.server)
    try:
        for number in range(3):
            await _create(before, user, f"{number}\ttab\nand line \\", "home", f"tag {number}")
            await _create(before, "bob", "before", "home")
        for number in range(4):
            await _create(now, user, f"ruined {number}", "home", "new")
        async with now.session(user) as session:
            await TaskStore(session, user).delete_task(1)
        await _create(now, "bob", "since", "home")
        others = await _rows(running.owner, _TASKS, ("bob",))
        _restore(tmp_path, running.owner, backup.owner, user)
        assert await _rows(running.owner, _TASKS, (user,)) == await _rows(backup.owner, _TASKS, (user,))
        assert await _rows(running.owner, _TASKS, ("bob",)) == others
        everyone = ("bob", user)
        assert await _rows(running.owner, _COUNTS, everyone) == await _rows(running.owner, _COUNTED, everyone)
        assert await _create(now, user, "next") == 5
    finally:
        await before.close()
        await now.close()
