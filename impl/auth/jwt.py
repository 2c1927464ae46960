"""Checks the header and the claims of a token, and returns whose it is."""

from dataclasses import dataclass
from typing import Any

import jwt

from impl.auth.bearer import Caller, InvalidToken, Proof
from impl.auth.compact import StrictJWT, read_header

MAX_USER_ID_LENGTH = 128
_TYPES = ("jwt", "at+jwt", "application/at+jwt")
_STRICT_JWT = StrictJWT()


@dataclass(frozen=True, slots=True)
class TokenRules:
    """The requirements on the claims. `leeway_seconds` is the tolerated difference between the clocks."""

    leeway_seconds: int = 0
    issuer: str | None = None
    audience: str | None = None
    user_claim: str = "sub"


def header_of(token: str) -> dict[str, Any]:
    """Return the token's header, of which only the type is checked; nothing is verified yet. Raises InvalidToken.

    Tokens of another type are refused, whoever signed them (RFC 8725, section 3.11), and so are tokens with critical
    header parameters, because none is supported (RFC 7515, section 4.1.11).
    """
    header = read_header(token)
    if "crit" in header:
        raise InvalidToken("The token is not valid.")
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise InvalidToken("The token is not of the type JWT.")
    return header


def prove(token: str, key: Any, algorithm: str, rules: TokenRules) -> Proof:
    """Verify the signature with this one algorithm, then the claims (RFC 7519, section 7.2). Raises InvalidToken.

    The audience is checked if one is configured. A token whose `iat` is in the future is refused.
    """
    try:
        claims = _STRICT_JWT.decode(
            token,
            key,
            algorithms=[algorithm],
            issuer=rules.issuer,
            audience=rules.audience,
            leeway=rules.leeway_seconds,
            options={
                "require": ["exp", rules.user_claim],
                "verify_aud": rules.audience is not None,
                "verify_sub": False,  # it takes no number
            },
        )
    except jwt.ExpiredSignatureError as error:
        raise InvalidToken("The token has expired.") from error
    except jwt.ImmatureSignatureError as error:
        raise InvalidToken("The token is not valid yet.") from error
    except jwt.MissingRequiredClaimError as error:
        raise InvalidToken(f"The token has no {error.claim}.") from error
    except (jwt.InvalidIssuerError, jwt.InvalidAudienceError) as error:
        raise InvalidToken("The token is not meant for this API.") from error
    # For unusable keys and values of a wrong type, PyJWT raises some errors that are not its own.
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as error:
        raise InvalidToken("The token is not valid.") from error
    user_id = claims[rules.user_claim]
    if type(user_id) is int:  # as issuers whose users have numbers write it, against RFC 7519, section 4.1.2
        user_id = str(user_id)
    if not isinstance(user_id, str) or not is_user_id(user_id):
        raise InvalidToken(f"The token has no usable {rules.user_claim}.")
    return Proof(Caller(user_id), int(claims["exp"]) + rules.leeway_seconds)


def is_user_id(value: str) -> bool:
    """Return whether the value is a valid user id; it has to fit into one segment of a URL's path.

    A slash is not allowed (the contract's `UserId`). Clients remove `.` and `..` from a URL before they send it, even
    percent-encoded ones (RFC 3986, section 5.2.4; URL Standard, section 4.4).
    """
    return (
        0 < len(value) <= MAX_USER_ID_LENGTH and value.isprintable() and "/" not in value and value not in (".", "..")
    )
