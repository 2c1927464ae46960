"""How long PostgreSQL may take, beside what a request may take of it (`PoolLimits.request_seconds`)."""

from collections.abc import Mapping

PING_SECONDS = 1.1
"""For the answer that tells whether the server is ready, which is given within two; see `database_ping`."""

SERVER_TIMEOUTS: Mapping[str, str] = {
    "statement_timeout": "5000",
    "lock_timeout": "3000",
    "idle_in_transaction_session_timeout": "10000",
}
"""In milliseconds: what PostgreSQL ends by itself, when nobody waits for it any more."""
