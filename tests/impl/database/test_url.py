"""FR-100: the URL of a database works in all usual forms, and unsupported options are refused with a sentence."""

import ssl
from pathlib import Path
from typing import Any

import pytest
from asyncpg.connect_utils import _parse_connect_arguments

from impl.database.database import Database
from impl.database.url import DatabaseUrlError, parse_database_url
from impl.migrations import is_current, upgrade

NEON = (
    "postgresql://alex:secret@ep-cool-darkness-123456-pooler.eu-central-1.aws.neon.tech/db"  # pragma: allowlist secret
    "?sslmode=require&channel_binding=require"
)


def arguments(url: str) -> dict[str, Any]:
    """Return the arguments without those of TLS, which tests/impl/database/test_tls.py tests."""
    found = parse_database_url(url).arguments()
    return {name: value for name, value in found.items() if name not in ("ssl", "direct_tls")}


URLS: dict[str, dict[str, Any]] = {
    "postgresql://alex:secret@db.example.com/tasks": {  # pragma: allowlist secret
        "host": ["db.example.com"],
        "port": [5432],
        "user": "alex",
        "password": "secret",
        "database": "tasks",
    },
    "postgres://localhost:6543/tasks": {"host": ["localhost"], "port": [6543], "database": "tasks"},
    "postgresql+asyncpg://alex@localhost": {"host": ["localhost"], "port": [5432], "user": "alex"},
    "postgresql://": {},
    "postgresql:///tasks": {"database": "tasks"},
    "postgresql://localhost/": {"host": ["localhost"], "port": [5432]},
    "postgresql://localhost:/x": {"host": ["localhost"], "port": [5432], "database": "x"},
    # Passwords.
    "postgresql://a%40b:p%40ss%2F%3F%23%25%3Aw%20%C3%A9@localhost": {  # pragma: allowlist secret
        "host": ["localhost"],
        "port": [5432],
        "user": "a@b",
        "password": "p@ss/?#%:w é",
    },
    "postgresql://alex:p@ss:w+rd@localhost": {
        "host": ["localhost"],
        "port": [5432],
        "user": "alex",
        "password": "p@ss:w+rd",
    },
    "postgresql://alex:@localhost": {"host": ["localhost"], "port": [5432], "user": "alex", "password": ""},
    # Hosts.
    "postgresql://[::1]:6543/x": {"host": ["::1"], "port": [6543], "database": "x"},
    "postgresql://[2001:db8::1]/x": {"host": ["2001:db8::1"], "port": [5432], "database": "x"},
    "postgresql://one:1111,two:2222,three/x?target_session_attrs=read-write": {
        "host": ["one", "two", "three"],
        "port": [1111, 2222, 5432],
        "database": "x",
        "target_session_attrs": "read-write",
    },
    "postgresql:///x?host=one,two&port=1111": {"host": ["one", "two"], "port": [1111, 1111], "database": "x"},
    "postgresql:///x?host=one,two&port=1111,2222": {"host": ["one", "two"], "port": [1111, 2222], "database": "x"},
    "postgresql:///x?host=one:1111&host=two:2222": {"host": ["one", "two"], "port": [1111, 2222], "database": "x"},
    "postgresql:///x?host=/var/run/postgresql": {"host": ["/var/run/postgresql"], "port": [5432], "database": "x"},
    "postgresql://%2Fvar%2Frun%2Fpostgresql/x": {"host": ["/var/run/postgresql"], "port": [5432], "database": "x"},
    # The sockets of Cloud SQL, whose folders have colons in them.
    "postgresql://u@/d?host=/cloudsql/proj:region:inst": {
        "host": ["/cloudsql/proj:region:inst"],
        "port": [5432],
        "user": "u",
        "database": "d",
    },
    "postgresql:///x?host=%2Fcloudsql%2Fproj%3Aregion%3Ainst&port=5433": {
        "host": ["/cloudsql/proj:region:inst"],
        "port": [5433],
        "database": "x",
    },
    "postgresql://%2Fcloudsql%2Fproj%3Aregion%3Ainst:5433/x": {
        "host": ["/cloudsql/proj:region:inst"],
        "port": [5433],
        "database": "x",
    },
    "postgresql:///x?host=/cloudsql/example.com:proj:region:one,/cloudsql/p:r:two,three:1111": {
        "host": ["/cloudsql/example.com:proj:region:one", "/cloudsql/p:r:two", "three"],
        "port": [5432, 5432, 1111],
        "database": "x",
    },
    "postgresql://%2Fa%3Ab,%2Fc:6543/x": {"host": ["/a:b", "/c"], "port": [5432, 6543], "database": "x"},
    # A parameter goes before the authority, as in libpq.
    "postgresql://localhost/x?host=/cloudsql/p:r:i": {"host": ["/cloudsql/p:r:i"], "port": [5432], "database": "x"},
    "postgresql://:5433/x?host=/cloudsql/p:r:i": {"host": ["/cloudsql/p:r:i"], "port": [5433], "database": "x"},
    "postgresql://localhost:5433/x?port=5434": {"host": ["localhost"], "port": [5434], "database": "x"},
    "postgresql://:5433/x?host=one,two": {"host": ["one", "two"], "port": [5433, 5433], "database": "x"},
    "postgresql:///x?host=::1": {"host": ["::1"], "port": [5432], "database": "x"},
    "postgresql://[fe80::1%25eth0]/x": {"host": ["fe80::1%eth0"], "port": [5432], "database": "x"},
    "postgresql:///?port=6543": {"host": ["localhost"], "port": [6543]},
    # Parameters.
    "postgresql:///?user=a@b&password=p%26w&dbname=tasks": {"user": "a@b", "password": "p&w", "database": "tasks"},
    "postgresql://localhost?connect_timeout=10&application_name=my+app%201": {
        "host": ["localhost"],
        "port": [5432],
        "timeout": 10.0,
        "server_settings": {"application_name": "my+app 1"},
    },
    "postgresql://localhost?connect_timeout=0": {"host": ["localhost"], "port": [5432]},
    "postgresql://localhost?options=endpoint%3Dep-cool-darkness-123456": {
        "host": ["localhost"],
        "port": [5432],
        "server_settings": {"options": "endpoint=ep-cool-darkness-123456"},
    },
    "postgresql://localhost?options=-c%20search_path%3Dapp": {
        "host": ["localhost"],
        "port": [5432],
        "server_settings": {"options": "-c search_path=app"},
    },
}


@pytest.mark.parametrize("url", URLS)
def test_urls_as_people_write_them(url: str) -> None:
    assert arguments(url) == URLS[url]


@pytest.mark.parametrize("url", [*URLS, NEON])
def test_asyncpg_takes_them(url: str) -> None:
    """asyncpg accepts each argument."""
    unsaid = dict.fromkeys(("dsn", "passfile", "command_timeout", "service", "servicefile", "krbsrvname", "gsslib"))
    cached = {"statement_cache_size": 0, "max_cached_statement_lifetime": 0, "max_cacheable_statement_size": 0}
    given = dict.fromkeys(
        ("host", "port", "user", "password", "database", "ssl", "direct_tls", "server_settings", "target_session_attrs")
    )
    arguments = parse_database_url(url).arguments()
    arguments.pop("timeout", None)
    assert _parse_connect_arguments(**{**unsaid, **cached, **given, **arguments})


def test_the_url_of_neon_unedited() -> None:
    """FR-100, FR-101, FR-102: its server must prove its identity, and its pooler is recognized by its name."""
    found = parse_database_url(NEON)
    context = found.tls["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert found.pooled
    assert "server_settings" not in found.arguments()


@pytest.mark.parametrize(
    ("url", "pooled"),
    [
        ("postgresql://ep-a-1-pooler.eu.aws.neon.tech/x", True),
        ("postgresql://aws-0-eu-central-1.pooler.supabase.com:6543/x", True),
        ("postgresql://localhost:6432/x?pgbouncer=true", True),
        ("postgresql://localhost:6432/x?pgbouncer=false", False),
        ("postgresql://ep-a-1.eu.aws.neon.tech/x", False),
        ("postgresql://pooler/x", False),
        ("postgresql://carpooler.example.com/x", False),
    ],
)
def test_poolers_by_their_names(url: str, pooled: bool) -> None:
    """FR-102."""
    assert parse_database_url(url).pooled is pooled


REFUSED = {
    "": "is not a URL",
    "x": "is not a URL",
    "localhost/tasks": "is not a URL",
    "mysql://localhost/x": "mysql",
    "postgresql://localhost/x?sslmode=maybe": "sslmode must be one of disable, allow",
    "postgresql://localhost/x?channel_binding=always": "channel_binding must be one of",
    "postgresql://localhost/x?target_session_attrs=first": "target_session_attrs must be one of",
    "postgresql://localhost/x?sslnegotiation=quick": "sslnegotiation must be one of",
    "postgresql://localhost/x?connect_timeout=soon": "connect_timeout must be a number",
    "postgresql://localhost/x?unknown=1&schema=2": "not known here: schema, unknown",
    "postgresql://localhost/x?%FF=1": "question mark",
    "postgresql://localhost:port/x": "port in it",
    "postgresql://localhost:0/x": "port in it",
    "postgresql://localhost:65536/x": "port in it",
    "postgresql://one,two/x?port=1,2,3": "one for each host",
    "postgresql://[::1/x": "host in it",
    "postgresql://localhost%3A5432/x": "host in it",
    "postgresql:///x?host=cloudsql/p:r:i": "host in it",
    "postgresql:///x?host=@socket": "abstract socket",
    "postgresql://%40socket/x": "abstract socket",
    "postgresql:///x?host=/a,@b": "abstract socket",
    "postgresql://one:1,two:2/x?host=/a,/b,/c": "one for each host",
    "postgresql://localhost/x?sslmode=prefer&sslrootcert=/x": "needs sslmode=require",
    "postgresql://localhost/x?sslmode=disable&channel_binding=require": "needs sslmode=require",
    "postgresql://localhost/x?sslmode=verify-full&sslrootcert=/nowhere": "the file of sslrootcert can't be used",
    "postgresql://localhost/x?sslmode=require&sslcert=/nowhere": "the file of sslcert or sslkey can't be used",
}


@pytest.mark.parametrize("url", REFUSED)
def test_other_urls_get_a_sentence(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        parse_database_url(url, "TASKS_MIGRATION_URL")
    assert str(refused.value).startswith("TASKS_MIGRATION_URL")
    assert REFUSED[url] in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://alex:{}@localhost/x",
        "postgresql://alex:{}@localhost",
        "postgresql://alex:12?{}@localhost/x",
        "postgresql://alex:12#{}@localhost/x",
        "postgresql://alex:12/{}@localhost/x",
        "postgresql://alex:{}@localhost:port/x?sslmode=maybe",
        "postgresql://alex:{}@localhost/x?unknown=1",
        "postgresql://localhost/x?password={}&unknown=1",
        "mysql://alex:{}@localhost/x",
    ],
)
@pytest.mark.parametrize("rest", ["", "/", "#", "?", "[", "@", "%", "=", "&", " ", ":", "://"])
def test_no_password_is_told(url: str, rest: str) -> None:
    """Also if an unencoded password changes the meaning of the URL."""
    try:
        text = repr(parse_database_url(url.format(f"SeCrEt{rest}SeCrEt")))
    except DatabaseUrlError as error:
        text = f"{error} {error.__cause__}"
    assert "SeCrEt" not in text


def test_migrations_take_the_same_urls() -> None:
    """FR-100: Alembic's engine too, with the same error messages."""
    wrong = "postgresql://localhost/x?unknown=1"
    for ask in (lambda: is_current(wrong, "x"), lambda: upgrade(wrong), lambda: Database(wrong)):
        with pytest.raises(DatabaseUrlError, match="unknown"):
            ask()


def test_a_key_that_needs_a_password_does_not_ask_for_one(tmp_path: Path) -> None:
    """OpenSSL would ask on the terminal, and the server would wait."""
    (tmp_path / "x").write_text("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END ENCRYPTED PRIVATE KEY-----\n")
    with pytest.raises(DatabaseUrlError, match="sslcert or sslkey"):
        parse_database_url(f"postgresql://localhost?sslmode=require&sslcert={tmp_path / 'x'}")
