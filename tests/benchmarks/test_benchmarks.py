"""The benchmark works, at its smallest; what it measures here is of no interest."""

import json
import shutil
import statistics
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import aims, load, memory, outsider, report, servers, workers
from tests.benchmarks.measure import Measured, Sample
from tests.benchmarks.publish import publish
from tests.support.node import skip_or_fail


def run(monkeypatch: pytest.MonkeyPatch, out: Path, *arguments: str) -> int:
    if shutil.which("wrk") is None:
        skip_or_fail("wrk is not installed, so the benchmark is not run.")
    small = ["--rounds", "1", "--seconds", "1", "--users", "5", "--tasks", "60", "--out", str(out), *arguments]
    monkeypatch.setattr(sys, "argv", ["benchmark", *small])
    return benchmark.main()


def test_every_server_answers_every_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = servers.available()
    if "fastify" not in names:
        skip_or_fail("Node is not installed, so Fastify is not measured.")
    assert run(monkeypatch, tmp_path) == 0, capsys.readouterr().err
    found = json.loads((tmp_path / "benchmark.json").read_text())
    samples = {(one["server"], one["operation"]): one for one in found["samples"]}
    assert samples.keys() == {(name, operation) for name in names for operation in load.OPERATIONS}
    assert all(one["errors"] == 0 and one["requests_per_second"] > 0 for one in samples.values())
    assert all(one["cpu_us"] > 0 and one["peak_bytes"] > 1e6 for one in samples.values())
    assert found["round_trips"]["ours"] == {"get": 1, "list": 1, "create": 3, "complete": 3}
    assert found["ratios"].keys() == {*names} - {"ours"}
    assert (tmp_path / "benchmark.png").stat().st_size > 10_000
    printed = capsys.readouterr().out
    assert all(f"CPU of ours / {name}: get " in printed for name in names if name != "ours")


def test_another_checkout_is_measured_beside_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A commit is compared with the one before in one run, since machines are never the same twice."""
    monkeypatch.setitem(servers.SERVERS, "before", servers.SERVERS["ours"])  # taken back when the test is over
    assert run(monkeypatch, tmp_path, "--servers", "ours", "--before", str(servers.ROOT)) == 0, capsys.readouterr().err
    assert servers.SERVERS["before"].checkout == servers.ROOT
    assert "CPU of ours / before: get " in capsys.readouterr().out


def test_a_checkout_without_an_environment_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "--servers", "ours", "--before", str(tmp_path)) == 1
    assert f"run `make setup` in {tmp_path}" in capsys.readouterr().err


def test_a_server_that_answers_wrongly_is_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = {"TASKS_JWT_SECRET": "not the secret of the benchmark's tokens"}
    monkeypatch.setitem(servers.SERVERS, "limit", replace(servers.SERVERS["limit"], environment=lost))
    assert run(monkeypatch, tmp_path, "--servers", "ours", "limit") == 1
    assert "limit: get: 500" in capsys.readouterr().err
    assert not (tmp_path / "benchmark.json").exists()


def sample(
    server: str, cpu: float, turn: int = 0, errors: int = 0, rate: float = 100, operation: load.Operation = "get"
) -> Sample:
    return Sample(server, operation, turn, rate, cpu, 1, 2, 1_000_000, errors)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    """Each round compares with its own, for a machine may be slower in another."""
    pairs = [(100, 50), (300, 100), (80, 80)]
    samples = [
        sample(name, cpu, turn)
        for turn, pair in enumerate(pairs)
        for name, cpu in zip(("ours", "limit"), pair, strict=True)
    ]
    found = report.ratio(samples, "ours", "limit", "get")
    assert (found.median, found.least, found.most) == (2, 1, 3)
    assert statistics.median(cpu for cpu, _ in pairs) / statistics.median(cpu for _, cpu in pairs) != found.median


def test_no_ratio_is_printed_where_a_server_erred() -> None:
    samples = [sample("ours", 100), sample("limit", 50, errors=1)]
    with pytest.raises(report.ServerErred, match="limit, get: 1 errors"):
        report.table(Measured(samples, {}, {}))
    with pytest.raises(report.ServerErred, match="limit: get: 401"):
        report.table(Measured(samples[:1], {}, {"limit": ["get: 401"]}))


def test_what_is_not_reached_is_said() -> None:
    """By the CPU of each operation, and by the throughput of the mix; of servers that were not measured nothing."""
    ours = [sample("ours", 100), sample("ours", 90, rate=100, operation="mix")]
    assert not [*aims.missed_aims(ours)]
    beside = [*ours, sample("limit", 56), sample("tutorial", 401), sample("fastify", 50, rate=99, operation="mix")]
    assert not [*aims.missed_aims(beside)]
    behind = [*ours, sample("limit", 55), sample("tutorial", 300), sample("fastify", 50, rate=101, operation="mix")]
    assert [*aims.missed_aims(behind)] == [
        "get takes 0.33 of the CPU of tutorial, and should take 0.25 at most.",
        "get takes 1.82 of the CPU of limit, and should take 1.8 at most.",
        "100 requests of the mix are served in a second, and should be more than 101.",
    ]


def test_the_readme_shows_what_was_published(tmp_path: Path) -> None:
    """In the place of what was there, and nothing else of it is touched."""
    measured = report.read_json(benchmark.PUBLISHED / "benchmark.json")
    readme = tmp_path / "README.md"
    readme.write_text((servers.ROOT / "README.md").read_text().replace("| get |", "| stale |"))
    publish(measured, readme)
    assert readme.read_text() == (servers.ROOT / "README.md").read_text()
    readme.write_text("There is no place for it.")
    with pytest.raises(ValueError, match="no place"):
        publish(measured, readme)


def test_memory_is_shown_after_each_tenth(tmp_path: Path) -> None:
    if shutil.which("wrk") is None:
        skip_or_fail("wrk is not installed, so the benchmark is not run.")
    found = memory.measure(10, users=5, tasks=60, folder=tmp_path)
    assert found[0][0] == 0
    assert found[-1][0] >= 10
    assert all(megabytes > 10 for _, megabytes in found)


def test_workers_are_measured(tmp_path: Path) -> None:
    if shutil.which("wrk") is None:
        skip_or_fail("wrk is not installed, so the benchmark is not run.")
    found = workers.measure([1, 2], users=5, tasks=60, folder=tmp_path, rounds=1, seconds=1)
    assert found.keys() == {1, 2}
    assert all(rate.requests_per_second > 0 and 0 < rate.busy <= 1 for rate in found.values())


def test_an_outsider_is_measured(tmp_path: Path) -> None:
    """Against a sink and against the server; users lose no request."""
    if shutil.which("wrk") is None:
        skip_or_fail("wrk is not installed, so the benchmark is not run.")
    (found,) = outsider.measure(["forged tokens"], 1, 1, tmp_path)
    assert found.control.attack["answers"] > 0 < found.attack.attack["answers"]
    assert (found.attack.errors, found.attack.wrong) == (0, ())
    assert found.share > 0 < found.share_by_cpu
    assert found.attack.slowest_ms > 0
