"""Asking a set of keys for one."""

import asyncio

from impl.auth.jwks import KeySet, KeysUnavailable


async def settle() -> None:
    """Let started tasks run until they wait."""
    for _ in range(5):
        await asyncio.sleep(0)


async def known(keys: KeySet, key_id: str, algorithm: str = "EdDSA") -> bool:
    return await keys.find(key_id, algorithm) is not None


async def asked(keys: KeySet, key_id: str) -> bool | None:
    """Return whether a key is known; None if it is unavailable."""
    try:
        return await known(keys, key_id)
    except KeysUnavailable:
        return None
