"""Checks a document against all the project's rules."""

from contracts.lint.components import component_findings
from contracts.lint.deprecations import deprecation_findings
from contracts.lint.examples import example_findings
from contracts.lint.finding import Finding
from contracts.lint.operations import operation_findings, part_findings
from contracts.lint.places import Document
from contracts.lint.responses import response_findings
from contracts.lint.schemas import schema_findings

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
    """Return every broken rule once, at the place where it is written. The document must be one that `load` has
    accepted."""
    return list(dict.fromkeys(finding for part in _PARTS for finding in part(document)))
