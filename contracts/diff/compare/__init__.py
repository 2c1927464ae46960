"""Finds the changes between two documents."""
