"""FR-037: PostgreSQL reads one user's tasks by an index, among 100,000 tasks of many users."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from copy import copy
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from sqlalchemy import text

from impl.database.database import Database
from impl.database.session import OwnerSession
from impl.database.statement import READER, Row, Statement
from impl.storage.tasks import TaskStore
from impl.storage.values import Order, PageKey, Sort, TaskFilter
from tests.impl.storage.sql import execute, fetch_value
from tests.support.databases import PATIENT, seeing_all

OWNER = "plans-7"
ROWS, USERS = 100_000, 20

FILL = """
    INSERT INTO tasks (user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at,
                       updated_at, version)
    SELECT 'plans-' || n % CAST(:users AS int), n / CAST(:users AS int) + 1, 'Task ' || md5(n::text),
           'about ' || n % 997,
           CASE WHEN n % 3 = 0 THEN now() END, n % 3 + 1, ARRAY['tag ' || n % 50, 'tag ' || n % 7, 'rare ' || n % 997],
           CASE WHEN n % 4 = 0 THEN date '2026-01-01' + n % 365 END,
           CASE WHEN n % 4 = 1 THEN timestamptz '2026-01-01' + n % 365 * interval '1 day' END,
           timestamptz '2026-01-01' + n * interval '1 second', timestamptz '2026-01-01' + n * interval '2 second', 1
    FROM generate_series(1, CAST(:rows AS int)) AS n
"""


@pytest.fixture(scope="module")
async def filled(database_url: str, owner_url: str) -> AsyncIterator[Database]:
    """A session of the server's role, because plans must be good under the policies too."""
    await as_owner(owner_url, FILL, users=USERS, rows=ROWS)
    await as_owner(owner_url, "ANALYZE tasks, tag_counts")
    database = Database(database_url, PATIENT)
    yield database
    await database.close()
    await as_owner(owner_url, "DELETE FROM tasks WHERE user_id LIKE 'plans-%'")


async def as_owner(url: str, statement: str, **values: object) -> None:
    """Write rows of many users at once, without row level security and time limits."""
    explained_statement = Statement(text(statement))
    async with seeing_all(url) as connection:
        await connection.execute(explained_statement.text, *explained_statement.arguments(values))


DEEP: dict[Sort, PageKey] = {
    "created_at": PageKey(datetime(2026, 1, 1, 12, tzinfo=UTC), 2500),
    "updated_at": PageKey(datetime(2026, 1, 2, tzinfo=UTC), 2500),
    "due_date": PageKey(datetime(2026, 6, 1, tzinfo=UTC), 2500),
    "priority": PageKey(2, 2500),
    "title": PageKey("task 8", 2500),
}

PAGES: dict[str, tuple[TaskFilter, Sort, Order, PageKey | None]] = {
    "the default page": (TaskFilter(), "created_at", "desc", None),
    **{f"{s} {o}": (TaskFilter(), s, o, None) for s in get_args(Sort) for o in get_args(Order)},
    **{f"{s} {o}, deep": (TaskFilter(), s, o, DEEP[s]) for s in get_args(Sort) for o in get_args(Order)},
    "pending": (TaskFilter(completed=False), "created_at", "desc", None),
    "a priority": (TaskFilter(priority="high"), "created_at", "desc", None),
    "tags": (TaskFilter(tags=("tag 3", "tag 10")), "created_at", "desc", None),
    "due": (TaskFilter(due_after=date(2026, 3, 1), due_before=date(2026, 3, 8)), "due_date", "asc", None),
    "words": (TaskFilter(words="about 42"), "created_at", "desc", None),
    "everything": (
        TaskFilter(completed=True, priority="low", tags=("tag 3",), due_after=date(2026, 1, 1), words="about 42"),
        "title",
        "asc",
        None,
    ),
}


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_read_by_an_index(filled: Database, name: str) -> None:
    wanted, sort, order, after = PAGES[name]
    async with filled.session(OWNER) as session:
        plan = await explained(session, wanted, sort, order, after)
    scans = [(node["Node Type"], node.get("Index Name")) for node in nodes(plan)]
    assert not [kind for kind, _ in scans if kind == "Seq Scan"], scans
    assert [index for _, index in scans if index], scans
    assert plan["Plan"]["Actual Rows"] <= 51


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (TaskFilter(completed=False), "tasks_pending_idx"),
        (TaskFilter(completed=True), "tasks_completed_idx"),
        (TaskFilter(due_after=date(2026, 3, 1), due_before=date(2026, 3, 8)), "tasks_due_date_idx"),
        (TaskFilter(tags=("rare 42",)), "tasks_tags_idx"),
        (TaskFilter(words="about 42"), "tasks_words_idx"),
    ],
)
async def test_a_filter_is_answered_by_its_own_index(filled: Database, wanted: TaskFilter, index: str) -> None:
    """Few rows are read and discarded, also under the policies."""
    async with filled.session(OWNER) as session:
        plan = await explained(session, wanted, "created_at", "desc", None)
    assert index in [node.get("Index Name") for node in nodes(plan)]
    assert sum(node.get("Rows Removed by Filter", 0) for node in nodes(plan)) <= 51


@pytest.mark.parametrize("wanted", [TaskFilter(tags=("tag 3",)), TaskFilter(words="about 42")], ids=str)
async def test_no_plan_for_tags_or_words_is_kept(filled: Database, wanted: TaskFilter) -> None:
    """The best index depends on how many tasks match, so PostgreSQL must not use a generic plan."""
    async with filled.session(OWNER) as session:
        for_these = await explained(session, wanted, "created_at", "desc", None)
        for_any, kept = [await cost_for_any(session, each) for each in (wanted, TaskFilter())]
    assert for_any > 1000 * for_these["Plan"]["Total Cost"]
    assert kept < 10 * for_these["Plan"]["Total Cost"]


@pytest.mark.parametrize("completed", [None, False, True])
@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
async def test_tags_are_listed_without_the_tasks(filled: Database, completed: bool | None, mode: str) -> None:
    """FR-045: and no more counts are read than requested, however many tags there are."""
    asked = _Asked()
    await TaskStore(asked, OWNER).list_tags(completed, 10)
    values = {"owner": OWNER, "limit": 10, READER: OWNER}
    literals = [f"'{value}'" if isinstance(value, str) else str(value) for value in asked.statement.arguments(values)]
    async with filled.session(OWNER) as session:
        await execute(session, f"SET LOCAL plan_cache_mode = {mode}")
        await execute(session, f"PREPARE tags (text, text, int) AS {asked.statement.text}")
        explanation = await fetch_value(session, f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE tags ({', '.join(literals)})")
        await execute(session, "DEALLOCATE tags")
        assert await fetch_value(session, "SELECT count(*) FROM tag_counts") > 1000
    plan = json.loads(explanation)[0]
    read = [node for node in nodes(plan) if "Relation Name" in node]
    which = {None: "total", False: "pending", True: "completed"}[completed]
    assert [(node["Relation Name"], node.get("Index Name")) for node in read] == [
        ("tag_counts", f"tag_counts_{which}_idx")
    ]
    assert (read[0]["Actual Rows"], read[0].get("Rows Removed by Filter", 0)) == (10, 0)


async def cost_for_any(session: OwnerSession, wanted: TaskFilter) -> float:
    """Return PostgreSQL's estimated cost of the generic plan."""
    asked = _Asked()
    await TaskStore(asked, OWNER).list_tasks(wanted, "created_at", "desc", 50, None)
    values = ["NULL"] * len(asked.statement.arguments({**asked.values, READER: OWNER}))
    await execute(session, "SET LOCAL plan_cache_mode = force_generic_plan")
    await execute(session, f"PREPARE any_value AS {asked.statement.text}")
    explanation = await fetch_value(session, f"EXPLAIN (FORMAT JSON) EXECUTE any_value ({', '.join(values)})")
    await execute(session, "DEALLOCATE any_value")
    cost: float = json.loads(explanation)[0]["Plan"]["Total Cost"]
    return cost


@pytest.mark.parametrize("sort", get_args(Sort))
async def test_a_deep_page_reads_no_more_than_the_first(filled: Database, sort: Sort) -> None:
    """FR-014: paging is by key, so no rows are skipped, and only the page is sorted."""
    async with filled.session(OWNER) as session:
        plan = await explained(session, TaskFilter(), sort, "asc", DEEP[sort])
    read = [node for node in nodes(plan) if "Relation Name" in node]
    assert [node["Node Type"] for node in read] == ["Index Scan"]
    assert read[0].get("Rows Removed by Filter", 0) == 0
    assert [node["Actual Rows"] for node in nodes(plan) if node["Node Type"] == "Sort"] == [51]


class _Asked:
    """A session that only hears what it is asked."""

    statement: Statement
    values: Mapping[str, object]

    async def read(self, statement: Statement, values: Mapping[str, object]) -> list[Row]:
        self.statement, self.values = statement, values
        return []

    run = read


async def explained(
    session: OwnerSession, wanted: TaskFilter, sort: Sort, order: Order, after: PageKey | None
) -> dict[str, Any]:
    """Return the plan and the execution statistics of the store's own statement."""
    asked = _Asked()
    await TaskStore(asked, OWNER).list_tasks(wanted, sort, order, 50, after)
    statement = copy(asked.statement)
    statement.text = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.text}"
    (row,) = await session.read(statement, asked.values)
    plan: dict[str, Any] = json.loads(row[0])[0]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pending = [plan["Plan"]]
    while pending:
        node = pending.pop()
        yield node
        pending += node.get("Plans", [])
