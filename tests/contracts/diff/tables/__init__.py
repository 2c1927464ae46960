"""Pairs of schemas and of documents, and the expected changes in both directions."""
