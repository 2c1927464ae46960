"""Finds what the generator can't honour before anything is written."""
