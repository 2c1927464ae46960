"""Parses `DATABASE_URL` for asyncpg, in the forms that libpq, SQLAlchemy and providers use.

Parameters that are not supported are refused by name. No error message contains a password.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from typing import Any
from urllib.parse import unquote

from impl.database.tls import Tls, tls_arguments

_URL = re.compile(
    r"(?P<scheme>[a-z+]+)://((?P<user>[^:/?#]*)(:(?P<password>[^/?#]*))?@)?"
    r"(?P<hosts>[^/?#@]*)(/(?P<database>[^/?#@]*))?(\?(?P<query>[^#]*))?"
)
_HOST = re.compile(r"(\[(?P<v6>[^\]]+)\]|(?P<name>[^:\[\]]*))(:(?P<port>[^:]*))?")
_SCHEMES = ("postgres", "postgresql", "postgresql+asyncpg")
# Of SQLAlchemy and asyncpg, for libpq's.
_ALIASES = {"ssl": "sslmode", "database": "dbname"}
_ALIAS_VALUES = {"true": "require", "false": "disable"}
_CHOICES = {
    "channel_binding": ("disable", "prefer", "require"),
    "pgbouncer": ("true", "false"),
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": ("postgres", "direct"),
    "target_session_attrs": ("any", "primary", "standby", "read-write", "read-only", "prefer-standby"),
}
# Neon: ep-cool-name-123-pooler.eu-central-1.aws.neon.tech. Supabase: aws-0-eu-central-1.pooler.supabase.com.
_POOLER = re.compile(r"(^|[-.])pooler\.")
_ENCODED = "In a user and a password / ? # and % must be percent-encoded"
_NO_HOST = f"there is a host in it that is not one. {_ENCODED}"
# The text may be a part of a password, so it is not repeated.
_NO_PARAMETERS = f"what follows the question mark are no parameters. {_ENCODED}"


class DatabaseUrlError(Exception):
    """The URL is invalid or has an unsupported parameter. The message names the environment variable."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A parsed URL. asyncpg applies the defaults of libpq to what is None."""

    hosts: tuple[tuple[str, int], ...]
    user: str | None
    password: str | None = field(repr=False)
    database: str | None
    tls: Mapping[str, Any]
    connect_seconds: float | None
    target: str | None
    startup: Mapping[str, str]
    """Settings that are sent to PostgreSQL in the startup message of a connection."""
    pooled: bool
    """Whether the host, by its name, is a pooler in transaction mode."""

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `asyncpg.connect`."""
        given: dict[str, Any] = {
            "host": [host for host, _ in self.hosts] or None,
            "port": [port for _, port in self.hosts] or None,
            "user": self.user,
            "password": self.password,
            "database": self.database,
            "timeout": self.connect_seconds,
            "target_session_attrs": self.target,
            "server_settings": dict(self.startup) or None,
        }
        return {**self.tls, **{name: value for name, value in given.items() if value is not None}}


def parse_database_url(url: str, variable: str = "DATABASE_URL") -> DatabaseUrl:
    """Parse the value of an environment variable. Raises DatabaseUrlError."""
    parts = _URL.fullmatch(url)
    if parts is None:
        raise DatabaseUrlError(f"{variable} is not a URL such as postgresql://user:password@host/name. {_ENCODED}.")
    if parts["scheme"] not in _SCHEMES:
        raise DatabaseUrlError(f"{variable} is of {parts['scheme']}, not of postgresql.")
    try:
        return _read(parts)
    except ValueError as error:
        raise DatabaseUrlError(f"{variable}: {error}.") from None


def _read(parts: "re.Match[str]") -> DatabaseUrl:
    """Parse the parts of a URL. Raises ValueError with a sentence."""
    query = _query(parts["query"] or "")
    in_query = query.pop("host", ""), query.pop("port", "")
    hosts = _hosts(parts["hosts"], *in_query)
    user, password, database = (parts[name] and unquote(parts[name]) for name in ("user", "password", "database"))
    tls = Tls(
        mode=query.pop("sslmode", None),
        root=query.pop("sslrootcert", None),
        certificate=query.pop("sslcert", None),
        key=query.pop("sslkey", None),
        password=query.pop("sslpassword", None),
        direct=query.pop("sslnegotiation", None) == "direct",
        bound=query.pop("channel_binding", None) == "require",
    )
    known = DatabaseUrl(
        hosts=hosts,
        user=query.pop("user", None) or user or None,
        password=query.pop("password", None) or password,
        database=query.pop("dbname", None) or database or None,
        tls=tls_arguments(tls, [host for host, _ in hosts]),
        connect_seconds=_seconds(query.pop("connect_timeout", "0")),
        target=query.pop("target_session_attrs", None),
        startup={name: query.pop(name) for name in ("application_name", "options") if name in query},
        pooled=query.pop("pgbouncer", None) == "true" or any(_POOLER.search(host) for host, _ in hosts),
    )
    if any("@" in value for value in query.values()):
        raise ValueError(_NO_PARAMETERS)
    if query:
        raise ValueError(f"it has parameters that are not known here: {', '.join(sorted(query))}")
    return known


def _query(text: str) -> dict[str, str]:
    """Parse the query as libpq does, where a plus sign is no space. Raises ValueError."""
    found: dict[str, str] = {}
    for part in filter(None, text.split("&")):
        name, equals, value = map(unquote, part.partition("="))
        if not re.fullmatch("[A-Za-z_]+", name) or not equals:
            raise ValueError(_NO_PARAMETERS)
        if name in _ALIASES:
            name, value = _ALIASES[name], _ALIAS_VALUES.get(value, value)
        if name in _CHOICES and value not in _CHOICES[name]:
            raise ValueError(f"{name} must be one of {', '.join(_CHOICES[name])}")
        found[name] = f"{found[name]},{value}" if name == "host" and name in found else value
    return found


def _hosts(authority: str, hosts: str, ports: str) -> tuple[tuple[str, int], ...]:
    """Return the hosts of the parameter `host`, or those of the authority; several are separated by commas.

    As in libpq, the parameters take precedence over the authority (`//localhost/x?host=/cloudsql/…`), where
    the folder of a socket is percent-encoded. Raises ValueError.
    """
    if not authority and not hosts and not ports:
        return ()
    said = [_split(part) for part in authority.split(",")]
    named = [(unquote(name), "") for name, _ in said]
    if hosts:
        named = [(host, "") if host.startswith("/") or _is_ipv6(host) else _split(host) for host in hosts.split(",")]
    numbers = ports.split(",") if ports else [port for _, port in said]
    if len(numbers) not in (1, len(named)):
        raise ValueError("port must be one, or one for each host")
    numbers *= len(named) // len(numbers)
    return tuple((_name(name), _port(own or number)) for (name, own), number in zip(named, numbers, strict=True))


def _split(text: str) -> tuple[str, str]:
    """Split a host from its port, which may be missing. Raises ValueError."""
    parts = _HOST.fullmatch(text)
    if parts is None:
        raise ValueError(_NO_HOST)
    return parts["v6"] or parts["name"], parts["port"] or ""


def _name(text: str) -> str:
    """Check the directory of a socket, a name or an address. Raises ValueError."""
    if text.startswith("@"):
        raise ValueError("there is an abstract socket in it (@…), which the driver can't use; one in a folder it can")
    if not text.startswith("/") and not _is_ipv6(text) and re.search(r"[/:@\[\]]", text):
        raise ValueError(_NO_HOST)
    return text or "localhost"


def _port(text: str) -> int:
    number = text or "5432"
    if not re.fullmatch("[0-9]{1,5}", number) or not 0 < int(number) < 1 << 16:
        raise ValueError(f"there is a port in it that is not one. {_ENCODED}")
    return int(number)


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _seconds(text: str) -> float | None:
    """Parse connect_timeout: whole seconds; None, which means no limit, for 0 or less. Raises ValueError."""
    if not re.fullmatch("-?[0-9]{1,6}", text):
        raise ValueError("connect_timeout must be a number of seconds")
    return float(text) if int(text) > 0 else None
