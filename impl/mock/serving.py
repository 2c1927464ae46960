"""Serves the mock until it is stopped."""

import logging
import os

import typer

from impl.mock.app import mock_application
from impl.server.run import (
    docs_notice,
    docs_sign_in,
    listen,
    requests_to_try,
    run_application,
    url_of,
)
from impl.settings import Settings, environment_variable, token_rules
from impl.web.drain import Drain

_OF_THE_SERVER = (
    "database_url",
    "migration_url",
    "pooler",
    "cursor_keys",
    "workers",
    "max_requests",
    "pool_size",
    "pool_overflow",
    "replica_urls",
    "pool_wait",
    "pool_recycle",
    "slow_statement",
    "otlp_endpoint",
)


def serve_mock(settings: Settings, secret: str | None, host: str, port: int, *, seed: int, latency: int) -> None:
    """Serve until a stop signal, also Ctrl-C. Each user begins with `seed` tasks; an operation takes `latency`
    milliseconds at least.

    Raises PortTakenError, and ContractGap for an operation that can't be answered.
    """
    for variable in unused(settings):
        logging.getLogger(__name__).warning("the mock does not use %s: it is one process without a database", variable)
    drain, page = Drain(), docs_sign_in(settings, secret, host)
    app = mock_application(settings, secret, drain, page, seed=seed, latency=latency)
    listener = listen(host, port)
    address = url_of(host, listener)
    requests = "" if secret is None else requests_to_try(address, secret, token_rules(settings))

    def ready() -> None:
        typer.echo(f"\nA mock of the Tasks API is ready at {address}{docs_notice(address, settings, page)}")
        typer.echo("\nIt keeps everything in memory, and forgets it when it ends. `Prefer: status=503` makes it fail.")
        typer.echo(requests)

    try:
        run_application(app, settings, listener, drain, ready)
    except KeyboardInterrupt:  # which uvicorn raises again when it has stopped
        logging.getLogger(__name__).info("stopped by SIGINT")


def unused(settings: Settings) -> list[str]:
    """Return the variables of settings that were made and that the mock does not use."""
    found = [environment_variable(field) for field in _OF_THE_SERVER if field in settings.model_fields_set]
    # The mock is for development, whatever this says: load_settings was told so.
    return found + ["TASKS_ENVIRONMENT"] * (os.environ.get("TASKS_ENVIRONMENT") == "production")
