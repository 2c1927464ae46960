"""Counts the requests of one policy in this process and, if there is one, in the shared store."""

from typing import TYPE_CHECKING

from impl.limits.memory import LocalWindow
from impl.limits.quota import Count, Policy

if TYPE_CHECKING:
    from impl.limits.shared import SharedWindow


class Counter:
    """Counts in this process always; the shared store adds what the other processes have counted.

    So when the store fails, no client gets a new quota in a process that has counted it, and a client whose quota is
    used up in this process is refused without asking the store.
    """

    def __init__(self, policy: Policy, local: LocalWindow, shared: "SharedWindow | None" = None) -> None:
        self.policy = policy
        self._local = local
        self._shared = shared

    async def take(self, client: str) -> Count:
        """Count a request of a client if it is within the quota, and return the result."""
        if self._shared is None:
            return self._local.take(client)
        local = self._local.peek(client)
        if not local.accepted:
            return local
        shared = await self._shared.take(self.policy.item, f"{self.policy.name}/{client}")
        if shared is None:
            return self._local.take(client)
        if not shared.accepted:
            return shared
        local = self._local.take(client)
        stricter = min(local, shared, key=lambda count: count.remaining)
        return Count(True, stricter.remaining, stricter.reset_seconds)
