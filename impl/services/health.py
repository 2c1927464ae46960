"""Whether the server lives, and whether it can serve."""

from collections.abc import Awaitable, Callable

from generated import models
from generated.routers.health import GetLiveness200, GetReadiness200, HealthApi


class HealthService(HealthApi):
    """Liveness looks at nothing; readiness asks the database, and raises what `ping` raises (FR-030)."""

    def __init__(self, ping: Callable[[], Awaitable[None]]) -> None:
        self._ping = ping

    async def get_liveness(self) -> GetLiveness200:
        """The process can answer."""
        return GetLiveness200(models.Health(status="ok"))

    async def get_readiness(self) -> GetReadiness200:
        """The database can answer."""
        await self._ping()
        return GetReadiness200(models.Health(status="ok"))
