"""Liveness and readiness of the server."""

from collections.abc import Awaitable, Callable

from generated import models
from generated.routers.health import GetLiveness200, GetReadiness200, HealthApi
from impl.services.errors import GoingDown


class HealthService(HealthApi):
    """Implements the health operations. Only readiness asks the database (FR-030)."""

    def __init__(self, ping: Callable[[], Awaitable[None]], is_going_down: Callable[[], bool]) -> None:
        self._ping = ping
        self._is_going_down = is_going_down

    async def get_liveness(self) -> GetLiveness200:
        """Answer that the process runs; nothing is checked."""
        return GetLiveness200(models.Health(status="ok"))

    async def get_readiness(self) -> GetReadiness200:
        """Answer that the server can serve. Raises GoingDown during a shutdown (FR-124), and what `ping` raises."""
        if self._is_going_down():
            raise GoingDown
        await self._ping()
        return GetReadiness200(models.Health(status="ok"))
