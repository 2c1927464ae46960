"""Reads the two documents, and keeps the JSON pointer of every value."""
