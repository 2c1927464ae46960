"""Strictly parses the compact form of a token (RFC 7515, section 7.1; RFC 7519, section 4).

PyJWT accepts what the RFCs forbid: padding, duplicate names, encodings other than UTF-8, and times that are strings. An
attacker can use a token that two parsers understand differently.
"""

import json
import re
from typing import Any, NoReturn

import jwt
from jwt.algorithms import OKPAlgorithm
from jwt.utils import base64url_decode

from impl.auth.bearer import InvalidToken

MAX_TOKEN_LENGTH = 8 * 1024
"""In characters, each of which is one byte."""
_MAX_TIME = 253_402_300_799  # the end of the year 9999; it rejects times in milliseconds
_TIMES = ("exp", "nbf", "iat")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def read_header(token: str) -> dict[str, Any]:
    """Return the header, which is not verified yet. Raises InvalidToken."""
    if len(token) > MAX_TOKEN_LENGTH:
        raise InvalidToken("The token is too long.")
    if not _COMPACT.fullmatch(token):
        raise InvalidToken("The token is not valid.")
    try:
        return _read_object(base64url_decode(token.partition(".")[0]))
    except (ValueError, RecursionError) as error:
        raise InvalidToken("The token is not valid.") from error


class StrictJWT(jwt.PyJWT):
    """PyJWT with strict parsing of the claims. It verifies the signature and checks the claims."""

    def __init__(self) -> None:
        super().__init__()
        if "Ed25519" not in self._jws.get_algorithms():  # the name of RFC 9864 for EdDSA with Ed25519
            self._jws.register_algorithm("Ed25519", OKPAlgorithm())

    def _decode_payload(self, decoded: dict[str, Any]) -> dict[str, Any]:
        """Parse the claims; PyJWT calls this method to do it. Raises jwt.DecodeError."""
        try:
            claims = _read_object(decoded["payload"])
        except (ValueError, RecursionError) as error:
            raise jwt.DecodeError("the claims are not an object of JSON") from error
        for name in _TIMES:
            if name in claims and not _is_time(claims[name]):
                raise jwt.DecodeError(f"{name} is not a time")
        return claims


def _read_object(content: bytes) -> dict[str, Any]:
    """Parse a JSON object in UTF-8 without duplicate names. Raises ValueError, RecursionError."""
    value = json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name is duplicated")
    return names


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _is_time(value: object) -> bool:
    """Return whether the value is a NumericDate (RFC 7519, section 2): seconds since 1970."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MAX_TIME
