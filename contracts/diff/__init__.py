"""Compares two OpenAPI documents, 3.0 or 3.1, by meaning (specs/adr/0011-how-contracts-are-compared.md)."""

from .changes import Change
from .compare import compare
from .levels import Level
from .load import Contract, UnusableContract, contract_of_file, contract_of_revision
from .rules import Rule, catalogue

__all__ = [
    "Change",
    "Contract",
    "Level",
    "Rule",
    "UnusableContract",
    "catalogue",
    "compare",
    "contract_of_file",
    "contract_of_revision",
]
