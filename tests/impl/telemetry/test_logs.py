"""FR-032: the log has JSON lines, whatever values they contain, from our code and from others'."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog

from impl.telemetry import logs
from impl.telemetry.logs import configure_logging
from impl.telemetry.request_id import request_id

MOMENT = datetime(2026, 3, 1, 12, 0, 0, 5, UTC)


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


def test_what_others_log(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(json=True, level="info")
    logging.getLogger("anybody").warning("one\ntwo")
    try:
        raise RuntimeError("reason")
    except RuntimeError:
        logging.getLogger("anybody").exception("failed")
    first, second = lines(capfd)
    assert (first["event"], first["level"], first["logger"]) == ("one\ntwo", "warning", "anybody")
    assert "RuntimeError: reason" in second["exception"]


def test_what_we_log(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(json=True, level="info")
    structlog.get_logger("ours").debug("not this one")
    structlog.get_logger("ours").warning("one\ntwo", count=3)
    (line,) = lines(capfd)
    assert (line["event"], line["level"], line["logger"], line["count"]) == ("one\ntwo", "warning", "ours", 3)
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("half of a pair: \ud800", id="half of a pair"),
        pytest.param(2**64, id="a large number"),
        pytest.param({1: "a number as a name"}, id="a number as a name"),
        pytest.param(object(), id="an object"),
        pytest.param(b"bytes", id="bytes"),
    ],
)
def test_any_value_is_logged(capfd: pytest.CaptureFixture[str], value: object) -> None:
    """A value that can't be logged would make its request fail."""
    configure_logging(json=True, level="info")
    structlog.get_logger("ours").warning("odd", value=value)
    logging.getLogger("anybody").warning("odd: %s", value)
    ours, anybody = lines(capfd)
    assert ours["value"]
    assert anybody["event"].startswith("odd: ")


@pytest.mark.parametrize("method", ["debug", "info", "warning", "error", "critical", "exception"])
@pytest.mark.parametrize(
    "said", [{}, {"status": 200, "moment": MOMENT}, {"half": "\ud800", "moment": MOMENT}, {"exc_info": True}], ids=str
)
def test_a_line_in_one_step_is_the_line_of_all_steps(method: str, said: dict[str, object]) -> None:
    """FR-032: both ways give the same line."""
    logger, lines = logs._Lines("tasks_api.test"), list[dict[str, Any]]()
    given = request_id.set("the-request")
    try:
        raise LookupError("what went wrong")
    except LookupError:
        for steps in ([*logs._SHARED, *logs._JSON], [logs._process_event]):
            event: Any = {**said, "event": "said"}
            for step in steps:
                event = step(logger, method, event)
            lines.append(json.loads(event))
    request_id.reset(given)
    assert lines[0]["request_id"] == "the-request"
    times = [datetime.fromisoformat(line.pop("timestamp")) for line in lines]
    assert lines[0] == lines[1]
    assert lines[0]["level"] == ("error" if method == "exception" else method)
    assert timedelta(0) <= times[1] - times[0] < timedelta(minutes=1)
