"""Where traces and metrics go. The SDK is imported when it is asked for, which not every start has to wait for."""

import asyncio
import uuid
from collections.abc import Callable

from fastapi.telemetry import TelemetryConfig
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import TracerProvider

from impl.telemetry.metrics import ProblemCounter, watch_pool
from impl.telemetry.traces import StatementTracer

SERVICE = "tasks-api"
_SECONDS = 3
"""How long a collector may take, retries included; at the end too, which is not to keep a server from stopping."""
OFF = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)
"""Nothing is measured, whatever else in the process has set up OpenTelemetry."""


class TelemetryMissing(Exception):
    """The setting asks for what is not installed; the message is a sentence for who runs the server."""


class Telemetry:
    """The providers of one process, and what is measured with them."""

    def __init__(self, tracers: TracerProvider, meters: MeterProvider, *stop: Callable[[], None]) -> None:
        self.config = TelemetryConfig(
            tracer_provider=tracers,
            meter_provider=meters,
            # Exceptions go to the log, where they have the request's id; here their text would leave the process.
            logs=False,
            operation_spans=False,
            auto_configure=False,
        )
        self.trace_statement = StatementTracer(tracers)
        self.count_problem = ProblemCounter(meters)
        self._meters = meters
        self._stop = stop

    def watch_pool(self, usage: Callable[[], tuple[int, int, int]]) -> None:
        """Report how many connections are idle, how many are used, and how many requests wait for one."""
        watch_pool(self._meters, usage)

    async def aclose(self) -> None:
        """Send what has not been sent yet."""
        await asyncio.gather(*map(asyncio.to_thread, self._stop))


def start_telemetry(endpoint: str) -> Telemetry:
    """Send traces and metrics to a collector, by OTLP over HTTP (OTLP 1.9, section "OTLP/HTTP").

    A collector that is away costs no request anything: what can't be sent is dropped, and the log says so. All but the
    endpoint is configured by the variables `OTEL_…` of the OpenTelemetry specification. Raises TelemetryMissing.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk import metrics, trace
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import SERVICE_INSTANCE_ID, SERVICE_NAME, OTELResourceDetector, Resource
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        from impl.telemetry.privacy import PathRedactor
    except ImportError as error:
        raise TelemetryMissing(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of the extra: pip install 'tasks-api[telemetry]'."
        ) from error
    base = endpoint.rstrip("/")
    # Each process counts by itself. OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
    named = Resource.create({SERVICE_NAME: SERVICE, SERVICE_INSTANCE_ID: str(uuid.uuid4())})
    resource = named.merge(OTELResourceDetector().detect())
    tracers = trace.TracerProvider(resource=resource, shutdown_on_exit=False)
    tracers.add_span_processor(PathRedactor())
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{base}/v1/traces", timeout=_SECONDS)))
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{base}/v1/metrics", timeout=_SECONDS))
    meters = metrics.MeterProvider(resource=resource, metric_readers=[reader], shutdown_on_exit=False)
    return Telemetry(tracers, meters, tracers.shutdown, meters.shutdown)
