"""An OpenTelemetry collector, which takes OTLP over HTTP and stores what it receives."""

import gzip
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric

Attributes: TypeAlias = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Span:
    """A span. Times are nanoseconds since 1970."""

    name: str
    trace: bytes
    id: bytes
    parent: bytes
    start: int
    end: int
    attributes: Attributes
    failed: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a metric; for a histogram, the count."""

    metric: str
    value: float
    attributes: Attributes


@dataclass(slots=True)
class Collector:
    """What has been received, in order."""

    endpoint: str
    spans: list[Span] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    services: set[str | int] = field(default_factory=set)
    instances: set[str | int] = field(default_factory=set)

    def latest(self, metric: str) -> list[Point]:
        """The points of a metric."""
        return [point for point in self.points if point.metric == metric]


def _attributes(pairs: Iterable[KeyValue]) -> Attributes:
    return {pair.key: pair.value.string_value or pair.value.int_value for pair in pairs}


def _points(metric: Metric) -> Iterator[Point]:
    for point in (*metric.sum.data_points, *metric.gauge.data_points):
        yield Point(metric.name, point.as_int or point.as_double, _attributes(point.attributes))
    for histogram in metric.histogram.data_points:
        yield Point(metric.name, histogram.count, _attributes(histogram.attributes))


@contextmanager
def collector() -> Iterator[Collector]:
    """Run a collector on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            _store(found, self.path, body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing of it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Collector(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()


def _store(found: Collector, path: str, body: bytes) -> None:
    if path == "/v1/traces":
        traces = ExportTraceServiceRequest.FromString(body)
        for resource in traces.resource_spans:
            found.services.add(_attributes(resource.resource.attributes)["service.name"])
            found.instances.add(_attributes(resource.resource.attributes)["service.instance.id"])
            found.spans += [
                Span(
                    span.name,
                    span.trace_id,
                    span.span_id,
                    span.parent_span_id,
                    span.start_time_unix_nano,
                    span.end_time_unix_nano,
                    _attributes(span.attributes),
                    span.status.code == 2,
                )
                for scope in resource.scope_spans
                for span in scope.spans
            ]
    elif path == "/v1/metrics":
        metrics = ExportMetricsServiceRequest.FromString(body)
        for measured in metrics.resource_metrics:
            found.instances.add(_attributes(measured.resource.attributes)["service.instance.id"])
            for part in measured.scope_metrics:
                for metric in part.metrics:
                    found.points += _points(metric)
