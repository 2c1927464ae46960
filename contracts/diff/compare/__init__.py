"""Compares two documents and collects the changes."""
