"""Runs the application on uvicorn, and tells a developer how to try it."""

import socket
from collections.abc import Callable, Sequence
from importlib import import_module

import typer
import uvicorn
from fastapi import FastAPI

from generated.runtime import ContractGap
from impl.auth import TokenRules, issuer_verifier, mint_token, secret_verifier
from impl.auth.bearer import TokenVerifier, user_of
from impl.database.database import Database
from impl.database.pool import PoolLimits
from impl.database.watch import StatementWatch
from impl.limits.address import is_loopback
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.load import Load
from impl.limits.quota import parse_quota
from impl.postgres.databases import Databases
from impl.postgres.keeper import kept
from impl.server.connections import ConnectionLimits, Connections, allow_descriptors
from impl.server.paced_protocol import PacedProtocol
from impl.server.pacing import Pacer
from impl.server.shutdown import FINISH_SECONDS, DrainingServer
from impl.server.unread import bound_unsent
from impl.server.workers import Supervisor
from impl.settings import Settings, token_rules
from impl.telemetry import TelemetryMissing, start_telemetry
from impl.web.drain import Drain
from impl.web.reference import Trial

_KEEP_ALIVE_SECONDS = 75  # longer than load balancers keep a connection that is idle
_STOP_SECONDS = 5  # for what comes after the last request
_TRIAL_SECONDS = 24 * 3600


class PortTakenError(Exception):
    """The address can't be listened on."""


def serve_application(
    settings: Settings, urls: Databases, secret: str | None, cursor_keys: Sequence[str], host: str, port: int
) -> None:
    """Serve until a signal says stop; requests in flight are finished.

    Raises PortTakenError, WorkersFailed, ContractGap, TelemetryMissing.
    """
    listener = listen(host, port)
    allow_descriptors(settings.max_connections)
    address = address_of(host, listener)
    page = trial(settings, secret, host)
    welcome = f"Listening on {address}"
    if settings.development and secret is not None:
        # A secret that was given may be production's: nothing is signed with it that nobody has asked for.
        asked = "`tasks-api token --user NAME` makes tokens.\n"
        requests = asked if settings.jwt_secret is not None else requests_to_try(address, secret, token_rules(settings))
        welcome = f"\nThe Tasks API is ready at {address}{documentation(address, settings, page)}\n{requests}"

    def say_ready() -> None:
        typer.echo(welcome)

    def work(ready: Callable[[], None]) -> None:
        _work(settings, urls, secret, cursor_keys, page, listener, ready)

    if settings.workers == 1:
        work(say_ready)
    else:
        patience = settings.drain_seconds + FINISH_SECONDS + _STOP_SECONDS
        import_module("impl.web.app")  # once, for all of them
        explained = (ContractGap, TelemetryMissing)
        Supervisor(settings.workers, work, listener, ready=say_ready, patience=patience, explained=explained).run()


def _work(
    settings: Settings,
    urls: Databases,
    secret: str | None,
    cursor_keys: Sequence[str],
    page: Trial | None,
    listener: socket.socket,
    ready: Callable[[], None],
) -> None:
    """What one process does. Raises ContractGap, TelemetryMissing."""
    from impl.web.app import create_app  # the services: while they lag behind the contract, its commands must still run

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
    )
    if telemetry is not None:
        telemetry.watch_pool(database.usage)
    drain = Drain()
    app = create_app(
        database,
        verifier_of(settings, secret),
        limiter=limiter_of(settings),
        load=load,
        drain=drain,
        cursor_keys=cursor_keys,
        cors_origins=settings.cors_origins,
        docs=settings.docs,
        trial=page,
        telemetry=telemetry,
        beside=None if urls.revive is None else kept(urls.revive, lambda: drain.begun),
    )
    run_application(app, settings, listener, drain, ready)


def run_application(
    app: FastAPI, settings: Settings, listener: socket.socket, drain: Drain, ready: Callable[[], None]
) -> None:
    """Run it in this process until a signal says stop. `ready` is called when it answers."""
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
        # Without it uvicorn trusts this machine, or a variable of its own.
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    limits = ConnectionLimits(settings.max_connections, settings.address_connections, settings.trusted_proxies)
    connections = Connections(drain, limits, user_of)
    pace = parse_quota(settings.pace)
    connections.pacer = None if pace is None else Pacer(pace, settings.trusted_proxies)
    DrainingServer(config, connections, delay=settings.drain_seconds, ready=ready).run(sockets=[listener])


def trial(settings: Settings, secret: str | None, host: str) -> Trial | None:
    """Makes tokens of "ada" for `/docs`: on a developer's machine, for that machine, by its own secret alone."""
    if secret is None or settings.jwt_secret is not None or not settings.development or not is_loopback(host):
        return None
    return Trial(lambda: mint_token(secret, "ada", _TRIAL_SECONDS, token_rules(settings)))


def verifier_of(settings: Settings, secret: str | None) -> TokenVerifier:
    """By the issuer's keys or by a secret; the settings hold one of the two."""
    if settings.jwks_url is not None:
        return issuer_verifier(settings.jwks_url, token_rules(settings))
    if secret is None:
        raise ValueError("there is neither a key set nor a secret")
    return secret_verifier(secret, token_rules(settings))


def limiter_of(settings: Settings) -> RateLimiter:
    """The quotas of the settings, counted in this process or in a store."""
    quotas = Quotas(*map(parse_quota, (settings.rate_address, settings.rate_reads, settings.rate_writes)))
    if settings.rate_store is None:
        return RateLimiter(quotas)
    from impl.limits.shared import SharedWindow  # Redis's client, which not every start has to wait for

    return RateLimiter(quotas, SharedWindow(settings.rate_store.get_secret_value(), settings.rate_store_timeout))


def listen(host: str, port: int) -> socket.socket:
    """Take the address. Raises PortTakenError."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise PortTakenError(
            f"Can't listen on {host}:{port}: {error.strerror}. Stop what is there, or set TASKS_PORT."
        ) from error
    bound_unsent(listener)
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """The URL that it listens at."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"


def documentation(address: str, settings: Settings, page: Trial | None) -> str:
    """Where the documentation is, in words that follow those of where the server is."""
    if not settings.docs:
        return ""
    if page is None:
        return f", its documentation at {address}/docs"
    return f'. Its documentation, signed in as "ada":\n\n  {page.link(address)}'


def requests_to_try(address: str, secret: str, rules: TokenRules) -> str:
    """Requests to paste into a terminal."""
    authorization = f"-H 'Authorization: Bearer {mint_token(secret, 'ada', _TRIAL_SECONDS, rules)}'"
    body = """-H 'Content-Type: application/json' -d '{"title": "Buy milk"}'"""
    return f"""
Create a task as the user "ada", and list her tasks:

  curl -sS {address}/api/ada/tasks {authorization} {body}

  curl -sS {address}/api/ada/tasks {authorization}

The token is good for a day; `tasks-api token --user NAME` makes others.
"""
