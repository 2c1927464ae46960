"""Compares two OpenAPI documents, 3.0 or 3.1, by meaning (specs/adr/0011-how-contracts-are-compared.md)."""

from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level
from contracts.diff.decide.rules import Rule, catalogue
from contracts.diff.read.load import Contract, UnusableContract, contract_of_file, contract_of_revision

__all__ = [
    "Change",
    "Contract",
    "Level",
    "Rule",
    "UnusableContract",
    "catalogue",
    "contract_of_file",
    "contract_of_revision",
]
