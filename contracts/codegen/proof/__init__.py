"""Proves that no value is lost on its way into a model and out of it."""
