"""Sends traces and metrics to a collector. The SDK is imported only if it is used, because the import is slow."""

import asyncio
import uuid
from collections.abc import Callable

from fastapi.telemetry import TelemetryConfig
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import TracerProvider

from impl.telemetry.metrics import ProblemCounter, watch_pool
from impl.telemetry.traces import StatementTracer

SERVICE = "tasks-api"
_EXPORT_SECONDS = 3
"""Timeout of an export, retries included. It applies at shutdown too, so that a collector can't delay it for long."""
OFF = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)
"""Measures nothing, even if another library in the process has configured OpenTelemetry."""


class TelemetryMissing(Exception):
    """A setting needs packages that are not installed. The message is a sentence for the person who runs the server."""


class Telemetry:
    """The OpenTelemetry providers of one process, and what is measured with them."""

    def __init__(self, tracers: TracerProvider, meters: MeterProvider, *stop: Callable[[], None]) -> None:
        self.config = TelemetryConfig(
            tracer_provider=tracers,
            meter_provider=meters,
            # Exceptions go to the log, with the request's id. As telemetry, their texts would leave the process.
            logs=False,
            operation_spans=False,
            auto_configure=False,
        )
        self.trace_statement = StatementTracer(tracers)
        self.count_problem = ProblemCounter(meters)
        self._meters = meters
        self._stop = stop

    def watch_pool(self, usage: Callable[[], tuple[int, int, int]]) -> None:
        """Report the pool's idle connections, used connections, and waiting requests."""
        watch_pool(self._meters, usage)

    async def aclose(self) -> None:
        """Export what has not been exported, and stop."""
        await asyncio.gather(*map(asyncio.to_thread, self._stop))


def start_telemetry(endpoint: str) -> Telemetry:
    """Export traces and metrics to a collector by OTLP over HTTP (OTLP 1.9, section "OTLP/HTTP").

    An unreachable collector costs no request any time: what can't be sent is dropped and logged. Everything except the
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
    # Each process is an instance of its own. OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override these values.
    named = Resource.create({SERVICE_NAME: SERVICE, SERVICE_INSTANCE_ID: str(uuid.uuid4())})
    resource = named.merge(OTELResourceDetector().detect())
    tracers = trace.TracerProvider(resource=resource, shutdown_on_exit=False)
    tracers.add_span_processor(PathRedactor())
    tracers.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{base}/v1/traces", timeout=_EXPORT_SECONDS))
    )
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{base}/v1/metrics", timeout=_EXPORT_SECONDS))
    meters = metrics.MeterProvider(resource=resource, metric_readers=[reader], shutdown_on_exit=False)
    return Telemetry(tracers, meters, tracers.shutdown, meters.shutdown)
