"""The comparison of contracts."""
