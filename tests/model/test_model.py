"""FR-055: whatever users do, each sees what a model of the contract says; and the comparison finds planted faults."""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.model.faults import FAULTS, Fault
from tests.model.machine import DUE, machine
from tests.model.tour import walk
from tests.model.world import model_application
from tests.support.application import application

RUNS = int(os.environ.get("MAX_EXAMPLES", "50")) // 5
"""Of up to thirty steps each."""
SETTINGS = settings(
    max_examples=RUNS,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own: Hypothesis steps through the machine in this one."""
    with start_blocking_portal("asyncio") as portal:
        yield portal


def _client(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://tasks.test")


@pytest.fixture(scope="module")
def server(portal: BlockingPortal, database_url: str) -> Iterator[httpx.AsyncClient]:
    with portal.wrap_async_context_manager(application(database_url)) as app:
        yield _client(app)


@pytest.fixture(scope="module")
def model() -> httpx.AsyncClient:
    return _client(model_application())


@pytest.fixture
def two_servers(
    portal: BlockingPortal, server: httpx.AsyncClient, model: httpx.AsyncClient
) -> type[RuleBasedStateMachine]:
    return machine(portal, server, model)


def test_everybody_sees_what_is_theirs(two_servers: type[RuleBasedStateMachine]) -> None:
    """FR-055."""
    run_state_machine_as_test(two_servers, settings=SETTINGS)


@pytest.mark.parametrize("due", DUE)
def test_a_due_date_is_answered_as_the_model_says(two_servers: type[RuleBasedStateMachine], due: str) -> None:
    """FR-055: each is sent, also where the machine's draws leave one out."""
    users: Any = two_servers()
    users.create_task(user=0, title="rent", more={"due_date": due}, key=None)
    users.change_task(user=0, number=1, method="PATCH", change={"due_date": due}, at=None)


def test_pages_of_large_tasks_end_where_the_model_says(two_servers: type[RuleBasedStateMachine]) -> None:
    """FR-055, FR-230: at a number of bytes, of which a hundred such tasks have two."""
    users: Any = two_servers()
    for _ in range(110):
        users.create_task(user=0, title="rent", more={"description": "\U0001f600" * 5000}, key=None)
    users.list_tasks(user=0, wanted={}, order={"sort": "created_at", "order": "asc"}, limit=1000)


def test_without_a_fault_nothing_is_found(two_servers: type[RuleBasedStateMachine]) -> None:
    """FR-055: on the walk that finds the faults below."""
    walk(two_servers())


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
def test_a_fault_is_found(
    two_servers: type[RuleBasedStateMachine], fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-055: the comparison can fail, and not because the fault itself breaks down."""
    fault(monkeypatch)
    with pytest.raises(AssertionError) as found:
        walk(two_servers())
    assert "'status': 500" not in str(found.value)
