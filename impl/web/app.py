"""Assembles the application."""

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
    """FastAPI with two outermost middlewares, which also wrap the response to an unexpected exception (FR-248)."""

    access: Access
    resources: Resources
    cross_origin: Callable[[ASGIApp], ASGIApp] | None = None

    def openapi(self) -> dict[str, Any]:
        """Return the contract instead of a document that FastAPI derives (FR-033)."""
        return dict(DOCUMENT)

    def build_middleware_stack(self) -> ASGIApp:
        """Wrap FastAPI's own stack in cross-origin resource sharing and then in RequestMiddleware."""
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
    """Create the application. Raises ContractGap if the services do not fit the contract.

    Without `limiter` and `load` nothing is limited. Without `cursor_keys`, cursors are valid for this application only.
    `sign_in` signs in browsers on `/docs` that have its key. `beside` is a context that is open while the application
    runs. The database, the limiter and telemetry are closed at the end.
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
    """Assemble the application from routers whose services are bound. Raises ContractGap for operations without one.

    Pages of `cors_origins`, and of origins that match `cors_pattern`, may call it. Routes that are added later are
    checked at the start.
    """

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
