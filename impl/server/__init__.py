"""The process: it listens, reads HTTP, and goes down in order."""
