"""Runs the application on uvicorn, and prints what a developer needs to try it."""

import os
import shutil
import socket
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import typer
import uvicorn
from fastapi import FastAPI

from contracts.runtime import ContractGap
from impl.auth import TokenRules, mint_token
from impl.database.database import Database
from impl.database.pool import PoolLimits
from impl.database.watch import StatementWatch
from impl.limits.address import is_loopback
from impl.limits.load import Load
from impl.limits.quota import parse_quota
from impl.postgres.databases import Databases
from impl.postgres.keeper import keep_running
from impl.server.components import rate_limiter, shared_positions, token_verifier
from impl.server.connections import ConnectionLimits, Connections, raise_descriptor_limit
from impl.server.paced_protocol import PacedProtocol
from impl.server.pacing import Pacer
from impl.server.shutdown import FINISH_SECONDS, DrainingServer
from impl.server.unread import limit_unsent_bytes
from impl.server.workers import Supervisor
from impl.settings import Settings, token_rules
from impl.telemetry import TelemetryMissing, start_telemetry
from impl.web.drain import Drain
from impl.web.reference import DocsSignIn

_KEEP_ALIVE_SECONDS = 75  # longer than load balancers keep a connection that is idle
_STOP_SECONDS = 5  # after the last request, for closing the database and the telemetry
_SIGN_IN_SECONDS = 24 * 3600


class PortTakenError(Exception):
    """The server can't listen on the address."""


def serve_application(
    settings: Settings, urls: Databases, secret: str | None, cursor_keys: Sequence[str], host: str, port: int
) -> None:
    """Serve until a stop signal; requests in flight are finished.

    Raises PortTakenError, WorkersFailed, ContractGap, TelemetryMissing.
    """
    listener = listen(host, port)
    raise_descriptor_limit(settings.max_connections)
    address = url_of(host, listener)
    page = docs_sign_in(settings, secret, host)
    welcome = f"Listening on {address}"
    if settings.development and secret is not None:
        # A configured secret may be production's, so the server signs no token with it on its own.
        hint = f"`{tokens_command()}` makes tokens."
        requests = hint if settings.jwt_secret is not None else requests_to_try(address, secret, token_rules(settings))
        welcome = f"\nThe Tasks API is ready at {address}{docs_notice(address, settings, page)}\n{requests}"

    def print_welcome() -> None:
        typer.echo(welcome)

    def work(ready: Callable[[], None]) -> None:
        _serve_in_process(settings, urls, secret, cursor_keys, page, listener, ready)

    if settings.workers == 1:
        work(print_welcome)
    else:
        stop_seconds = settings.drain_seconds + FINISH_SECONDS + _STOP_SECONDS
        import_module("impl.web.app")  # before the workers are forked, so that all of them share its memory
        user_errors = (ContractGap, TelemetryMissing)
        Supervisor(
            settings.workers, work, listener, ready=print_welcome, stop_seconds=stop_seconds, user_errors=user_errors
        ).run()


def _serve_in_process(
    settings: Settings,
    urls: Databases,
    secret: str | None,
    cursor_keys: Sequence[str],
    page: DocsSignIn | None,
    listener: socket.socket,
    ready: Callable[[], None],
) -> None:
    """Create the application and serve it in this process. Raises ContractGap, TelemetryMissing."""
    # Imported late: while a service does not fit the contract this fails, and the other commands must still run.
    from impl.web.app import create_app
    from impl.web.cors import LOCALHOST_PAGES

    telemetry = None if settings.otlp_endpoint is None else start_telemetry(settings.otlp_endpoint)
    watch = StatementWatch(settings.slow_statement, None if telemetry is None else telemetry.trace_statement)
    limits = PoolLimits(
        settings.pool_size,
        settings.pool_overflow,
        settings.pool_wait,
        settings.pool_recycle,
        user_queue=settings.request_bound,
    )
    load = Load(settings.request_bound)
    database = Database(
        urls.server,
        limits,
        guarded=not settings.development,
        pooled=settings.pooler,
        watch=watch,
        waiting=load.waiting,
        replica_urls=[url.get_secret_value() for url in settings.replica_urls],
        positions=shared_positions(settings),
    )
    if telemetry is not None:
        telemetry.watch_pool(database.usage)
    drain = Drain()
    app = create_app(
        database,
        token_verifier(settings, secret),
        limiter=rate_limiter(settings),
        load=load,
        drain=drain,
        cursor_keys=cursor_keys,
        cors_origins=settings.cors_origins,
        cors_pattern=LOCALHOST_PAGES if settings.development else None,
        docs=settings.docs,
        sign_in=page,
        telemetry=telemetry,
        beside=None if urls.revive is None else keep_running(urls.revive, lambda: drain.begun),
    )
    run_application(app, settings, listener, drain, ready)


def run_application(
    app: FastAPI, settings: Settings, listener: socket.socket, drain: Drain, ready: Callable[[], None]
) -> None:
    """Run the application in this process until a stop signal. `ready` is called when it accepts requests.

    Raises ContractGap for routes that the application may not have.
    """
    from impl.web.plain_routes import check_routes  # the services too, which may lag behind the contract

    check_routes(app)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=PacedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        # Without this argument uvicorn trusts 127.0.0.1, or what the variable FORWARDED_ALLOW_IPS says.
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    limits = ConnectionLimits(settings.max_connections, settings.address_connections, settings.trusted_proxies)
    connections = Connections(drain, limits)
    pace = parse_quota(settings.pace)
    connections.pacer = None if pace is None else Pacer(pace, settings.trusted_proxies)
    DrainingServer(config, connections, delay=settings.drain_seconds, ready=ready).run(sockets=[listener])


def docs_sign_in(settings: Settings, secret: str | None, host: str) -> DocsSignIn | None:
    """Return what signs in as "ada" on `/docs`, or None where that would not be safe.

    It is for a development server that listens on a loopback address and uses a secret that it has generated itself.
    """
    if secret is None or settings.jwt_secret is not None or not settings.development or not is_loopback(host):
        return None
    return DocsSignIn(lambda: mint_token(secret, "ada", _SIGN_IN_SECONDS, token_rules(settings)), tokens_command())


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket. Raises PortTakenError."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise PortTakenError(
            f"Can't listen on {host}:{port}: {os.strerror(error.errno or 0)}. Stop what is there, or set TASKS_PORT."
        ) from error
    limit_unsent_bytes(listener)
    return listener


def url_of(host: str, listener: socket.socket) -> str:
    """Return the URL of the server that listens on this socket."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"


def docs_notice(address: str, settings: Settings, page: DocsSignIn | None) -> str:
    """Return where the documentation is, worded to follow the server's URL in the same sentence."""
    if not settings.docs:
        return ""
    if page is None:
        return f", its documentation at {address}/docs"
    return f'. Its documentation, signed in as "ada":\n\n  {page.link(address)}'


def requests_to_try(address: str, secret: str, rules: TokenRules) -> str:
    """Return example requests to paste into a terminal."""
    token = mint_token(secret, "ada", _SIGN_IN_SECONDS, rules)
    authorization = f"-H 'Authorization: Bearer {token}'"
    body = """-H 'Content-Type: application/json' -d '{"title": "Buy milk"}'"""
    return f"""
Create a task as the user "ada", and list her tasks:

  curl -sS {address}/api/ada/tasks {authorization} {body}

  curl -sS {address}/api/ada/tasks {authorization}

Her token alone, good for a day; `{tokens_command()}` makes others, for an hour:

  {token}"""


def tokens_command() -> str:
    """Return the command that prints a token, as it can be typed in the folder that the server was started in."""
    found = shutil.which("tasks-api")
    ours = Path(sys.executable).with_name("tasks-api")
    if found is not None and Path(found).resolve() == ours.resolve():
        return "tasks-api token --user NAME"
    folder = Path.cwd()
    return f"{ours.relative_to(folder) if ours.is_relative_to(folder) else ours} token --user NAME"
