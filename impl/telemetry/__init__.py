"""Traces and metrics by OpenTelemetry, where they are wanted: FastAPI's of requests, and ours of the database."""

from .providers import OFF, Telemetry, TelemetryMissing, start_telemetry

__all__ = ["OFF", "Telemetry", "TelemetryMissing", "start_telemetry"]
