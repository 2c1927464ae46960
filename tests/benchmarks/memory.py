"""What grows with the number of requests: `python -m tests.benchmarks.memory [1000000]`.

The server of the benchmark answers as many requests of the mix. Its memory is shown after each tenth of them; the first
ones fill what is remembered (tokens, statements, the requests of a minute for the rate limits), the others should add
nothing.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import load, processes
from tests.benchmarks.database import filled
from tests.benchmarks.servers import ROOT, SERVERS, started

_TENTHS = 10
_SLICE_SECONDS = 10


def measure(requests: int, users: int, tasks: int, folder: Path) -> list[tuple[int, float]]:
    """Return the numbers of requests and the resident megabytes, at the start and after each tenth. Raises
    WrkMissing."""
    tokens = folder / "tokens"
    load.write_tokens(tokens, users)
    slice_seconds = _SLICE_SECONDS if requests >= 100_000 else 1
    with (
        filled(ROOT / ".data" / "tests", users, tasks) as data,
        started(SERVERS["ours"], data.server, folder) as (port, process),
    ):
        answered, found = 0, [(0, processes.resident_bytes(process.pid) / 1e6)]
        while answered < requests:
            seen = load.run(port, "mix", tokens, data, slice_seconds, seed=answered)
            if seen.errors:
                raise RuntimeError(f"{seen.errors} errors in {seen.requests} requests")
            answered += seen.requests
            if answered * _TENTHS >= requests * len(found):
                found.append((answered, processes.resident_bytes(process.pid) / 1e6))
                print(f"{found[-1][0]:>10} requests {found[-1][1]:8.1f} MB", flush=True)
    return found


def main() -> None:
    """Print a line for each tenth, and how much the second half has added."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        found = measure(requests, users=1000, tasks=100, folder=Path(folder))
    halfway = next(megabytes for answered, megabytes in found if 2 * answered >= requests)
    print(f"the second half has added {found[-1][1] - halfway:+.1f} MB")


if __name__ == "__main__":
    main()
