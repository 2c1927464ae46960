"""FR-266: a warning for a database whose locale or encoding does not support all letters."""

from pathlib import Path

import pytest

from tests.impl.test_cli import run
from tests.support.application import serving
from tests.support.databases import empty_database, server_url

pytestmark = pytest.mark.slow

WARNING = "the locale of the database knows no letters but those of English: a search for café does not find CAFÉ"
CURE = "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
NAMES = {
    "C": "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'",
    "the cure": CURE.partition("template0")[2],
    "SQL_ASCII": "LOCALE_PROVIDER libc ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'",
    "LATIN1": "LOCALE_PROVIDER libc ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'",
}


@pytest.mark.parametrize(("name", "warned"), [("C", True), ("the cure", False)])
def test_a_locale_without_letters_is_told(environment: dict[str, str], tmp_path: Path, name: str, warned: bool) -> None:
    """Once by the first migration and once at each start, in development too; everything else works."""
    with empty_database(options=f"TEMPLATE template0 {NAMES[name]}") as owner:
        settings = {"DATABASE_URL": server_url(owner), "TASKS_MIGRATION_URL": owner, "TASKS_JWT_SECRET": "s" * 40}
        migrated = run(environment, "migrate", **settings)
        assert migrated.returncode == 0, migrated.stderr
        assert migrated.stderr.count(WARNING) == warned
        assert (CURE in migrated.stderr) is warned
        for kind in ("production", "development"):
            log = tmp_path / f"{kind}.log"
            with serving(server_url(owner), log, **settings, TASKS_ENVIRONMENT=kind, TASKS_WORKERS="2"):
                pass
            assert log.read_text().count(WARNING) == warned


@pytest.mark.parametrize("name", ["SQL_ASCII", "LATIN1"])
def test_an_encoding_that_can_not_hold_every_title_is_refused(environment: dict[str, str], name: str) -> None:
    """Before tables are created, and at a start, because some titles would cause a 500."""
    with empty_database(options=f"TEMPLATE template0 {NAMES[name]}") as owner:
        settings = {"DATABASE_URL": owner, "TASKS_JWT_SECRET": "s" * 40, "TASKS_ENVIRONMENT": "development"}
        for command in ("migrate", "serve"):
            finished = run(environment, command, **settings)
            assert (finished.returncode, "Traceback" in finished.stderr) == (1, False)
            assert (
                f"tasks-api: The encoding of the database is {name}, which can't hold every title." in finished.stderr
            )
