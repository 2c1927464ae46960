"""FR-140: what a running server sends to a collector, and what it does not send."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.impl.telemetry.collector import Collector, Point, Span, collector
from tests.support.application import server, token

TITLE = "A title that is nobody else's business"


@pytest.fixture(scope="module")
def user_id() -> str:
    return f"auth0|{uuid.uuid4().hex}"


@pytest.fixture(scope="module")
def telemetry(database_url: str, user_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    """What a server sends about a few requests until it has stopped."""
    log = tmp_path_factory.mktemp("telemetry") / "log"
    with collector() as found:
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": found.endpoint, "TASKS_RATE_WRITES": "1/minute"}
        with server(database_url, log, **settings) as url:
            headers = {"Authorization": f"Bearer {token(user_id)}", "X-Request-ID": "ours"}
            with httpx.Client(base_url=f"{url}/api/{user_id}", headers=headers) as client:
                assert client.post("/tasks", json={"title": TITLE}).status_code == 201
                assert client.get("/tasks", params={"search": "nobody"}).status_code == 200
                assert client.post("/tasks", json={"title": TITLE}).status_code == 429
                parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                assert client.get("/tasks/77", headers={"traceparent": parent}).status_code == 404
        yield found


def requests(telemetry: Collector, name: str) -> list[Span]:
    return [span for span in telemetry.spans if span.name == name]


def below(telemetry: Collector, parent: Span) -> list[Span]:
    return [span for span in telemetry.spans if span.parent == parent.id]


def test_a_request_is_a_span_of_its_route(telemetry: Collector) -> None:
    """FR-140."""
    done, refused = requests(telemetry, "POST /api/{user_id}/tasks")
    assert done.attributes["http.route"] == "/api/{user_id}/tasks"
    assert done.attributes["tasks_api.request_id"] == "ours"
    assert [span.attributes["http.response.status_code"] for span in (done, refused)] == [201, 429]
    assert telemetry.services == {"tasks-api"}
    assert len(telemetry.instances) == 1


def test_each_process_has_a_name(database_url: str, tmp_path: Path) -> None:
    """FR-140: otherwise the counts of different processes would be mixed up."""
    with collector() as found:
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": found.endpoint, "TASKS_WORKERS": "2"}
        with server(database_url, tmp_path / "log", **settings) as url:
            httpx.get(f"{url}/health/live").raise_for_status()
    assert len(found.instances) == 2


def test_an_instance_may_be_named_by_who_runs_it(database_url: str, tmp_path: Path) -> None:
    with collector() as found:
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": found.endpoint}
        named = {"OTEL_RESOURCE_ATTRIBUTES": "service.instance.id=one,service.name=ours"}
        with server(database_url, tmp_path / "log", **settings, **named) as url:
            httpx.get(f"{url}/health/live").raise_for_status()
    assert (found.instances, found.services) == ({"one"}, {"ours"})


def test_statements_are_spans_below_it(telemetry: Collector) -> None:
    """FR-140, FR-037: one for a read, three for a write."""
    (created, _), (listed,) = (
        requests(telemetry, "POST /api/{user_id}/tasks"),
        requests(telemetry, "GET /api/{user_id}/tasks"),
    )
    written = sorted(below(telemetry, created), key=lambda span: span.start)
    assert [span.name for span in written] == ["BEGIN", "INSERT", "COMMIT"]
    (read,) = below(telemetry, listed)
    assert read.name == "SELECT"
    assert read.attributes["db.system.name"] == "postgresql"
    assert listed.start <= read.start <= read.end <= listed.end


def test_a_trace_goes_on(telemetry: Collector) -> None:
    """W3C Trace Context: the request continues the caller's trace."""
    (found,) = requests(telemetry, "GET /api/{user_id}/tasks/{task_id}")
    assert found.trace.hex() == "0af7651916cd43dd8448eb211c80319c"
    assert found.parent.hex() == "b7ad6b7169203331"


def test_nothing_private_leaves(telemetry: Collector, user_id: str) -> None:
    """FR-140: no user id, no text, and no token."""
    everything = json.dumps([[span.name, span.attributes] for span in telemetry.spans])
    everything += json.dumps([point.attributes for point in telemetry.points])
    for private in (user_id, user_id.encode().hex(), TITLE, "nobody", "Bearer", token(user_id)[:20]):
        assert private not in everything


def test_requests_problems_and_the_pool_are_measured(telemetry: Collector) -> None:
    """FR-140."""
    by_status = {point.attributes["http.response.status_code"]: point.value for point in durations(telemetry)}
    assert by_status == {201: 1, 200: 1, 429: 1, 404: 1}
    problems = {point.attributes["problem"]: point.value for point in telemetry.latest("tasks_api.problems")}
    assert problems == {"rate-limited": 1, "task-not-found": 1}
    states = {
        point.attributes["db.client.connection.state"] for point in telemetry.latest("db.client.connection.count")
    }
    assert states == {"idle", "used"}
    assert [point.value for point in telemetry.latest("db.client.connection.pending_requests")] == [0]


def durations(telemetry: Collector) -> list[Point]:
    return telemetry.latest("http.server.request.duration")


def test_off_unless_it_is_set(database_url: str, user_id: str, tmp_path: Path) -> None:
    """FR-140: nothing is sent, also where the SDK's other variables are there."""
    with collector() as found:
        settings = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{found.endpoint}/v1/traces"}
        with server(database_url, tmp_path / "log", **settings) as url:
            assert httpx.get(f"{url}/health/live").status_code == 200
        assert (found.spans, found.points) == ([], [])


def test_a_collector_that_is_away_costs_nothing(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with server(database_url, log, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9") as url:
        for _ in range(3):
            assert httpx.get(f"{url}/health/ready").status_code == 200
    assert "Traceback" not in log.read_text()
