"""FR-319: the page for routes beside the contract does what it says, block by block."""

import re
from types import ModuleType

import httpx
import pytest
from fastapi import FastAPI

from impl.services.tasks import TaskService
from tests.conftest import ROOT

PAGE = (ROOT / "specs" / "beside-the-contract.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)


@pytest.fixture
def page(app: FastAPI) -> ModuleType:
    """All blocks of the page but the one for tests, as a module, whose routes are included as it says."""
    module = ModuleType("page")
    module.app = app  # type: ignore[attr-defined]
    for block in BLOCKS[:-1]:
        exec(compile(block, "beside-the-contract.md", "exec"), module.__dict__)
    app.include_router(module.router)
    return module


async def test_whole_page_starts(app: FastAPI, page: ModuleType) -> None:
    """FR-319: with every block that there is."""
    assert len(BLOCKS) == 8
    async with app.router.lifespan_context(app):
        assert next(route.path for route in page.router.routes) == "/api/{user_id}/titles/{task_id}"


@pytest.mark.usefixtures("page")
async def test_routes_of_ones_own(client: httpx.AsyncClient, user: str) -> None:
    """FR-319: the first block."""
    await client.post(f"/api/{user}/tasks", json={"title": "x"})
    assert (await client.get(f"/api/{user}/titles/1")).json() == {"title": "x"}
    missing = await client.get(f"/api/{user}/titles/2")
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:tasks-api:problem:task-not-found")
    assert (await client.get("/api/another/titles/1")).status_code == 403
    assert (await client.get("/whoami")).json() == {"user": user}
    assert (await client.get("/about", headers={"Authorization": ""})).json() == {"about": "tasks"}
    assert (await client.get("/about?word=x")).json()["detail"] == "There is nothing about x."


async def test_guard_of_one_router(page: ModuleType, client: httpx.AsyncClient) -> None:
    """FR-319: the router of the second block can be included."""
    assert len(page.guarded.routes) == 8
    assert (await client.get("/whoami")).status_code == 200


@pytest.mark.usefixtures("page")
async def test_upload(client: httpx.AsyncClient, user: str) -> None:
    """FR-319: within its bound, and beyond."""
    answer = await client.put(f"/api/{user}/picture", content=b"x" * 1_000_000)
    assert answer.json() == {"owner": user, "bytes": 1_000_000}
    assert (await client.put(f"/api/{user}/picture", content=b"x" * 1_000_001)).status_code == 413
    assert (await client.put("/api/another/picture", content=b"x")).status_code == 403


@pytest.mark.usefixtures("page")
async def test_stream(client: httpx.AsyncClient, user: str) -> None:
    """FR-319."""
    answer = await client.get(f"/api/{user}/ticks")
    assert answer.text == "".join(f"data: {user} {number}\n\n" for number in range(3))
    assert answer.headers["content-type"].startswith("text/event-stream")


async def test_background_work(page: ModuleType, client: httpx.AsyncClient, user: str) -> None:
    """FR-319: it has a session of its own."""
    await client.post(f"/api/{user}/tasks", json={"title": "x", "tags": ["a", "b"]})
    assert (await client.post(f"/api/{user}/counts")).status_code == 202
    assert page.done == [f"{user}: 2"]


@pytest.mark.usefixtures("page")
async def test_middleware(client: httpx.AsyncClient, user: str) -> None:
    """FR-319: around operations, their refusals, and routes."""
    for path in (f"/api/{user}/tasks", "/api/another/tasks", "/whoami", "/nothing"):
        assert (await client.get(path)).headers["x-powered-by"] == "tasks"


async def test_exception_handler(
    page: ModuleType, client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-319: with an answer that the operation declares."""

    async def raises(*_: object, **__: object) -> None:
        raise page.Lent

    monkeypatch.setattr(TaskService, "get_task", raises)
    answer = await client.get(f"/api/{user}/tasks/1")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:tasks-api:problem:task-not-found")


async def test_override(page: ModuleType, client: httpx.AsyncClient) -> None:
    """FR-319: the last block."""
    exec(BLOCKS[-1], page.__dict__)
    assert (await client.get("/whoami", headers={"Authorization": ""})).json() == {"user": "ada"}
    assert (await client.get("/api/ada/tasks", headers={"Authorization": ""})).status_code == 200
