"""Compares two schemas as sets of values."""

from .comparison import SchemaComparison
from .findings import Finding

__all__ = ["Finding", "SchemaComparison"]
