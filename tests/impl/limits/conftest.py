"""A Redis for each test that wants one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.impl.limits.redis_server import RedisServer
from tests.support.programs import skipping


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis. Without the program the test is skipped, unless `CI` says that it must not be."""
    server = RedisServer(tmp_path)
    with skipping("No store of rate limits is tested"):
        server.start()
    yield server
    server.kill()
