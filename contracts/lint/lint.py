"""Holds a document against all the house rules."""

from .components import component_findings
from .deprecations import deprecation_findings
from .examples import example_findings
from .finding import Finding
from .operations import operation_findings, part_findings
from .places import Document
from .responses import response_findings
from .schemas import schema_findings

_PARTS = (
    operation_findings,
    part_findings,
    response_findings,
    schema_findings,
    example_findings,
    deprecation_findings,
    component_findings,
)


def lint(document: Document) -> list[Finding]:
    """Every broken rule, each at the place where it is written, once. The document is one that `load` has accepted."""
    return list(dict.fromkeys(finding for part in _PARTS for finding in part(document)))
