"""The compact form of a token (RFC 7515, section 7.1; RFC 7519, section 4), read to the letter.

PyJWT forgives what the RFCs do not: padding, names said twice, encodings beside UTF-8, times that are texts. Who forges
tokens lives from what two readers read differently.
"""

import json
import re
from typing import Any, NoReturn

import jwt
from jwt.algorithms import OKPAlgorithm
from jwt.utils import base64url_decode

from impl.auth.bearer import InvalidToken

LONGEST_TOKEN = 8 * 1024
"""In characters, which are bytes here."""
_LAST_TIME = 253_402_300_799  # the end of the year 9999; a time in milliseconds is beyond it
_TIMES = ("exp", "nbf", "iat")
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def read_header(token: str) -> dict[str, Any]:
    """The header, of which nothing is proven yet. Raises InvalidToken."""
    if len(token) > LONGEST_TOKEN:
        raise InvalidToken("The token is too long.")
    if not _FORM.fullmatch(token):
        raise InvalidToken("The token is not valid.")
    try:
        return _read_object(base64url_decode(token.partition(".")[0]))
    except (ValueError, RecursionError) as error:
        raise InvalidToken("The token is not valid.") from error


class StrictJWT(jwt.PyJWT):
    """PyJWT, with claims that are read strictly. It proves the signature and checks the claims."""

    def __init__(self) -> None:
        super().__init__()
        if "Ed25519" not in self._jws.get_algorithms():  # RFC 9864's name of EdDSA on that curve
            self._jws.register_algorithm("Ed25519", OKPAlgorithm())

    def _decode_payload(self, decoded: dict[str, Any]) -> dict[str, Any]:
        """PyJWT's place to read claims in another way. Raises jwt.DecodeError."""
        try:
            claims = _read_object(decoded["payload"])
        except (ValueError, RecursionError) as error:
            raise jwt.DecodeError("the claims are not an object of JSON") from error
        for name in _TIMES:
            if name in claims and not _is_time(claims[name]):
                raise jwt.DecodeError(f"{name} is not a time")
        return claims


def _read_object(content: bytes) -> dict[str, Any]:
    """An object of JSON in UTF-8, no name twice. Raises ValueError, RecursionError."""
    value = json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name is said twice")
    return names


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _is_time(value: object) -> bool:
    """A NumericDate (RFC 7519, section 2): a number of seconds since 1970."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LAST_TIME
