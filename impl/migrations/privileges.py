"""What the role of the server may do: no more than it does, and nothing with the tables themselves."""

PRIVILEGES = {
    "tasks": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "task_counters": ("SELECT", "INSERT", "UPDATE"),
    "tag_counts": ("SELECT",),  # triggers write them, as the owner of the tables
    "idempotency_keys": ("SELECT", "INSERT", "UPDATE", "DELETE"),
}
"""By table."""
