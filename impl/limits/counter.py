"""Counts the requests of one policy: in this process, and in the store that processes share, if there is one."""

from typing import TYPE_CHECKING

from impl.limits.memory import LocalWindow
from impl.limits.quota import Count, Policy

if TYPE_CHECKING:
    from impl.limits.shared import SharedWindow


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
        if self._shared is None:
            return self._local.take(client)
        here = self._local.look(client)
        if not here.accepted:
            return here
        everywhere = await self._shared.take(self.policy.item, f"{self.policy.name}/{client}")
        if everywhere is None:
            return self._local.take(client)
        if not everywhere.accepted:
            return everywhere
        here = self._local.take(client)
        tighter = min(here, everywhere, key=lambda count: count.remaining)
        return Count(True, tighter.remaining, tighter.reset_seconds)
