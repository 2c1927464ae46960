"""The command `tasks-api`."""

import logging
import signal
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import generated
from contracts.codegen.inputs import StaleCode, prove_generated
from contracts.commands import contract
from contracts.runtime import ContractGap
from generated.contract import DOCUMENT
from impl import migrations
from impl.auth import is_user_id, mint_token
from impl.database.errors import DatabaseUnavailable
from impl.database.url import DatabaseUrlError
from impl.postgres import EmbeddedPostgresError
from impl.postgres.databases import check_database, databases, upgrade, upgrade_if_needed
from impl.postgres.development import SecretNotStoredError, development_secret
from impl.server.run import PortTakenError, serve_application
from impl.server.workers import WorkersFailed
from impl.settings import Settings, SettingsError, load_settings, settings_warnings, token_rules
from impl.telemetry import TelemetryMissing
from impl.telemetry.logs import configure_logging
from impl.web import documents, reference

cli = typer.Typer(
    name="tasks-api",
    help="A multi-user tasks API, generated from its contract. Start with: tasks-api serve",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

cli.add_typer(contract)

_USER_ERRORS = (
    SettingsError,
    DatabaseUrlError,
    DatabaseUnavailable,
    EmbeddedPostgresError,
    SecretNotStoredError,
    PortTakenError,
    TelemetryMissing,
    WorkersFailed,
    migrations.MigrationFailed,
    migrations.NoSuchRoleError,
    ContractGap,
    StaleCode,
)


class Format(StrEnum):
    """How the contract is printed."""

    yaml = "yaml"
    json = "json"


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: TASKS_HOST or 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 for any free one. [default: TASKS_PORT or 8000]")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes. [default: TASKS_WORKERS or 1]")] = None,
) -> None:
    """Serve the API. Without DATABASE_URL it runs on a PostgreSQL of its own, below TASKS_DATA_DIR."""
    settings = load_settings()
    if settings.development:
        prove_generated(Path(generated.__file__).parent)
    if workers is not None:
        settings = settings.model_copy(update={"workers": workers})
    configure_logging(json=settings.logs_json, level=settings.log_level)
    for warning in settings_warnings(settings):
        logging.getLogger(__name__).warning(warning)
    secret = None if settings.jwks_url is not None else signing_secret(settings)
    keys, host, port = cursor_keys(settings), host or settings.host, settings.port if port is None else port
    # Ctrl-C, which uvicorn raises again when it has stopped, is how a developer ends it.
    with suppress(KeyboardInterrupt), databases(settings) as urls:
        if settings.database_url is not None:
            check_database(urls.server, guarded=not settings.development, pooled=settings.pooler)
        if settings.development:
            upgrade_if_needed(urls)
        serve_application(settings, urls, secret, keys, host, port)


@cli.command()
def mock(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: TASKS_HOST or 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 for any free one. [default: TASKS_PORT or 8000]")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=10_000, help="How many tasks each user begins with.")] = 0,
    latency: Annotated[
        int, typer.Option(min=0, max=60_000, help="Milliseconds that each operation takes at least.")
    ] = 0,
) -> None:
    """Serve the contract from memory, for frontends: the server's checks and tokens, without its database.

    A request with `Prefer: status=503` fails with what the contract declares for this status. Pages from localhost may
    call it.
    """
    prove_generated(Path(generated.__file__).parent)
    settings = load_settings(environment="development")
    configure_logging(json=settings.logs_json, level=settings.log_level)
    for warning in settings_warnings(settings):
        logging.getLogger(__name__).warning(warning)
    secret = None if settings.jwks_url is not None else signing_secret(settings)
    # Imported late: an operation without an answer stops the mock, and the other commands must still run.
    from impl.mock.serving import serve_mock

    port = settings.port if port is None else port
    serve_mock(settings, secret, host or settings.host, port, seed=seed, latency=latency)


@cli.command()
def token(
    user: Annotated[str, typer.Option(help="The user: the subject of the token, and the user_id of the paths.")],
    ttl: Annotated[int, typer.Option(min=1, help="For how many seconds it is valid.")] = 3600,
) -> None:
    """Print a token for a user, signed with the server's secret."""
    if not is_user_id(user):
        raise typer.BadParameter(
            "a user is called by 1 to 128 printable characters but /, and not . or ..", param_hint="--user"
        )
    settings = load_settings()
    if settings.jwks_url is not None:
        raise SettingsError("Tokens come from the issuer of TASKS_JWKS_URL; this command signs with TASKS_JWT_SECRET.")
    is_new = settings.jwt_secret is None and not (settings.data_dir / "jwt-secret").exists()
    secret = signing_secret(settings)
    if is_new:
        folder = settings.data_dir.resolve()
        typer.echo(f"tasks-api: made a new secret in {folder}; a server with another one refuses this token.", err=True)
    typer.echo(mint_token(secret, user, ttl, token_rules(settings)))


@cli.command()
def migrate(
    to: Annotated[str, typer.Option(help='The revision to go to, up or down; "base" is before the first.')] = "head",
    *,
    down: Annotated[bool, typer.Option("--down", help="Go down to it instead of up.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Go down without asking, whatever is dropped.")] = False,
) -> None:
    """Bring the database to the newest revision, or to another."""
    if down and to == "head":
        raise typer.BadParameter("say the revision to go down to", param_hint="--to")
    settings = load_settings()
    configure_logging(json=settings.logs_json, level=settings.log_level)
    with databases(settings) as urls:
        if down:
            if not yes:
                _confirm_loss(migrations.loss(urls.owner, to))
            migrations.downgrade(urls.owner, to)
        else:
            check_database(urls.owner, guarded=False)
            upgrade(urls, to)


def _confirm_loss(loss: str | None) -> None:
    """Ask the person at the terminal to confirm. Raises MigrationFailed if there is no terminal, and typer.Abort."""
    if loss is None:
        return
    if not sys.stdin.isatty():
        raise migrations.MigrationFailed(f"{loss} Nothing was done; --yes does it without asking.")
    typer.confirm(f"{loss} Go on?", abort=True)


@cli.command()
def openapi(
    form: Annotated[Format, typer.Option("--format", help="yaml as it was written, or json.")] = Format.yaml,
) -> None:
    """Print the contract."""
    sys.stdout.write(documents.contract(f"openapi.{form}").decode())


@cli.command()
def docs(
    server: Annotated[
        str | None, typer.Option(help="URL of the server to try operations on: it must allow the page's origin.")
    ] = None,
) -> None:
    """Print the reference as one HTML file to publish; without a server it is for reading."""
    try:
        page = reference.static_page(DOCUMENT, server=server)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--server") from error
    sys.stdout.write(page.html.decode())


def main() -> NoReturn:
    """Run the command. An error that the user can correct is printed as a sentence, with exit code 1."""
    # uvicorn raises the signal again when it has stopped. Exiting by an exception then stops the embedded database too.
    signal.signal(signal.SIGTERM, _exit)
    signal.signal(signal.SIGHUP, _exit)
    try:
        cli(standalone_mode=True)
    except _USER_ERRORS as error:
        for line in (str(error) or _unreachable(error)).splitlines():
            typer.echo(f"tasks-api: {line}", err=True)
        sys.exit(1)
    sys.exit(0)


def _unreachable(error: Exception) -> str:
    reason = type(error.__cause__ or error).__name__
    return f"The database can't be reached ({reason}). Are DATABASE_URL and TASKS_MIGRATION_URL right?"


def _exit(number: int, _: object) -> NoReturn:
    logging.getLogger(__name__).info("stopped by %s", signal.Signals(number).name)
    sys.exit(0)


def cursor_keys(settings: Settings) -> list[str]:
    """Return the configured keys of cursors, or the key that a development machine stores. Raises SettingsError."""
    if settings.cursor_keys:
        return [key.get_secret_value() for key in settings.cursor_keys]
    if not settings.development:
        raise SettingsError(
            "TASKS_CURSOR_KEYS is not set, and production makes no key of its own. "
            "`openssl rand -base64 32` makes one; all servers behind one address share it."
        )
    return [development_secret(settings.data_dir / "cursor-key")]


def signing_secret(settings: Settings) -> str:
    """Return the configured secret of tokens, or the one that a development machine stores."""
    if settings.jwt_secret is not None:
        return settings.jwt_secret.get_secret_value()
    return development_secret(settings.data_dir / "jwt-secret")
