"""FR-248: CORS for listed origins and for all others."""

import httpx
import pytest
from fastapi import FastAPI

from contracts.runtime.router import Inclusion
from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.load import Load
from impl.limits.quota import parse_quota
from impl.services.tasks import TaskService
from impl.web.app import create_app
from tests.impl.conftest import SECRET
from tests.support.document import DeclaredOperation, contract

ORIGIN = "https://app.example.com"
OPERATIONS = pytest.mark.parametrize("operation", contract().operations, ids=lambda operation: operation.id)
OTHERS = pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{ORIGIN}.evil.example", "http://app.example.com", "*"]
)
ANY_HEADER = "authorization, content-type, idempotency-key, traceparent, x-csrf-token, x-requested-with, x-anything"


def _asked(method: str, origin: str, headers: str = ANY_HEADER) -> dict[str, str]:
    return {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}


def _path(operation: DeclaredOperation) -> str:
    return operation.template.replace("{user_id}", "ada").replace("{task_id}", "1")


@OPERATIONS
async def test_a_named_origin(client: httpx.AsyncClient, operation: DeclaredOperation) -> None:
    """It is named in the answer, never `*`, and may send any header, and credentials."""
    answer = await client.options(_path(operation), headers=_asked(operation.method, ORIGIN))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert operation.method in answer.headers["access-control-allow-methods"].split(", ")
    assert answer.headers["access-control-allow-headers"] == ANY_HEADER
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "Origin" in answer.headers["vary"]


async def test_the_methods_are_those_of_the_contract(client: httpx.AsyncClient) -> None:
    """No other method is allowed."""
    methods = sorted({operation.method for operation in contract().operations})
    answer = await client.options("/api/ada/tasks", headers=_asked("GET", ORIGIN))
    assert answer.headers["access-control-allow-methods"] == ", ".join(methods)
    for method in ("TRACE", "LINK", "get"):
        assert (await client.options("/api/ada/tasks", headers=_asked(method, ORIGIN))).status_code == 400


@OPERATIONS
@OTHERS
async def test_another_origin(client: httpx.AsyncClient, operation: DeclaredOperation, origin: str) -> None:
    """It gets no permission."""
    answer = await client.options(_path(operation), headers=_asked(operation.method, origin))
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers


@OTHERS
async def test_an_answer_to_another_origin(client: httpx.AsyncClient, origin: str) -> None:
    """Caches must distinguish origins (`Vary`)."""
    answer = await client.get("/health/live", headers={"Origin": origin})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("path", ["/health/live", "/api/ada/tasks", "/nowhere", "/openapi.json"])
async def test_an_answer_to_a_named_origin(client: httpx.AsyncClient, path: str) -> None:
    """Any answer: of an operation, a refusal, a document."""
    answer = await client.get(path, headers={"Origin": ORIGIN})
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.headers["vary"] == "Origin"
    assert (await client.get(path)).headers["vary"] == "Origin"


@OPERATIONS
async def test_what_a_page_needs_is_exposed(client: httpx.AsyncClient, operation: DeclaredOperation) -> None:
    """Every header that a response of the contract declares."""
    answer = await client.get("/health/live", headers={"Origin": ORIGIN})
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    declared = {name for response in operation.responses.values() for name in response.headers}
    assert declared <= exposed


async def _broken(*_: object, **__: object) -> None:
    raise RuntimeError("a defect")


async def _seen(app: FastAPI, user: str) -> tuple[int, str]:
    """The status of a list, and the type of its problem, as a page of the named origin reads them."""
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}", "Origin": ORIGIN}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test", headers=headers) as page:
        answer = await page.get(f"/api/{user}/tasks")
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "X-Request-ID" in answer.headers["access-control-expose-headers"].split(", ")
    problem = answer.json()
    assert problem["request_id"] == answer.headers["x-request-id"]
    return answer.status_code, problem["type"].rpartition(":")[2]


@pytest.mark.parametrize("place", [(TaskService, "list_tasks"), (Inclusion, "handler")], ids=["service", "middleware"])
async def test_a_page_reads_of_a_defect(
    app: FastAPI, user: str, monkeypatch: pytest.MonkeyPatch, place: tuple[type, str]
) -> None:
    """FR-248: a 500 from a service, and from a layer around the routes."""
    monkeypatch.setattr(*place, _broken if place[0] is TaskService else _raise)
    assert await _seen(app, user) == (500, "internal-error")


def _raise(*_: object) -> None:
    raise RuntimeError("a defect")


async def test_a_page_reads_of_too_much(database: Database, user: str) -> None:
    """FR-248: requests refused because of load or quotas."""
    verifier, origins = secret_verifier(SECRET), [ORIGIN]
    shedding = create_app(database, verifier, load=Load(0), cors_origins=origins)
    assert await _seen(shedding, user) == (503, "overloaded")
    limited = RateLimiter(Quotas(parse_quota("1/hour"), None, None))
    counting = create_app(database, verifier, limiter=limited, cors_origins=origins)
    headers = {"Authorization": "Bearer x"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(counting), base_url="http://tasks.test") as first:
        assert (await first.get(f"/api/{user}/tasks", headers=headers)).status_code == 401
    assert await _seen(counting, user) == (429, "rate-limited")
