"""Pairs of schemas and of documents, and what is told of them, there and back."""
