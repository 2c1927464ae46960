"""Timeouts of PostgreSQL. `PoolLimits.request_seconds` limits the time of a request."""

from collections.abc import Mapping

PING_SECONDS = 1.1
"""The timeout of the readiness check's ping; the check itself must answer within two seconds."""

SERVER_TIMEOUTS: Mapping[str, str] = {
    "statement_timeout": "5000",
    "lock_timeout": "3000",
    "idle_in_transaction_session_timeout": "10000",
}
"""Timeouts in milliseconds that PostgreSQL enforces itself, also if the client is gone."""
