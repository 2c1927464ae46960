"""FR-035: a database with rows is migrated up and down without losing anything."""

import asyncio
from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory

from impl import migrations
from impl.migrations.run import HERE
from tests.impl.migrations.old_rows import columns_of, digest, fill
from tests.impl.migrations.releases import downgrade_from_next, upgrade_to_next
from tests.support.databases import empty_database

REVISIONS = sorted(script.revision for script in ScriptDirectory(HERE).walk_revisions())


@pytest.fixture
def url() -> Iterator[str]:
    with empty_database() as url:
        yield url


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_up_and_down_lose_nothing(url: str, revision: str) -> None:
    """From each revision to the newest and back, all values stay the same; what is computed of them may be computed in
    another way meanwhile."""
    migrations.upgrade(url, revision)
    asyncio.run(fill(url, users=30))
    columns, written = asyncio.run(columns_of(url)), asyncio.run(columns_of(url, computed=False))
    before, texts = asyncio.run(digest(url, columns)), asyncio.run(digest(url, written))
    assert before["tasks"].startswith("3000 rows")
    empty = [table for table, rows in before.items() if rows is None]
    assert not empty, (
        f"{empty} have no rows, so nothing is proven of them: add them to tests/impl/migrations/old_rows.py"
    )
    migrations.upgrade(url)
    assert asyncio.run(digest(url, written)) == texts
    migrations.downgrade(url, revision)
    assert asyncio.run(columns_of(url)) == columns
    assert asyncio.run(digest(url, columns)) == before


def test_the_next_release_and_back_lose_nothing(url: str) -> None:
    """With a column that is added, filled and dropped."""
    migrations.upgrade(url)
    asyncio.run(fill(url, users=30))
    columns = asyncio.run(columns_of(url))
    before = asyncio.run(digest(url, columns))
    upgrade_to_next(url)
    assert asyncio.run(columns_of(url)) != columns
    assert asyncio.run(digest(url, columns)) == before
    downgrade_from_next(url)
    assert asyncio.run(digest(url, columns)) == before
    migrations.check(url)
