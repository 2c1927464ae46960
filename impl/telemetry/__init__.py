"""Traces and metrics by OpenTelemetry, where they are wanted: FastAPI's of requests, and ours of the database."""

from impl.telemetry.providers import OFF, Telemetry, TelemetryMissing, start_telemetry

__all__ = ["OFF", "Telemetry", "TelemetryMissing", "start_telemetry"]
