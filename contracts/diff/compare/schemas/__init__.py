"""Compares two schemas as sets of values."""

from contracts.diff.compare.schemas.comparison import SchemaComparison
from contracts.diff.compare.schemas.findings import Finding

__all__ = ["Finding", "SchemaComparison"]
