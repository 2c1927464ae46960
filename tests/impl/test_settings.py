"""FR-023, FR-036: settings are typed, documented, and secure by default."""

import re
from pathlib import Path

import pytest

from impl.auth import TokenRules
from impl.cli import cursor_keys, signing_secret
from impl.settings import Settings, SettingsError, environment_variable, load_settings, settings_warnings, token_rules
from tests.conftest import ROOT

VARIABLES = {environment_variable(field) for field in Settings.model_fields}
LONG = "s" * 32


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


@pytest.mark.parametrize(
    ("file", "pattern"),
    [(".env.example", r"^# ([A-Z_]+)="), ("specs/configuration.md", r"^\| `([A-Z_]+)`")],
)
def test_every_setting_is_documented_and_no_other(file: str, pattern: str) -> None:
    documented = re.findall(pattern, (ROOT / file).read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(VARIABLES)


def test_the_documented_defaults_are_true() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)`", (ROOT / "specs/configuration.md").read_text(), re.MULTILINE)
    settings = Settings()
    by_name = {environment_variable(field): getattr(settings, field) for field in Settings.model_fields}
    assert rows
    for name, documented in rows:
        value = by_name[name]
        shown = (
            f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)
        )
        assert documented == shown, name


def test_without_settings_it_is_a_developers_machine() -> None:
    settings = load_settings()
    assert settings.development
    assert not settings.logs_json
    assert settings.host == "127.0.0.1"
    assert settings.cors_origins == ()
    assert settings.jwt_secret is None
    assert settings.pace == "off"


def test_with_a_database_it_is_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/tasks")
    with pytest.raises(SettingsError, match="TASKS_JWT_SECRET is not set"):
        load_settings()
    monkeypatch.setenv("TASKS_JWT_SECRET", LONG)
    settings = load_settings()
    assert not settings.development
    assert settings.logs_json
    assert settings.pace == "100/second"
    monkeypatch.setenv("TASKS_PACE_ADDRESS", "off")
    assert load_settings().pace == "off"


def test_production_needs_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL is not set"):
        load(monkeypatch, TASKS_ENVIRONMENT="production", TASKS_JWT_SECRET=LONG)


def test_a_file_of_settings_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TASKS_PORT=9000\nTASKS_CORS_ORIGINS=https://a.example, http://localhost:3000\n")
    settings = load_settings()
    assert settings.port == 9000
    assert settings.cors_origins == ("https://a.example", "http://localhost:3000")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TASKS_PORT", "x"),
        ("TASKS_PORT", "70000"),
        ("TASKS_JWT_SECRET", "too short"),
        ("TASKS_CURSOR_KEYS", "too short"),
        ("TASKS_CURSOR_KEYS", f"{'k' * 32}, too short"),
        ("TASKS_JWT_LEEWAY", "31"),
        ("TASKS_JWT_USER_CLAIM", 'a "claim"'),
        ("TASKS_ENVIRONMENT", "staging"),
        ("TASKS_CORS_ORIGINS", "*"),
        ("TASKS_CORS_ORIGINS", "https://*.example.com"),
        ("TASKS_CORS_ORIGINS", "https://a.example/path"),
        ("TASKS_CORS_ORIGINS", "a.example"),
        ("TASKS_POOL_SIZE", "0"),
        ("TASKS_PACE_ADDRESS", "fast"),
        ("TASKS_LOG_LEVEL", "loud"),
        ("TASKS_DOCS", "maybe"),
    ],
)
def test_a_bad_value_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert re.fullmatch(rf"{name}: [a-z'].+\.", str(error.value))


@pytest.mark.parametrize("name", ["TASKS_JWT_SECRET", "TASKS_CURSOR_KEYS"])
def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(monkeypatch, **{name: "t0psecret"})
    assert "t0psecret" not in str(error.value)
    assert "t0psecret" not in repr(load(monkeypatch, **{name: "t0psecret" * 4}))


def test_cursors_may_have_several_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, TASKS_CURSOR_KEYS=f"{'t0psecret' * 4},{LONG}")
    assert cursor_keys(settings) == ["t0psecret" * 4, LONG]


def test_a_development_machine_keeps_a_key_for_cursors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-246: a key different from that of tokens."""
    monkeypatch.setenv("TASKS_DATA_DIR", str(tmp_path / "data"))
    settings = load_settings()
    keys = cursor_keys(settings)
    assert cursor_keys(settings) == keys
    assert len(keys) == 1
    assert keys != [signing_secret(settings)]


def test_production_makes_no_key_for_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-246: with a sentence that says how to make one."""
    settings = load(monkeypatch, DATABASE_URL="postgresql://db.example/tasks", TASKS_JWT_SECRET=LONG)
    with pytest.raises(SettingsError, match=r"TASKS_CURSOR_KEYS is not set.*openssl rand -base64 32"):
        cursor_keys(settings)


ISSUER = {"TASKS_JWT_ISSUER": "https://auth.example", "TASKS_JWT_AUDIENCE": "tasks"}
PRODUCTION = {"DATABASE_URL": "postgresql://db.example/tasks"}


def test_an_issuer_instead_of_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-060."""
    settings = load(monkeypatch, **PRODUCTION, **ISSUER, TASKS_JWKS_URL="https://auth.example/jwks")
    assert settings.jwt_secret is None
    assert token_rules(settings) == TokenRules(5, "https://auth.example", "tasks", "sub")


@pytest.mark.parametrize("missing", ISSUER)
def test_an_issuer_needs_its_name_and_an_audience(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """FR-060: without them any token of the issuer would do (RFC 8725, sections 3.8 and 3.9)."""
    rest = {name: value for name, value in ISSUER.items() if name != missing}
    with pytest.raises(SettingsError, match="TASKS_JWKS_URL needs TASKS_JWT_ISSUER and TASKS_JWT_AUDIENCE"):
        load(monkeypatch, **rest, TASKS_JWKS_URL="https://auth.example/jwks")


def test_an_issuer_and_a_secret_are_not_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-060."""
    with pytest.raises(SettingsError, match=r"TASKS_JWKS_URL and TASKS_JWT_SECRET are both set\."):
        load(monkeypatch, **ISSUER, TASKS_JWKS_URL="https://auth.example/jwks", TASKS_JWT_SECRET=LONG)


LOCAL = ("http://localhost:3000/jwks", "http://127.0.0.1/jwks", "http://127.8.9.1/jwks", "http://[::1]:3000/jwks")
OPEN = ("http://auth.example/jwks", "http://10.0.0.1/jwks", "http://localhost.example/jwks", "http://auth:3000/jwks")
NO_URL = (
    "auth.example/jwks",
    "https:///jwks",
    "https://auth.example:99999/jwks",
    "https://auth.example:x/jwks",
    "https://[::1/jwks",
    "https://auth example/jwks",
    "https://auth.example/\x01",
    "file:///etc/jwks",
    "ftp://auth.example/jwks",
)


@pytest.mark.parametrize("url", ["HTTPS://auth.example/jwks", *LOCAL])
def test_keys_come_over_tls_or_from_this_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """FR-061."""
    assert load(monkeypatch, **PRODUCTION, **ISSUER, TASKS_JWKS_URL=url).jwks_url == url


@pytest.mark.parametrize("url", [*OPEN, *NO_URL])
def test_keys_do_not_come_over_an_open_line(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """FR-061: anyone on the network could replace them."""
    with pytest.raises(SettingsError, match="TASKS_JWKS_URL must be an https URL"):
        load(monkeypatch, **PRODUCTION, **ISSUER, TASKS_JWKS_URL=url)


def test_in_development_the_line_may_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-061: containers reach the issuer by name over plain HTTP."""
    for url in OPEN:
        assert load(monkeypatch, **ISSUER, TASKS_JWKS_URL=url).jwks_url == url
    for url in NO_URL:
        with pytest.raises(SettingsError, match="TASKS_JWKS_URL must be"):
            load(monkeypatch, **ISSUER, TASKS_JWKS_URL=url)


@pytest.mark.parametrize(
    ("given", "bound"),
    [({}, 250), ({"CONNECTIONS": "50"}, 12), ({"CONNECTIONS": "3"}, 1), ({"ADDRESS_CONNECTIONS": "1000"}, 1000)],
)
def test_the_connections_of_an_address(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], bound: int) -> None:
    """FR-212: a quarter of all, and never none, unless it is given."""
    for name, value in given.items():
        monkeypatch.setenv(f"TASKS_MAX_{name}", value)
    assert Settings().address_connections == bound


REPLICAS = "postgresql://a@one,postgres-2/tasks, postgresql+asyncpg://b:c@three/tasks"


def test_replicas_are_separated_by_commas_as_hosts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-510: a URL may have several hosts."""
    settings = load(monkeypatch, **PRODUCTION, TASKS_JWT_SECRET=LONG, TASKS_REPLICA_URLS=REPLICAS)
    assert [url.get_secret_value() for url in settings.replica_urls] == REPLICAS.split(", ")
    assert "c@three" not in repr(settings)
    assert [line for line in settings_warnings(settings) if "REPLICA" in line] != []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "what do they replicate"),
        ({"DATABASE_URL": "postgresql://localhost/tasks", "TASKS_WORKERS": "2"}, "needs TASKS_RATE_STORE"),
    ],
)
def test_replicas_need_a_primary_and_workers_a_store(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], sentence: str
) -> None:
    """FR-512: workers tell each other of writes in the store."""
    with pytest.raises(SettingsError, match=sentence):
        load(monkeypatch, TASKS_REPLICA_URLS=REPLICAS, TASKS_JWT_SECRET=LONG, **given)
    settings = load(monkeypatch, **PRODUCTION, TASKS_RATE_STORE="redis://localhost:6379/0")
    assert not [line for line in settings_warnings(settings) if "REPLICA" in line]
