"""What a token must say, and who it then proves the caller to be."""

from dataclasses import dataclass
from typing import Any

import jwt

from impl.auth.bearer import Caller, InvalidToken
from impl.auth.compact import StrictJWT, read_header

LONGEST_USER_ID = 128
_TYPES = ("jwt", "at+jwt", "application/at+jwt")
_READER = StrictJWT()


@dataclass(frozen=True, slots=True)
class TokenRules:
    """What is asked of the claims. `leeway_seconds` is how far the issuer's clock may be off."""

    leeway_seconds: int = 0
    issuer: str | None = None
    audience: str | None = None
    user_claim: str = "sub"


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the token is of, and until when it proves it, in seconds since 1970."""

    caller: Caller
    expires_at: float


def header_of(token: str) -> dict[str, Any]:
    """The header of a token that may be one of ours; nothing is proven yet. Raises InvalidToken.

    A token of another type is none of ours, whoever signed it (RFC 8725, section 3.11). Of what a header may call
    critical we understand nothing (RFC 7515, section 4.1.11).
    """
    header = read_header(token)
    if "crit" in header:
        raise InvalidToken("The token is not valid.")
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise InvalidToken("The token is not of the type JWT.")
    return header


def prove(token: str, key: Any, algorithm: str, rules: TokenRules) -> Proof:
    """Check the signature by this one algorithm, then the claims (RFC 7519, section 7.2). Raises InvalidToken.

    The audience is looked at where one is set. A token that says when it was issued is not from the future.
    """
    try:
        claims = _READER.decode(
            token,
            key,
            algorithms=[algorithm],
            issuer=rules.issuer,
            audience=rules.audience,
            leeway=rules.leeway_seconds,
            options={"require": ["exp", rules.user_claim], "verify_aud": rules.audience is not None},
        )
    except jwt.ExpiredSignatureError as error:
        raise InvalidToken("The token has expired.") from error
    except jwt.ImmatureSignatureError as error:
        raise InvalidToken("The token is not valid yet.") from error
    except jwt.MissingRequiredClaimError as error:
        raise InvalidToken(f"The token has no {error.claim}.") from error
    except (jwt.InvalidIssuerError, jwt.InvalidAudienceError) as error:
        raise InvalidToken("The token is not meant for this API.") from error
    # PyJWT lets some errors of keys, and of values of another type, through as they are.
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as error:
        raise InvalidToken("The token is not valid.") from error
    user_id = claims[rules.user_claim]
    if not isinstance(user_id, str) or not is_user_id(user_id):
        raise InvalidToken(f"The token has no usable {rules.user_claim}.")
    return Proof(Caller(user_id), int(claims["exp"]) + rules.leeway_seconds)


def is_user_id(value: str) -> bool:
    """Whether a user may be called that: a segment of a URL's path has to carry it.

    A slash is in none (the contract's `UserId`), and `.` and `..` are gone before a URL is sent, also where they are
    percent-encoded (RFC 3986, section 5.2.4; URL Standard, section 4.4).
    """
    return 0 < len(value) <= LONGEST_USER_ID and value.isprintable() and "/" not in value and value not in (".", "..")
