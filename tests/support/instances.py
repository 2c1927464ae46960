"""Several instances of the server behind one address, on one PostgreSQL and one Redis."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.impl.limits.redis_server import RedisServer
from tests.support.application import server
from tests.support.proxies import balancer

INSTANCES = 2
# A machine that is busy with tests is slow: nobody is to be refused for that.
_PATIENT = {
    "TASKS_MAX_REQUESTS": "100",
    "TASKS_POOL_WAIT": "60",
    "TASKS_RATE_STORE_TIMEOUT": "60",
    "TASKS_TRUSTED_PROXIES": "127.0.0.1",
}


@dataclass(frozen=True, slots=True)
class Instances:
    """One URL for all, by which each request goes to the next of them; and what each has logged."""

    url: str
    logs: tuple[Path, ...]


@contextmanager
def instances(database_url: str, folder: Path, **settings: str) -> Iterator[Instances]:
    """They serve within the block, and write their logs to the folder. Raises MissingProgram."""
    with ExitStack() as stack:
        redis = RedisServer(folder)
        stack.callback(redis.kill)
        redis.start()
        given = {**_PATIENT, "TASKS_RATE_STORE": redis.url, **settings}
        logs = tuple(folder / f"{number}.log" for number in range(INSTANCES))
        urls = [stack.enter_context(server(database_url, log, **given)) for log in logs]
        yield Instances(stack.enter_context(balancer(urls)), logs)
