"""Optional traces and metrics by OpenTelemetry: FastAPI's for requests, our own for the database."""

from impl.telemetry.providers import OFF, Telemetry, TelemetryMissing, start_telemetry

__all__ = ["OFF", "Telemetry", "TelemetryMissing", "start_telemetry"]
