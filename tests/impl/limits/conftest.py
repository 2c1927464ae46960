"""A Redis server for the tests that use one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.impl.limits.redis_server import RedisServer
from tests.support.programs import skipping


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis. Without the program the test is skipped, or fails if CI is true."""
    server = RedisServer(tmp_path)
    with skipping("No store of rate limits is tested"):
        server.start()
    yield server
    server.kill()
