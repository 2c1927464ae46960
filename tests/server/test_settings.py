"""FR-023, FR-036: settings are typed, documented, and secure by default."""

import re
from pathlib import Path

import pytest

from impl.settings import Settings, SettingsError, load_settings, variable
from tests.conftest import ROOT

VARIABLES = {variable(field) for field in Settings.model_fields}
LONG = "s" * 32


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        (
            ".env.example",
            r"^# ([A-Z_]+)=",
        ),
        ("specs/configuration.md", r"^\| `([A-Z_]+)`"),
    ],
)
def test_every_setting_is_documented_and_no_other(file: str, pattern: str) -> None:
    documented = re.findall(pattern, (ROOT / file).read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(VARIABLES)


def test_the_documented_defaults_are_true() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)`", (ROOT / "specs/configuration.md").read_text(), re.MULTILINE)
    settings = Settings()
    by_name = {variable(field): getattr(settings, field) for field in Settings.model_fields}
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


def test_with_a_database_it_is_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/tasks")
    with pytest.raises(SettingsError, match="TASKS_JWT_SECRET is not set"):
        load_settings()
    monkeypatch.setenv("TASKS_JWT_SECRET", LONG)
    settings = load_settings()
    assert not settings.development
    assert settings.logs_json


def test_production_needs_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_ENVIRONMENT", "production")
    monkeypatch.setenv("TASKS_JWT_SECRET", LONG)
    with pytest.raises(SettingsError, match="DATABASE_URL is not set"):
        load_settings()


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
        ("TASKS_JWT_LEEWAY", "31"),
        ("TASKS_ENVIRONMENT", "staging"),
        ("TASKS_CORS_ORIGINS", "*"),
        ("TASKS_CORS_ORIGINS", "https://*.example.com"),
        ("TASKS_CORS_ORIGINS", "https://a.example/path"),
        ("TASKS_CORS_ORIGINS", "a.example"),
        ("TASKS_POOL_SIZE", "0"),
        ("TASKS_LOG_LEVEL", "loud"),
        ("TASKS_DOCS", "maybe"),
    ],
)
def test_a_bad_value_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert re.fullmatch(rf"{name}: [a-z'].+\.", str(error.value))


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_JWT_SECRET", "t0psecret")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert "t0psecret" not in str(error.value)
    monkeypatch.setenv("TASKS_JWT_SECRET", "t0psecret" * 4)
    assert "t0psecret" not in repr(load_settings())
