"""What replicas take over from the primary: `python -m tests.benchmarks.replicas [100 1000]`.

The server of the benchmark answers the mix (90 % reads, 10 % writes) of this many users on 16 connections, with no
replica, one and two, which replay at once or a second late. Printed are the requests of a second, the share of reads
that replicas have served, by PostgreSQL's own count, and the requests that failed; the shares are medians of rounds.
All of them run on this machine, so what replicas add to the requests of a second is not seen here.
"""

import asyncio
import dataclasses
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import load
from tests.benchmarks.database import Filled, fill
from tests.benchmarks.servers import SERVERS, started
from tests.support.replication import Cluster, replication

_ROUNDS = 3
_SECONDS = 5
_TASKS = 100
_DELAYS = ("0", "0", "1s", "1s")
_USED = {"no replica": (), "1": (0,), "2": (0, 1), "1, 1 s late": (2,), "2, 1 s late": (2, 3)}
_COUNTING = {"shared_preload_libraries": "pg_stat_statements", "shared_buffers": "128MB"}
_READS = "SELECT coalesce(sum(calls), 0)::int FROM pg_stat_statements WHERE query LIKE '%LATERAL%tasks.%'"


def _reads(server: Cluster) -> int:
    found = server.execute(_READS)
    assert isinstance(found, int)
    return found


def measure(
    primary: Cluster, replicas: Sequence[Cluster], data: Filled, tokens: Path, seed: int
) -> tuple[float, float, int]:
    """Return the requests of a second, the share of reads that replicas have served, and the failed requests."""
    ours = SERVERS["ours"]
    urls = {"TASKS_REPLICA_URLS": ",".join(replica.url() for replica in replicas)} if replicas else {}
    server = dataclasses.replace(ours, environment={**ours.environment, **urls})
    with started(server, data.server, tokens.parent) as (port, _):
        load.run(port, "mix", tokens, data, 1, seed=seed)  # warm
        for one in (primary, *replicas):
            one.execute("SELECT pg_stat_statements_reset()")
        seen = load.run(port, "mix", tokens, data, _SECONDS, seed=seed + 1000)
        on_primary, on_replicas = _reads(primary), sum(map(_reads, replicas))
    return seen.requests / seen.seconds, on_replicas / (on_primary + on_replicas), seen.errors


def main() -> None:
    """Print a line for each number of users and replicas."""
    print(f"{'users':>8}{'replicas':>14}{'requests/s':>12}{'their reads':>13}{'errors':>8}")
    with replication(*_DELAYS) as servers, tempfile.TemporaryDirectory() as folder:
        for server in (servers.primary, *servers.replicas):
            server.stop("fast")
        servers.primary.start(**_COUNTING)
        servers.primary.execute("CREATE EXTENSION pg_stat_statements")
        for server, delay in zip(servers.replicas, _DELAYS, strict=True):
            server.start(**_COUNTING, recovery_min_apply_delay=delay)
        most = max(numbers := [int(number) for number in sys.argv[1:]] or [100, 1000])
        asyncio.run(fill(servers.primary.url("tasks"), most, _TASKS))
        for users in numbers:
            data = Filled(servers.primary.url("tasks"), servers.primary.url(), users, _TASKS)
            tokens = Path(folder) / "tokens"
            load.write_tokens(tokens, users)
            found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in _USED}
            for turn in range(_ROUNDS):
                for name, chosen in _USED.items():
                    used = [servers.replicas[place] for place in chosen]
                    found[name].append(measure(servers.primary, used, data, tokens, turn))
            for name, rounds in found.items():
                rates, shares, errors = zip(*rounds, strict=True)
                rate, share = statistics.median(rates), statistics.median(shares)
                print(f"{users:8}{name:>14}{rate:12.0f}{share:13.0%}{sum(errors):8}", flush=True)


if __name__ == "__main__":
    main()
