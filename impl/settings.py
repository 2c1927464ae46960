"""The settings, read from the environment or a file `.env`; specs/configuration.md describes each of them."""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from impl.auth.jwt import TokenRules
from impl.limits.address import is_loopback
from impl.limits.proxies import broad_networks
from impl.limits.quota import parse_quota
from impl.limits.store_url import is_store_url

PREFIX = "TASKS_"
SECRET_LENGTH = 32
"""The minimum length of a secret in bytes: RFC 7518, section 3.2, requires a key of at least 256 bits for HS256."""
_REPLICA_SEPARATOR = re.compile(r"[\s,]+(?=postgres(?:ql)?(?:\+asyncpg)?://)")


class SettingsError(Exception):
    """The server can't start with these settings; the message has one sentence on each line."""


class Settings(BaseSettings):
    """Typed settings with secure defaults: no secret has a default value."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    environment: Literal["development", "production"] | None = None
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    migration_url: SecretStr | None = None
    pooler: bool | None = None
    replica_urls: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    data_dir: Path = Path(".data")
    jwt_secret: SecretStr | None = None
    jwt_leeway: int = Field(default=5, ge=0, le=30)
    jwks_url: str | None = None
    jwt_issuer: str | None = None
    jwt_audience: str | None = None
    # It appears in WWW-Authenticate, where some characters are not allowed (RFC 6750, section 3).
    jwt_user_claim: str = Field(default="sub", pattern=r"^[\x21\x23-\x5B\x5D-\x7E]+$")
    cursor_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1, le=256)
    max_requests: int | None = Field(default=None, ge=1)
    max_connections: int = Field(default=1000, ge=1)
    max_address_connections: int | None = Field(default=None, ge=1)
    shutdown_delay: float | None = Field(default=None, ge=0, le=300)
    pool_size: int = Field(default=5, ge=1)
    pool_overflow: int = Field(default=10, ge=0)
    pool_wait: float = Field(default=3.0, gt=0)
    pool_recycle: float = Field(default=280.0, gt=0)
    rate_address: str = "3000/minute"
    rate_reads: str = "1200/minute"
    rate_writes: str = "600/minute"
    pace_address: str | None = None
    rate_store: SecretStr | None = None
    rate_store_timeout: float = Field(default=0.02, gt=0)
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    slow_statement: float = Field(default=0.5, gt=0)
    otlp_endpoint: str | None = Field(default=None, validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] | None = None
    docs: bool = True

    @field_validator("cors_origins", "cursor_keys", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("replica_urls", mode="before")
    @classmethod
    def _split_urls(cls, value: Any) -> Any:
        # A URL may have several hosts, separated by commas.
        return _REPLICA_SEPARATOR.split(value.strip(" ,")) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            scheme, separator, host = origin.partition("://")
            if scheme not in ("http", "https") or not separator or not host or "/" in host or "*" in host:
                raise ValueError(f"{origin!r} is not an origin such as https://app.example.com")
        return origins

    @field_validator("rate_address", "rate_reads", "rate_writes", "pace_address")
    @classmethod
    def _check_quota(cls, quota: str | None) -> str | None:
        parse_quota(quota or "")
        return quota

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in proxies:
            try:
                ip_network(proxy)
            except ValueError as error:
                raise ValueError(f"{proxy!r} is not an address or a network such as 10.0.0.0/8") from error
        return proxies

    @field_validator("otlp_endpoint")
    @classmethod
    def _check_endpoint(cls, endpoint: str | None) -> str | None:
        if endpoint is not None and not re.match(r"https?://[^/]", endpoint):
            raise ValueError("is not a URL such as http://localhost:4318")
        return endpoint

    @field_validator("rate_store")
    @classmethod
    def _check_store(cls, store: SecretStr | None) -> SecretStr | None:
        if store is not None and not is_store_url(store.get_secret_value()):
            raise ValueError("is not a URL such as redis://host:6379/0")
        return store

    @field_validator("jwt_secret", "cursor_keys")
    @classmethod
    def _check_lengths(cls, given: Any) -> Any:
        keys = given if isinstance(given, tuple) else (given,)
        if any(key is not None and len(key.get_secret_value().encode()) < SECRET_LENGTH for key in keys):
            raise ValueError(f"{'each key ' * isinstance(given, tuple)}must have at least {SECRET_LENGTH} bytes")
        return given

    @property
    def development(self) -> bool:
        """Whether this is a development server: if it is set so, or by default if no database is configured."""
        return self.environment == "development" or (self.environment is None and self.database_url is None)

    @property
    def request_bound(self) -> int:
        """The limit of requests in flight. By default twice the database connections, so half of them wait for one."""
        return self.max_requests or 2 * (self.pool_size + self.pool_overflow)

    @property
    def address_connections(self) -> int:
        """The limit of connections for one address. By default a quarter of all: enough for an office behind it."""
        return self.max_address_connections or max(1, self.max_connections // 4)

    @property
    def pace(self) -> str:
        """The quota of unauthenticated work for each address. By default off in development, where tools flood it."""
        return self.pace_address or ("off" if self.development else "100/second")

    @property
    def drain_seconds(self) -> float:
        """How long the server goes on after a stop signal. By default long enough for a load balancer to notice it."""
        if self.shutdown_delay is not None:
            return self.shutdown_delay
        return 0.0 if self.development else 5.0

    @property
    def logs_json(self) -> bool:
        """Whether the log has JSON lines. By default in production only."""
        return self.log_format == "json" or (self.log_format is None and not self.development)


def load_settings(environment: Literal["development"] | None = None) -> Settings:
    """Read and check the settings; an environment that is given replaces the one that is set. Raises SettingsError."""
    try:
        settings = Settings() if environment is None else Settings(environment=environment)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(detail) for detail in error.errors())) from error
    if settings.database_url is None and not settings.development:
        raise SettingsError("DATABASE_URL is not set, and production runs on no database of its own.")
    if settings.database_url is None and settings.migration_url is not None:
        raise SettingsError(f"{PREFIX}MIGRATION_URL is set and DATABASE_URL is not: which database is the server's?")
    if settings.replica_urls and settings.database_url is None:
        raise SettingsError(f"{PREFIX}REPLICA_URLS is set and DATABASE_URL is not: what do they replicate?")
    if settings.replica_urls and settings.workers > 1 and settings.rate_store is None:
        raise SettingsError(
            f"{PREFIX}REPLICA_URLS with {PREFIX}WORKERS needs {PREFIX}RATE_STORE, in which the workers tell each "
            "other what their users have written."
        )
    if settings.jwks_url is not None:
        _check_issuer(settings, settings.jwks_url)
    elif settings.jwt_secret is None and not settings.development:
        raise SettingsError(f"{PREFIX}JWT_SECRET is not set, and production makes no secret of its own.")
    return settings


def settings_warnings(settings: Settings) -> list[str]:
    """Return a sentence for each setting that is most likely a mistake."""
    found = []
    known = {environment_variable(field) for field in Settings.model_fields}
    if unknown := sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known):
        found.append(f"no settings of this server: {', '.join(unknown)}")
    if settings.replica_urls and settings.rate_store is None:
        found.append(
            f"{PREFIX}REPLICA_URLS without {PREFIX}RATE_STORE is for one process alone: beside another one, users may "
            "read older data than they have written there."
        )
    if broad := broad_networks(settings.trusted_proxies):
        found.append(
            f"{PREFIX}TRUSTED_PROXIES has {', '.join(broad)}: whoever connects from there can say that a request came "
            "from any address and over TLS, so quotas of addresses hold nobody back. Name your proxies alone."
        )
    return found


def token_rules(settings: Settings) -> TokenRules:
    """Return the configured requirements on the claims of a token."""
    return TokenRules(settings.jwt_leeway, settings.jwt_issuer, settings.jwt_audience, settings.jwt_user_claim)


def _check_issuer(settings: Settings, url: str) -> None:
    """Check the settings of a key set. Raises SettingsError.

    Keys must come over TLS, because anyone on the network could replace keys in plain HTTP.
    """
    if settings.jwt_secret is not None:
        raise SettingsError(f"{PREFIX}JWKS_URL and {PREFIX}JWT_SECRET are both set. Tokens are proven in one way.")
    if not settings.jwt_issuer or not settings.jwt_audience:
        raise SettingsError(f"{PREFIX}JWKS_URL needs {PREFIX}JWT_ISSUER and {PREFIX}JWT_AUDIENCE: whose, and for whom.")
    if not _is_key_url(url, http_allowed=settings.development):
        raise SettingsError(f"{PREFIX}JWKS_URL must be an https URL; outside of development http is for this machine.")


def _is_key_url(url: str, *, http_allowed: bool) -> bool:
    try:
        parsed, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        return False
    if not parsed.hostname or port == 0 or not url.isprintable() or " " in url:
        return False
    return parsed.scheme == "https" or (parsed.scheme == "http" and (http_allowed or is_loopback(parsed.hostname)))


def environment_variable(field: str) -> str:
    """Return the name of the environment variable of a setting."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field}".upper()


def _sentence(detail: Any) -> str:
    field = str(detail["loc"][0])
    name = environment_variable(field) if field in Settings.model_fields else field.upper()
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[0].lower()}{message[1:]}."
