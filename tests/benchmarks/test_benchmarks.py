"""The benchmark works, at its smallest; what it measures here is of no interest."""

import json
import shutil
import statistics
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import load, report, servers
from tests.benchmarks.measure import Measured, Sample
from tests.node import give_up


def run(monkeypatch: pytest.MonkeyPatch, out: Path, *arguments: str) -> int:
    if shutil.which("wrk") is None:
        give_up("wrk is not installed, so the benchmark is not run.")
    small = ["--rounds", "1", "--seconds", "1", "--users", "5", "--tasks", "60", "--out", str(out), *arguments]
    monkeypatch.setattr(sys, "argv", ["benchmark", *small])
    return benchmark.main()


def test_every_server_answers_every_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = servers.available()
    if "fastify" not in names:
        give_up("Node is not installed, so Fastify is not measured.")
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


def test_a_server_that_answers_wrongly_is_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = {"TASKS_JWT_SECRET": "not the secret of the benchmark's tokens"}
    monkeypatch.setitem(servers.SERVERS, "limit", replace(servers.SERVERS["limit"], environment=lost))
    assert run(monkeypatch, tmp_path, "--servers", "ours", "limit") == 1
    assert "limit: get: 500" in capsys.readouterr().err
    assert not (tmp_path / "benchmark.json").exists()


def sample(server: str, cpu: float, turn: int = 0, errors: int = 0) -> Sample:
    return Sample(server, "get", turn, 100, cpu, 1, 2, 1_000_000, errors)


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
