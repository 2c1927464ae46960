"""Who is calling: a bearer token (RFC 6750) that is a JWT (RFC 7519), and whether the path is theirs."""

import time
from dataclasses import dataclass
from typing import Protocol

import jwt
from starlette.requests import Request

from generated.runtime import NotAuthenticated

REALM = 'Bearer realm="tasks-api"'
LONGEST_USER_ID = 128


@dataclass(frozen=True, slots=True)
class Caller:
    """Who the token proves the caller to be."""

    user_id: str


class InvalidToken(NotAuthenticated):
    """There is no valid token. `challenge` is the value of `WWW-Authenticate` (RFC 6750, section 3)."""

    def __init__(self, sentence: str, *, sent: bool = True) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        error = f', error="invalid_token", error_description="{sentence.rstrip(".")}"' if sent else ""
        self.challenge = f"{REALM}{error}"


class Forbidden(Exception):
    """The path is another user's."""


class TokenVerifier(Protocol):
    """Proves a token. Where keys come from (a secret, a key set by URL) is the implementation's affair."""

    async def verify(self, token: str) -> Caller:
        """Raises InvalidToken."""
        ...


class SecretVerifier:
    """Tokens signed with a shared secret, by HS256 and nothing else (RFC 8725, section 3.1)."""

    ALGORITHM = "HS256"

    def __init__(self, secret: str, leeway_seconds: int) -> None:
        self._secret = secret
        self._leeway = leeway_seconds

    async def verify(self, token: str) -> Caller:
        """Check the signature, `exp`, `nbf` and `sub`. Raises InvalidToken."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[self.ALGORITHM],
                leeway=self._leeway,
                options={"require": ["exp", "sub"], "verify_aud": False},
            )
        except jwt.ExpiredSignatureError as error:
            raise InvalidToken("The token has expired.") from error
        except jwt.ImmatureSignatureError as error:
            raise InvalidToken("The token is not valid yet.") from error
        except jwt.MissingRequiredClaimError as error:
            raise InvalidToken(f"The token has no {error.claim}.") from error
        # PyJWT lets some errors of parsing through as they are.
        except (jwt.PyJWTError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise InvalidToken("The token is not valid.") from error
        user_id = claims["sub"]
        if not isinstance(user_id, str) or not 0 < len(user_id) <= LONGEST_USER_ID or not user_id.isprintable():
            raise InvalidToken("The token has no usable sub.")
        return Caller(user_id)


def mint_token(secret: str, user_id: str, ttl_seconds: int) -> str:
    """Sign a token for a user, for development and scripts."""
    now = int(time.time())
    return jwt.encode({"sub": user_id, "iat": now, "exp": now + ttl_seconds}, secret, SecretVerifier.ALGORITHM)


class BearerHandler:
    """The handler of the contract's scheme `bearerAuth`."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier

    async def __call__(self, request: Request, scopes: tuple[str, ...]) -> Caller:
        """Raises InvalidToken. JWTs of ours have no scopes, and the contract asks for none."""
        del scopes
        headers = request.headers.getlist("authorization")
        if not headers:
            raise InvalidToken("This needs a bearer token in the header Authorization.", sent=False)
        scheme, _, token = headers[0].strip().partition(" ")
        if len(headers) > 1 or scheme.lower() != "bearer" or not token.strip():
            raise InvalidToken("The header Authorization must be Bearer and one token.")
        return await self._verifier.verify(token.strip())


def require_owner(caller: Caller, user_id: str) -> str:
    """The owner of a path, proven: the caller. Raises Forbidden for anybody else's."""
    if caller.user_id != user_id:
        raise Forbidden
    return user_id
