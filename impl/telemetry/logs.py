"""Structured logs: one JSON object for each event, or a readable line on a developer's terminal."""

import json as standard_json
import logging
import sys
from datetime import UTC, datetime

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from impl.telemetry.request_id import request_id as current_id

_WARNINGS_ONLY = ("uvicorn.access", "sqlalchemy.engine", "asyncio", "alembic.runtime.plugins")


def _add_request_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Add the id of the request that is being answered, if there is one."""
    request_id = current_id.get(None)
    if request_id is not None:
        event["request_id"] = request_id
    return event


def _line(event: EventDict, **_: object) -> bytes:
    """Serialize an event as JSON.

    orjson is the faster serializer, but it refuses lone surrogates and large integers; the standard one takes them.
    """
    try:
        return orjson.dumps(event, default=str, option=orjson.OPT_UTC_Z)
    except orjson.JSONEncodeError:
        return standard_json.dumps(event, default=_text).encode()


def _text(value: object) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}" if isinstance(value, datetime) and value.tzinfo is UTC else str(value)


_SHARED: list[Processor] = [
    _add_request_id,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_JSON: list[Processor] = [
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(serializer=_line),
]


def _process_event(logger: WrappedLogger, method: str, event: EventDict) -> bytes:
    """Do what `_SHARED` and `_JSON` do, in one step, because every request writes a line and waits for it."""
    event = _add_request_id(logger, method, event)
    event["level"] = "error" if method == "exception" else method
    event["logger"] = logger.name
    event["timestamp"] = datetime.now(UTC)
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(logger, method, event)
    return _line(event)


class _Lines(structlog.BytesLogger):
    """Writes lines to stderr and flushes each one, so that a crash loses none."""

    def __init__(self, name: str) -> None:
        super().__init__(sys.stderr.buffer)
        self.name = name


def configure_logging(*, json: bool, level: str) -> None:
    """Send the project's events and those of the standard library to stderr, in the same format.

    In JSON, the project's events bypass the standard library, which takes five times as long.
    """
    route_to_standard_library()
    if json:
        structlog.configure(
            processors=[_process_event],
            logger_factory=_Lines,
            wrapper_class=structlog.make_filtering_bound_logger(level),
        )
    final = [*_JSON[:-1], _as_text] if json else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in _WARNINGS_ONLY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_DuplicateFilter())


def route_to_standard_library() -> None:
    """Make structlog's events records of the standard library's logging."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _as_text(_: WrappedLogger, __: str, event: EventDict) -> str:
    return _line(event).decode()


class _DuplicateFilter(logging.Filter):
    """Drops uvicorn's record of an exception that our own handler has logged already, with the request's id."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Exception in ASGI application")
