"""Schemas of all keywords that the generator knows, and values of them: none may be lost."""
