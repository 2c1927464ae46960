"""Writes the results into the README, between two marks."""

import statistics
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.aims import missed_aims, throughput
from tests.benchmarks.measure import Measured
from tests.benchmarks.report import names, ratio

_BEGIN, _END = "<!-- benchmark: written by python -m tests.benchmarks --publish -->\n", "<!-- /benchmark -->\n"
_AIMS = "All [aims](tests/benchmarks/aims.py)"
_SERVERS: Mapping[str, str] = {
    "ours": "**ours**, with everything on",
    "tutorial": "FastAPI and SQLModel as their tutorials write it",
    "limit": "a bare ASGI function on asyncpg and orjson",
    "stock": "the stock generator's server, with our storage",
    "fastify": "Fastify on Node",
}


def publish(measured: Measured, readme: Path) -> None:
    """Replace the table in the README. Raises ValueError if the README has no marks."""
    text = readme.read_text()
    head, begin, rest = text.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    if not (begin and end):
        raise ValueError(f"{readme.name} has no place for the table")
    readme.write_text(f"{head}{begin}{_table(measured)}{end}{tail}")


def _table(measured: Measured) -> str:
    servers, operations = names(measured.samples)
    lines = [
        f"| CPU µs of a request | {' | '.join(operations)} | requests/s of the mix |",
        f"|---|{'---:|' * (len(operations) + 1)}",
    ]
    for server in servers:
        cells = []
        for operation in operations:
            own = [one.cpu_us for one in measured.samples if (one.server, one.operation) == (server, operation)]
            share = "" if server == "ours" else f" ({ratio(measured.samples, 'ours', server, operation).median:.2f})"
            cells.append(f"{statistics.median(own):.0f}{share}")
        lines.append(f"| {_SERVERS[server]} | {' | '.join(cells)} | {throughput(measured.samples, server):.0f} |")
    missing = [f"- {sentence}" for sentence in missed_aims(measured.samples)]
    aims = ["Not reached of what we want:", "", *missing] if missing else [f"{_AIMS} are reached."]
    return "\n".join((*lines, "", *aims, ""))
