"""A Redis for each test that wants one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.limits.redis_server import PROGRAM, RedisServer


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis. Without the program the test is skipped, unless `CI` says that it must not be."""
    if PROGRAM is None:
        reason = "Neither redis-server nor valkey-server is installed, so no store of rate limits is tested."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()
