"""Whether the server lives, and whether it can serve."""

from collections.abc import Awaitable, Callable

from generated import models
from generated.routers.health import GetLiveness200, GetReadiness200, HealthApi
from impl.services.errors import GoingDown


class HealthService(HealthApi):
    """Liveness looks at nothing; readiness asks the database, and raises what `ping` raises (FR-030)."""

    def __init__(self, ping: Callable[[], Awaitable[None]], is_going_down: Callable[[], bool]) -> None:
        self._ping = ping
        self._is_going_down = is_going_down

    async def get_liveness(self) -> GetLiveness200:
        """The process can answer."""
        return GetLiveness200(models.Health(status="ok"))

    async def get_readiness(self) -> GetReadiness200:
        """The database can answer, and this process is not about to stop. Raises GoingDown (FR-124)."""
        if self._is_going_down():
            raise GoingDown
        await self._ping()
        return GetReadiness200(models.Health(status="ok"))
