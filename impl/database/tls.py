"""TLS to the database. By default, the certificate of a server on another machine is verified."""

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from impl.limits.address import is_loopback

_UNPROVEN = ("disable", "allow", "prefer")


@dataclass(frozen=True, slots=True)
class Tls:
    """The TLS parameters of a URL: `mode` is sslmode, `root` sslrootcert, `bound` channel_binding=require."""

    mode: str | None
    root: str | None
    certificate: str | None
    key: str | None
    password: str | None
    direct: bool
    bound: bool


def tls_arguments(tls: Tls, hosts: Sequence[str]) -> dict[str, Any]:
    """Return the TLS arguments of `asyncpg.connect`. Raises ValueError with a sentence.

    The certificate and the name of a server on another machine are verified, with the roots of the system or `root`,
    also if the mode is `require` or missing; libpq does that for `verify-full` only. The modes disable, allow and
    prefer turn it off. On this machine nothing is verified unless it is requested.
    """
    remote = not all(map(_is_local, hosts))
    mode = tls.mode or ("require" if remote or tls.bound else "prefer")
    if mode in _UNPROVEN:
        if tls.bound or tls.root or tls.certificate or tls.direct:
            raise ValueError(f"what else it says of TLS needs sslmode=require or verify-full, not {mode}")
        return {"ssl": mode}
    context = _roots(tls.root)
    if mode == "require" and not (remote or tls.bound or tls.root):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif mode == "verify-ca" and tls.root not in (None, "system"):
        # The system's roots sign certificates for anybody, so the name must be checked with them.
        context.check_hostname = False
    if tls.certificate is not None:
        certificate, key, password = tls.certificate, tls.key, tls.password or ""
        # Without a password, OpenSSL would ask for one on the terminal.
        _reading("sslcert or sslkey", lambda: context.load_cert_chain(certificate, key, lambda: password))
    context.set_alpn_protocols(["postgresql"])
    return {"ssl": context, "direct_tls": tls.direct}


def _roots(file: str | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if file is None or file == "system":
        context.load_default_certs()
    else:
        _reading("sslrootcert", lambda: context.load_verify_locations(file))
    return context


def _reading(name: str, read: Callable[[], None]) -> None:
    try:
        read()
    except OSError as error:  # ssl.SSLError too
        raise ValueError(f"the file of {name} can't be used ({error.strerror or type(error).__name__})") from error


def _is_local(host: str) -> bool:
    """Return whether a host is this machine, by address or as a Unix socket."""
    return host.startswith("/") or is_loopback(host)
