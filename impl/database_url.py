"""`DATABASE_URL` as people write it, for asyncpg."""

import ssl
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


class DatabaseUrlError(Exception):
    """The URL is not one of PostgreSQL, or says something that can't be honoured."""


@dataclass(frozen=True, slots=True)
class DriverUrl:
    """What SQLAlchemy's engine takes, and what it hands to asyncpg."""

    url: URL
    connect_args: dict[str, Any] = field(default_factory=dict)


def driver_url(url: str) -> DriverUrl:
    """Translate `postgres://…?sslmode=require&channel_binding=require`. Raises DatabaseUrlError.

    libpq's `sslmode` is asyncpg's `ssl`; `channel_binding` is left out, since asyncpg binds where the server offers it
    and can't be told to insist.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlError("DATABASE_URL is not a URL") from error
    if parsed.drivername not in ("postgres", "postgresql", "postgresql+asyncpg"):
        raise DatabaseUrlError(f"DATABASE_URL is of {parsed.drivername}, not of postgresql")
    query = dict(parsed.query)
    query.pop("channel_binding", None)
    connect_args: dict[str, Any] = {}
    mode = query.pop("sslmode", None)
    if mode is not None:
        if mode not in _SSL_MODES:
            raise DatabaseUrlError(f"sslmode in DATABASE_URL must be one of {', '.join(_SSL_MODES)}")
        connect_args["ssl"] = ssl.create_default_context() if mode in ("verify-ca", "verify-full") else mode
    if query:
        raise DatabaseUrlError(f"DATABASE_URL has parameters that are not known: {', '.join(sorted(query))}")
    return DriverUrl(parsed.set(drivername="postgresql+asyncpg", query={}), connect_args)


def connect_arguments(url: str) -> dict[str, Any]:
    """What asyncpg's `connect` takes. Raises DatabaseUrlError."""
    target = driver_url(url)
    parts = ("host", target.url.host), ("port", target.url.port), ("user", target.url.username)
    more = ("password", target.url.password), ("database", target.url.database)
    return {**target.connect_args, **dict((*parts, *more))}
