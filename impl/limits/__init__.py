"""Rate limits: how much a client may ask for. See specs/adr/0006-rate-limits.md."""
