"""Runs the application on uvicorn, and tells a developer how to try it."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Callable

import typer
import uvicorn

from .database import Database, DatabaseUnavailable, PoolLimits
from .database_faults import DatabaseRefused
from .http_protocol import BoundedProtocol
from .limits.limiter import Quotas, RateLimiter
from .limits.quota import parse_quota
from .loopback import is_loopback
from .security import TokenVerifier
from .settings import Settings, token_rules
from .statement_watch import StatementWatch
from .telemetry import start_telemetry
from .tokens import TokenRules, issuer_verifier, mint_token, secret_verifier

_log = logging.getLogger(__name__)

_GRACE_SECONDS = 10
_COLLECTED_AFTER = 50_000  # objects more than there were, a few megabytes
_TRIAL_SECONDS = 24 * 3600


class PortTakenError(Exception):
    """The address can't be listened on."""


def serve_application(settings: Settings, database_url: str, secret: str | None, host: str, port: int) -> None:
    """Serve until a signal says stop; requests in flight are finished. Raises PortTakenError, DatabaseRefused."""
    from .app import create_app  # the services: while they lag behind the contract, its commands must still run

    limits = PoolLimits(settings.pool_size, settings.pool_overflow, settings.pool_wait, settings.pool_recycle)
    if not settings.development:
        asyncio.run(_prove_database(database_url, settings.pooler))
    telemetry = None if settings.otlp_endpoint is None else start_telemetry(settings.otlp_endpoint)
    watch = StatementWatch(settings.slow_statement, None if telemetry is None else telemetry.trace_statement)
    database = Database(database_url, limits, guarded=not settings.development, pooled=settings.pooler, watch=watch)
    if telemetry is not None:
        telemetry.watch_pool(database.usage)
    app = create_app(
        database,
        _verifier(settings, secret),
        limiter=_limiter(settings),
        cors_origins=settings.cors_origins,
        docs=settings.docs,
        trial=trial(settings, secret, host),
        telemetry=telemetry,
    )
    listener = _listen(host, port)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        # Without it uvicorn trusts this machine, or a variable of its own.
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
    welcome = f"Listening on {address}"
    if settings.development and secret is not None:
        welcome = _welcome(address, secret, token_rules(settings))
    server = _Server(config, welcome)
    # A closed terminal stops it as SIGTERM does, which uvicorn sees to. An exception of a handler is lost in the loop.
    signal.signal(signal.SIGHUP, server.handle_exit)
    server.run(sockets=[listener])


def trial(settings: Settings, secret: str | None, host: str) -> Callable[[], str] | None:
    """Makes tokens of "ada" for `/docs`: on a developer's machine, for that machine, by its own secret alone."""
    if secret is None or settings.jwt_secret is not None or not settings.development or not is_loopback(host):
        return None
    return lambda: mint_token(secret, "ada", _TRIAL_SECONDS, token_rules(settings))


def _verifier(settings: Settings, secret: str | None) -> TokenVerifier:
    """By the issuer's keys or by a secret; the settings hold one of the two."""
    if settings.jwks_url is not None:
        return issuer_verifier(settings.jwks_url, token_rules(settings))
    if secret is None:
        raise ValueError("there is neither a key set nor a secret")
    return secret_verifier(secret, token_rules(settings))


async def _prove_database(database_url: str, pooled: bool | None) -> None:
    """A database that sleeps or is away may come later, and is asked again then. Raises DatabaseRefused."""
    limits = PoolLimits(size=1)
    database = Database(database_url, limits, pooled=pooled)
    try:
        await database.ping(limits.request_seconds)
    except DatabaseRefused:
        raise
    except DatabaseUnavailable:
        _log.warning("the database can't be reached yet")
    finally:
        await database.close()


def _limiter(settings: Settings) -> RateLimiter:
    quotas = Quotas(*map(parse_quota, (settings.rate_address, settings.rate_reads, settings.rate_writes)))
    if settings.rate_store is None:
        return RateLimiter(quotas)
    from .limits.shared import SharedWindow  # Redis's client, which not every start has to wait for

    return RateLimiter(quotas, SharedWindow(settings.rate_store.get_secret_value(), settings.rate_store_timeout))


class _Server(uvicorn.Server):
    """uvicorn's server, with a word when it is ready."""

    def __init__(self, config: uvicorn.Config, welcome: str) -> None:
        super().__init__(config)
        self._welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as ever, then say so."""
        await super().startup(sockets)
        if self.started:
            # What is there now stays: the collector need not look at it again and again, for tens of milliseconds.
            # Nor need it look at requests before they are answered; what they leave behind has hardly any cycles.
            gc.collect()
            gc.freeze()
            gc.set_threshold(_COLLECTED_AFTER, 10, 10)
            typer.echo(self._welcome)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise PortTakenError(
            f"Can't listen on {host}:{port}: {error.strerror}. Stop what is there, or set TASKS_PORT."
        ) from error


def _welcome(address: str, secret: str, rules: TokenRules) -> str:
    authorization = f"-H 'Authorization: Bearer {mint_token(secret, 'ada', _TRIAL_SECONDS, rules)}'"
    body = """-H 'Content-Type: application/json' -d '{"title": "Buy milk"}'"""
    return f"""
The Tasks API is ready at {address}, its documentation at {address}/docs

Create a task as the user "ada", and list her tasks:

  curl -sS {address}/api/ada/tasks {authorization} {body}

  curl -sS {address}/api/ada/tasks {authorization}

The token is good for a day; `tasks-api token --user NAME` makes others.
"""
