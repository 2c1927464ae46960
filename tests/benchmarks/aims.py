"""The project's performance aims relative to other servers, and which of them a run has missed."""

import statistics
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.load import Operation
from tests.benchmarks.measure import Sample
from tests.benchmarks.report import ratio

# CPU of a request, ours over theirs, at most.
_CPU: Mapping[str, Mapping[Operation, float]] = {
    "tutorial": {"get": 0.25, "list": 0.25, "create": 0.25, "complete": 0.25},
    "limit": {"get": 1.8, "list": 1.6, "create": 1.8, "complete": 1.8},
}
# Whose throughput of the mix is to be exceeded.
_THROUGHPUT = "fastify"


def missed_aims(samples: Sequence[Sample]) -> Iterator[str]:
    """Yield a sentence for each aim that was not reached, as far as its servers were measured."""
    servers, operations = {one.server for one in samples}, {one.operation for one in samples}
    for other, limits in _CPU.items():
        for operation, most in limits.items():
            if {"ours", other} <= servers and operation in operations:
                found = ratio(samples, "ours", other, operation).median
                if found > most:
                    yield f"{operation} takes {found:.2f} of the CPU of {other}, and should take {most} at most."
    if {"ours", _THROUGHPUT} <= servers and "mix" in operations:
        ours, theirs = throughput(samples, "ours"), throughput(samples, _THROUGHPUT)
        if ours <= theirs:
            yield f"{ours:.0f} requests of the mix are served in a second, and should be more than {theirs:.0f}."


def throughput(samples: Sequence[Sample], server: str) -> float:
    """Return the requests a second of the mixed operations: the median of the rounds."""
    found = [one.requests_per_second for one in samples if (one.server, one.operation) == (server, "mix")]
    return statistics.median(found)
