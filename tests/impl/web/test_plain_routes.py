"""FR-319, FR-318: routes beside the contract are as safe as operations, or stop the start."""

from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, WebSocket
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from contracts.runtime import ContractGap
from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.database.session import OwnerSession
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.quota import parse_quota
from impl.server.run import run_application
from impl.services.tasks import TaskService
from impl.storage.tasks import TaskStore
from impl.web.app import create_app
from impl.wiring import (
    AddressQuota,
    CurrentUser,
    PathOwner,
    Session,
    current_user,
    open_session,
    path_owner,
    task_service,
)
from tests.impl.conftest import SECRET

EXPORT = "/api/{user_id}/export"


async def export(owner: PathOwner, session: Session) -> dict[str, Any]:
    """What a route of one's own does: statements of the owner."""
    return {"owner": owner, "title": (await TaskStore(session, owner).get_task(1)).title}


async def unproven(user_id: str) -> str:
    return user_id


async def unproven_request(request: Request) -> Response:
    return PlainTextResponse(request.path_params["user_id"])


async def whoami(caller: CurrentUser) -> str:
    return caller.user_id


async def _started(app: FastAPI) -> None:
    async with app.router.lifespan_context(app):
        pass


async def test_plain_route_reads_the_rows_of_its_owner_alone(
    app: FastAPI, client: httpx.AsyncClient, user: str
) -> None:
    """FR-319: by the session that operations have; nobody without a token or of another name gets there."""
    app.add_api_route(EXPORT, export)
    assert (await client.get(f"/api/{user}/export")).status_code == 404
    await client.post(f"/api/{user}/tasks", json={"title": "x"})
    assert (await client.get(f"/api/{user}/export")).json() == {"owner": user, "title": "x"}
    answer = await client.get("/api/somebody/export")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:tasks-api:problem:forbidden")
    del client.headers["Authorization"]
    answer = await client.get(f"/api/{user}/export")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="tasks-api"')


async def test_plain_route_may_have_the_service(app: FastAPI, client: httpx.AsyncClient, user: str) -> None:
    """FR-319: and what it writes is committed before its answer."""

    async def delete_first(user_id: str, tasks: Annotated[TaskService, Depends(task_service)]) -> int:
        return (await tasks.delete_task(user_id, 1)).status

    app.add_api_route("/api/{user_id}/first", delete_first, methods=["DELETE"])
    await client.post(f"/api/{user}/tasks", json={"title": "x"})
    assert (await client.delete(f"/api/{user}/first")).json() == 204
    assert (await client.get(f"/api/{user}/tasks")).json() == []
    answer = await client.delete(f"/api/{user}/first")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:tasks-api:problem:task-not-found")


async def test_overrides_stand_in_for_the_session(app: FastAPI, client: httpx.AsyncClient, user: str) -> None:
    """FR-319: in operations and on plain routes."""
    opened: list[str] = []

    async def fake(owner: PathOwner) -> OwnerSession:
        opened.append(owner)
        raise LookupError

    app.add_api_route(EXPORT, export)
    app.dependency_overrides[open_session] = fake
    for path in ("tasks", "export"):
        assert (await client.get(f"/api/{user}/{path}")).status_code == 500
    assert opened == [user, user]
    app.dependency_overrides = {current_user: lambda: None}
    app.dependency_overrides[path_owner] = lambda: "ada"
    assert (await client.get("/api/ada/tasks", headers={"Authorization": ""})).status_code == 200


async def test_quotas_count_plain_routes(database: Database, user: str) -> None:
    """FR-319: an address has its quota without a token too, and a user what is left of theirs."""
    limiter = RateLimiter(Quotas(parse_quota("3/hour"), parse_quota("1/hour"), None))
    app = create_app(database, secret_verifier(SECRET), limiter=limiter)

    async def public(_: AddressQuota) -> str:
        return "public"

    app.add_api_route("/whoami", whoami)
    app.add_api_route("/public", public)
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test", headers=headers) as client:
        answers = [await client.get(path) for path in ("/whoami", "/whoami", "/public", "/public")]
    assert [answer.status_code for answer in answers] == [200, 429, 200, 429]
    assert answers[0].json() == user
    assert answers[3].headers["ratelimit"].startswith('"address";r=0')


UNSAFE = {
    "a route": lambda app: app.add_api_route(EXPORT, unproven),
    "with a user's token alone": lambda app: app.add_api_route(EXPORT, whoami),
    "of an included router": lambda app: app.include_router(_router(), prefix="/api/{user_id}"),
    "of a router in a router": lambda app: app.include_router(_outer(), prefix="/api"),
    "by another name": lambda app: app.add_api_route("/api/{owner}/export", unproven_request),
    "of all that is below": lambda app: app.add_api_route("/api/{rest:path}", unproven_request),
    "with the name of a user": lambda app: app.add_api_route("/api/ada/export", whoami),
    "of Starlette": lambda app: app.add_route(EXPORT, unproven_request),
    "mounted": lambda app: app.mount("/api/{user_id}/files", PlainTextResponse("x")),
    "in what is mounted": lambda app: app.router.routes.append(
        Mount("/api", routes=[Route("/{user_id}/x", unproven_request)])
    ),
}


def _router() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/export", unproven)
    return router


def _outer() -> APIRouter:
    outer = APIRouter()
    outer.include_router(_router(), prefix="/{user_id}")
    return outer


@pytest.mark.parametrize("add", UNSAFE.values(), ids=UNSAFE.keys())
async def test_route_without_the_proof_of_its_owner_stops_the_start(app: FastAPI, add: Any) -> None:
    """FR-318: with a sentence that names it and what to add; before the server listens, which tells it as one."""
    add(app)
    words = r"is below /api/\{user_id\}/, and (does not|can't) prove who its owner is"
    with pytest.raises(ContractGap, match=words):
        await _started(app)
    nothing: Any = None
    with pytest.raises(ContractGap, match=words):
        run_application(app, nothing, nothing, nothing, nothing)


SAFE = {
    "with the owner": lambda app: app.add_api_route(EXPORT, export),
    "by the route": lambda app: app.add_api_route(EXPORT, unproven, dependencies=[Depends(path_owner)]),
    "by the inclusion": lambda app: app.include_router(
        _router(), prefix="/api/{user_id}", dependencies=[Depends(path_owner)]
    ),
    "elsewhere": lambda app: app.add_api_route("/exports/{user_id}", unproven),
    "beside the users": lambda app: app.add_api_route("/api/status", whoami),
}


@pytest.mark.parametrize("add", SAFE.values(), ids=SAFE.keys())
async def test_route_with_the_proof_starts(app: FastAPI, add: Any) -> None:
    """FR-318: and so does one that is nobody's."""
    add(app)
    await _started(app)


async def test_owner_of_a_path_without_one_stops_the_start(app: FastAPI) -> None:
    """FR-318."""
    app.add_api_route("/export", export)
    with pytest.raises(ContractGap, match="GET /export depends on the owner of its path, and has none"):
        await _started(app)


async def test_websocket_stops_the_start(app: FastAPI) -> None:
    """FR-318: what the server does not speak is not ignored."""

    async def talk(socket: WebSocket) -> None: ...

    app.add_api_websocket_route("/talk", talk)
    with pytest.raises(ContractGap, match="/talk is a route for WebSockets, which this server does not speak"):
        await _started(app)
