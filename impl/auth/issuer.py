"""Verifies tokens signed by an issuer that publishes its keys (RFC 7517)."""

from contextlib import AbstractAsyncContextManager

from impl.auth.bearer import InvalidToken, Proof
from impl.auth.jwks import KeySet
from impl.auth.jwt import TokenRules, header_of, prove
from impl.auth.keys import ALGORITHMS


class KeySetProver:
    """Verifies a token with the key that its header names, and with that key's algorithm only.

    Keys and URLs in the token itself (`jwk`, `jku`, `x5u`, `x5c`) are ignored (RFC 8725, section 3.10).
    """

    def __init__(self, keys: KeySet, rules: TokenRules) -> None:
        self._keys = keys
        self._rules = rules

    @property
    def generation(self) -> int:
        """The generation of the key set."""
        return self._keys.generation

    def running(self) -> AbstractAsyncContextManager[None]:
        """Return the context manager that keeps the keys current."""
        return self._keys.running()

    async def prove(self, token: str) -> Proof:
        """Verify a token. Raises InvalidToken, KeysUnavailable."""
        header = header_of(token)
        name, key_id = header.get("alg"), header.get("kid")
        if not isinstance(name, str) or name not in ALGORITHMS or not isinstance(key_id, str | None):
            raise InvalidToken("The token is not valid.")
        key = await self._keys.find(key_id, ALGORITHMS[name])
        if key is None:
            raise InvalidToken("The token is signed with a key that is not the issuer's.")
        return prove(token, key.key, name, self._rules)
