"""Puts the application together."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from contracts import runtime
from generated.contract import DOCUMENT
from generated.routers.health import health_router
from generated.routers.tasks import tasks_router
from impl.auth.bearer import TokenVerifier
from impl.database.database import Database
from impl.database.ping import SharedPing
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.load import Load
from impl.services.cursors import CursorSealer
from impl.services.health import HealthService
from impl.telemetry import OFF, Telemetry
from impl.web import documents, errors
from impl.web.cors import CrossOrigin
from impl.web.dispatch import ContractMiddleware
from impl.web.drain import Drain
from impl.web.middleware import RequestMiddleware
from impl.web.plain_routes import check_routes
from impl.web.reference import DocsSignIn
from impl.wiring import SECURITY, Access, Resources, health_service, task_service


class TasksApplication(FastAPI):
    """FastAPI, with two layers around everything, even around the answer to a defect (FR-242)."""

    access: Access
    resources: Resources
    cross_origin: Callable[[ASGIApp], ASGIApp] | None = None

    def openapi(self) -> dict[str, Any]:
        """The contract (FR-033), for whoever asks FastAPI for its document."""
        return dict(DOCUMENT)

    def build_middleware_stack(self) -> ASGIApp:
        """FastAPI's own stack, in which Starlette answers defects outermost; then cross-origin, then the request's."""
        app = super().build_middleware_stack()
        if self.cross_origin is not None:
            app = self.cross_origin(app)
        return RequestMiddleware(app, self.access.load)


def create_app(
    database: Database,
    verifier: TokenVerifier,
    *,
    limiter: RateLimiter | None = None,
    load: Load | None = None,
    drain: Drain | None = None,
    cursor_keys: Sequence[str] = (),
    cors_origins: Sequence[str] = (),
    cors_pattern: str | None = None,
    docs: bool = True,
    sign_in: DocsSignIn | None = None,
    telemetry: Telemetry | None = None,
    beside: AbstractAsyncContextManager[None] | None = None,
) -> TasksApplication:
    """The application. Raises ContractGap where the services and the contract do not fit.

    Without a limiter nothing is limited, and without a load that has a bound nothing is shed. Without keys of its own,
    cursors are good for this application alone. `sign_in` signs in on `/docs` who has its key. What is `beside` it
    lasts as long as it does. The database, the limiter and telemetry are closed when it ends.
    """
    access = Access(verifier, limiter or RateLimiter(Quotas()), load or Load())
    cursors = CursorSealer(cursor_keys or [secrets.token_urlsafe()])
    going_down = drain or Drain()
    health = HealthService(SharedPing(database.ping), lambda: going_down.begun)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with verifier.running(), beside or nullcontext():
            yield
        await access.limiter.aclose()
        await database.close()
        if telemetry is not None:
            await telemetry.aclose()

    app = assemble_app(
        [tasks_router(task_service, SECURITY), health_router(health_service, SECURITY)],
        lifespan,
        access,
        cors_origins=cors_origins,
        cors_pattern=cors_pattern,
        docs=docs,
        sign_in=sign_in,
        telemetry=telemetry,
    )
    app.resources = Resources(database, cursors, health)
    return app


def assemble_app(
    routers: Iterable[runtime.ContractRouter],
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    access: Access,
    *,
    cors_origins: Sequence[str] = (),
    cors_pattern: str | None = None,
    docs: bool = True,
    sign_in: DocsSignIn | None = None,
    telemetry: Telemetry | None = None,
) -> TasksApplication:
    """The application around the routers of the contract, whoever they are bound to. Raises ContractGap for what none
    of them serves. Origins are allowed by name, or all that match the pattern. What it is given beside them is looked
    at when it starts."""

    @asynccontextmanager
    async def checked(app: FastAPI) -> AsyncIterator[None]:
        check_routes(app)
        async with lifespan(app):
            yield

    info = DOCUMENT["info"]
    app = TasksApplication(
        title=str(info["title"]) if isinstance(info, dict) else "",
        lifespan=checked,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=telemetry.config if telemetry is not None else OFF,
    )
    app.access = access
    operations = runtime.contract_router(routers, DOCUMENT)
    app.include_router(operations)
    app.add_middleware(ContractMiddleware, operations=operations, router=app.router)
    documents.install(app, docs=docs, sign_in=sign_in)
    errors.install(app, telemetry.count_problem if telemetry is not None else None)
    if cors_origins or cors_pattern:
        app.cross_origin = partial(CrossOrigin, origins=cors_origins, pattern=cors_pattern)
    return app
