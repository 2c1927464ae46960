"""The commands `tasks-api contract …`. Their modules are imported when a command runs, because the imports are slow."""

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

contract = typer.Typer(name="contract", help="Lint, compare and release contracts.", no_args_is_help=True)


class LintRules(StrEnum):
    """What a contract is held against."""

    generate = "generate"
    house = "house"


class LintSeverity(StrEnum):
    """How bad a finding of the lint is."""

    error = "error"
    warning = "warning"
    note = "note"


class ReportFormat(StrEnum):
    """The format of the report."""

    text = "text"
    markdown = "markdown"
    json = "json"


@contract.callback()
def _contract() -> None:
    """Lint, compare and release contracts."""
    if not all(map(find_spec, ("openapi_spec_validator", "yaml"))):
        typer.echo("tasks-api: Contracts can't be read: install the extra `tasks-api[contract]`.", err=True)
        raise typer.Exit(2)


@contract.command()
def diff(
    old: Annotated[Path | None, typer.Argument(help="The contract as it was.", show_default=False)] = None,
    new: Annotated[Path | None, typer.Argument(help="The contract as it is.", show_default=False)] = None,
    *,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="Compare contracts/openapi.yaml in this revision of git with the working copy."
        ),
    ] = None,
    form: Annotated[ReportFormat, typer.Option("--format", help="How the changes are told.")] = ReportFormat.text,
) -> None:
    """Tell what changed from one contract to another, and whether it breaks clients.

    Exit 1 if a change is breaking, 0 if none is, 2 if there is nothing to compare.
    """
    from contracts.diff.command import run_diff

    raise typer.Exit(run_diff(old, new, since, form))


@contract.command()
def lint(
    file: Annotated[Path, typer.Argument(help="The contract.")] = Path("contracts/openapi.yaml"),
    *,
    rules: Annotated[
        LintRules | None,
        typer.Option(
            help="What the generator refuses, or the rules of the house. Both if not given: those of the house for"
            " what it does not refuse.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        LintSeverity, typer.Option(help="The least severity that gives exit code 1.")
    ] = LintSeverity.warning,
) -> None:
    """Hold a contract against the generator and the rules of the house. A line without a severity is an error.

    Exit 0 if there is nothing to mend, 1 if there is, or the contract can't be read; 2 for wrong arguments.
    """
    from contracts.lint.command import run_lint
    from contracts.lint.rules import Severity

    raise typer.Exit(run_lint(file, rules, Severity[fail_on.name.upper()]))


@contract.command()
def gate(
    *,
    since: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Compare with this revision of git, not with the last published contract."),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write what CHANGELOG.md is silent on into it, to be edited.")
    ] = False,
) -> None:
    """Tell whether the contract may land: its version, the changelog, sunset dates, waivers, and what is generated.

    Exit 0 if it may, 1 if not, 2 if there is nothing to judge.
    """
    from contracts.gate.command import run_gate

    raise typer.Exit(run_gate(since, drafting=draft))


@contract.command()
def coverage() -> None:
    """Show how far each operation is: implemented, tested, and the statuses that the last run of the tests has seen."""
    from contracts.coverage.command import run_coverage

    raise typer.Exit(run_coverage())


@contract.command()
def release() -> None:
    """Publish the contract: dist/contract-VERSION/, and contracts/published/. Exit 1 if the gate says no."""
    from contracts.release.command import run_release

    raise typer.Exit(run_release())
