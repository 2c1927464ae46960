"""Counts the requests of one policy: in this process, and in the store that processes share, if there is one."""

from typing import TYPE_CHECKING

from .memory import LocalWindow
from .quota import Count, Policy

if TYPE_CHECKING:
    from .shared import SharedWindow


class Counter:
    """What this process counts always holds; the store adds what the others have counted.

    So an outage of the store gives nobody a new quota in a process that knows them, and a client whose quota is used
    up here is refused without asking the store.
    """

    def __init__(self, policy: Policy, local: LocalWindow, shared: "SharedWindow | None" = None) -> None:
        self.policy = policy
        self._local = local
        self._shared = shared

    async def take(self, client: str) -> Count:
        """Count a request of a client, if it is within the quota."""
        item, key = self.policy.item, f"{self.policy.name}/{client}"
        if self._shared is None:
            return await self._local.take(item, key)
        here = await self._local.look(item, key)
        if not here.accepted:
            return here
        everywhere = await self._shared.take(item, key)
        if everywhere is None:
            return await self._local.take(item, key)
        if not everywhere.accepted:
            return everywhere
        here = await self._local.take(item, key)
        tighter = min(here, everywhere, key=lambda count: count.remaining)
        return Count(True, tighter.remaining, tighter.reset_seconds)
