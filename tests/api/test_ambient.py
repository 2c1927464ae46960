"""What every response carries: X-Request-ID and Server-Timing."""

import re

import httpx
import pytest

from tests.api.user import User


async def test_request_id_is_answered(ada: User) -> None:
    """FR-032: the client's request id comes back, in a success as in a problem."""
    for path in (ada.tasks, ada.task(1), "/nowhere"):
        assert (await ada.http.get(path, headers={"X-Request-ID": "mine-1"})).headers["x-request-id"] == "mine-1"


async def test_request_id_is_made(ada: User) -> None:
    """FR-032: without one the server makes one, another for each request."""
    names = {(await ada.http.get(ada.tasks)).headers["x-request-id"] for _ in range(5)}
    assert len(names) == 5


@pytest.mark.parametrize("name", ["x" * 129, "a b", "\u00e4", "a\tb"])
async def test_request_id_that_is_none_is_not_answered(ada: User, name: str) -> None:
    """FR-032: what may not be in a log is not answered; another is made."""
    response = await ada.http.get(ada.tasks, headers=[(b"X-Request-ID", name.encode("latin-1"))])
    assert response.status_code == 422
    assert response.headers["x-request-id"] != name


async def test_timing_tells_the_share_of_the_database(ada: User, anonymous: httpx.AsyncClient) -> None:
    """FR-032: the database takes a part of the total, and none where it is not asked."""

    def timing(response: httpx.Response) -> tuple[float, float]:
        total, database = re.findall(r"dur=([0-9.]+)", response.headers["server-timing"])
        return float(total), float(database)

    total, database = timing(await ada.http.get(ada.tasks))
    assert 0 < database <= total
    assert timing(await anonymous.get("/health/live"))[1] == 0
    assert timing(await anonymous.get(ada.tasks))[1] == 0
