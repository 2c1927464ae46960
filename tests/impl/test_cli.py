"""The command, as a new user meets it."""

import signal
import socket
import subprocess
from pathlib import Path

import jwt
import pytest

from impl import migrations
from tests.conftest import ROOT
from tests.support.application import SECRETS
from tests.support.commands import COMMAND, serving
from tests.support.databases import empty_database, server_url

pytestmark = pytest.mark.slow


def run(environment: dict[str, str], *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COMMAND, *arguments], env={**environment, **settings}, cwd="/", capture_output=True, text=True, check=False
    )


def test_help_says_what_there_is(environment: dict[str, str]) -> None:
    finished = run(environment, "--help")
    assert finished.returncode == 0
    for command in ("serve", "token", "migrate", "openapi", "docs"):
        assert command in finished.stdout
        assert run(environment, command, "--help").returncode == 0


def test_a_token_is_for_its_user(environment: dict[str, str]) -> None:
    secret = "s" * 40
    finished = run(environment, "token", "--user", "auth0|ada", "--ttl", "60", TASKS_JWT_SECRET=secret)
    claims = jwt.decode(finished.stdout.strip(), secret, algorithms=["HS256"])
    assert claims["sub"] == "auth0|ada"
    assert claims["exp"] - claims["iat"] == 60


@pytest.mark.parametrize("user", ["", "a" * 129, "a\nb", "a/b", ".", ".."])
def test_no_token_for_who_can_be_no_user(environment: dict[str, str], user: str) -> None:
    finished = run(environment, "token", "--user", user, TASKS_JWT_SECRET="s" * 40)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "1 to 128 printable characters" in finished.stderr


def test_no_token_where_an_issuer_signs_them(environment: dict[str, str]) -> None:
    """FR-060."""
    settings = {
        "TASKS_JWKS_URL": "https://auth.example/jwks",
        "TASKS_JWT_ISSUER": "https://auth.example",
        "TASKS_JWT_AUDIENCE": "tasks",
    }
    finished = run(environment, "token", "--user", "ada", **settings)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == (
        "tasks-api: Tokens come from the issuer of TASKS_JWKS_URL; this command signs with TASKS_JWT_SECRET.\n"
    )


def test_openapi_is_the_contract(environment: dict[str, str]) -> None:
    assert run(environment, "openapi").stdout == (ROOT / "contracts" / "openapi.yaml").read_text()
    assert run(environment, "openapi", "--format", "json").stdout.startswith('{\n  "openapi": "3.1.0",')


def pasted(line: str) -> str:
    """Return the output of the line in a shell."""
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_it_prints_works_as_pasted(environment: dict[str, str], number: signal.Signals) -> None:
    """FR-034, FR-035: with only the embedded database, which stops with the server."""
    with serving(environment) as (server, lines):
        created, listed = map(pasted, lines)
        server.send_signal(number)
        assert server.wait() == 0
    assert '"title":"Buy milk"' in created
    assert listed == f"[{created}]"
    assert not postgres_of(Path(environment["TASKS_DATA_DIR"]))


def postgres_of(folder: Path) -> list[str]:
    """Return the PostgreSQL servers whose data is in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            where = str((process / "cwd").readlink())
        except OSError:
            continue
        if b"postgres" in command and where.startswith(str(folder)):
            found.append(where)
    return found


def test_data_outlives_the_server(environment: dict[str, str]) -> None:
    """FR-034."""
    for expected in ("1", "2"):
        with serving(environment) as (_, lines):
            assert f'"id":{expected},' in pasted(lines[0])


def test_what_a_person_can_mend_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"postgresql://u:p@127.0.0.1:{closed.getsockname()[1]}/d"
        for arguments, settings, sentence in (
            (["serve", "--port", str(taken.getsockname()[1])], {}, "use. Stop what is there, or set TASKS_PORT."),
            (["serve"], {"TASKS_PORT": "x"}, "TASKS_PORT:"),
            (["serve"], {"DATABASE_URL": nowhere}, "TASKS_JWT_SECRET is not set"),
            (["migrate"], {"DATABASE_URL": nowhere, "TASKS_JWT_SECRET": "s" * 32}, "can't be reached"),
            (["migrate", "--to", "nonsense"], {}, "nonsense"),
            (["migrate"], {"TASKS_MIGRATION_URL": nowhere}, "which database is the server's?"),
            (["serve"], {"DATABASE_URL": nowhere, "TASKS_JWT_SECRET": "s" * 32}, "TASKS_CURSOR_KEYS is not set"),
            (["serve"], {"DATABASE_URL": nowhere, **SECRETS, "TASKS_CURSOR_KEYS": "short"}, "at least 32 bytes"),
            (["serve"], {"DATABASE_URL": "mysql://h/d", **SECRETS}, "not of postgresql"),
        ):
            finished = run(environment, *arguments, **settings)
            assert finished.returncode == 1, arguments
            lines = [line for line in finished.stderr.splitlines() if line.startswith("tasks-api: ")]
            assert len(lines) == 1, finished.stderr
            assert sentence in lines[0]
            assert "Traceback" not in finished.stderr


def test_who_may_not_migrate_is_told(environment: dict[str, str]) -> None:
    """By the command, and by a start in development."""
    with empty_database() as owner:
        settings = {"DATABASE_URL": server_url(owner), "TASKS_ENVIRONMENT": "development"}
        for command in ("migrate", "serve"):
            finished = run(environment, command, **settings)
            assert (finished.returncode, "Traceback" in finished.stderr) == (1, False)
            assert "TASKS_MIGRATION_URL" in finished.stderr
        migrations.upgrade(owner)
        assert "TASKS_MIGRATION_URL" in run(environment, "serve", **settings).stderr


@pytest.mark.parametrize("arguments", [("serve", "--port", "99999"), ("migrate", "--down")], ids=" ".join)
def test_what_can_not_be_meant_is_not_done(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    finished = run(environment, *arguments)
    assert (finished.returncode, "Traceback" in finished.stderr) == (2, False)


def test_a_secret_that_was_given_signs_nothing_unasked(environment: dict[str, str]) -> None:
    """It may be production's, and DATABASE_URL was only forgotten. An unknown setting is reported."""
    given = {**environment, "TASKS_JWT_SECRET": "s" * 40, "TASKS_RATE_READ": "1/minute"}
    with subprocess.Popen(
        [COMMAND, "serve", "--port", "0"], env=given, cwd="/", stdout=-1, stderr=-1, text=True
    ) as server:
        assert server.stdout is not None
        lines = [line for line in (server.stdout.readline() for _ in range(3)) if line.strip()]
        server.terminate()
        rest, errors = server.communicate()
    assert "is ready at" in lines[0]
    assert "Bearer" not in "".join(lines) + rest
    assert "no settings of this server: TASKS_RATE_READ" in errors


def test_migrate_goes_both_ways(environment: dict[str, str]) -> None:
    """FR-035."""
    assert run(environment, "migrate").returncode == 0
    assert run(environment, "migrate", "--down", "--to", "base").returncode == 0
    assert run(environment, "migrate").returncode == 0


def test_a_token_of_a_new_secret_says_so(environment: dict[str, str]) -> None:
    """It was asked for in another folder than the server's, as a rule."""
    first = run(environment, "token", "--user", "ada")
    assert first.stderr.startswith(f"tasks-api: made a new secret in {environment['TASKS_DATA_DIR']}; ")
    assert run(environment, "token", "--user", "ada").stderr == ""
