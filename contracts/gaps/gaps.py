"""Lays the interfaces and what implements them side by side."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import Parameter
from pathlib import Path

from contracts.gaps.interface import Interface, Wanted, interfaces, names
from contracts.gaps.services import Service, imports, is_stub, services
from contracts.runtime.signatures import parameter_misfits

_ANYTHING = {"object", "Any", "NoReturn"}


class Kind(StrEnum):
    """How an operation, or a line of code, and the contract do not fit."""

    MISSING = "missing"
    MISFIT = "does not fit"
    STUB = "stub"
    ORPHAN = "orphan"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do by hand: in which file, a sentence, and for what is missing the operation."""

    kind: Kind
    file: Path
    sentence: str
    wanted: Wanted | None = None
    service: Service | None = None

    @property
    def signature(self) -> str | None:
        """What to write there."""
        return None if self.wanted is None or self.kind is Kind.STUB else self.wanted.header


def find_gaps(generated: Path, implementation: Path) -> list[Gap]:
    """Everything that the code below `implementation/services` lacks, or has too much, of a generated package.

    Names that code below `implementation` takes from a module of the package which no longer has them are lost.
    """
    wanted = interfaces(generated)
    found = list(services(implementation / "services", frozenset(one.api for one in wanted)))
    gaps: list[Gap] = []
    for interface in wanted:
        given = [service for service in found if service.api == interface.api]
        if not given:
            gaps += _nobody(interface, implementation / "services" / f"{interface.tag}.py")
        for service in given:
            gaps += _beside(interface, service)
    known = names(generated)
    for one in imports(implementation, (f"{generated.name}.routers", *known)):
        if one.name not in known.get(one.module, frozenset()):
            sentence = f"line {one.line} takes {one.name} from {one.module}, which the contract no longer gives"
            gaps.append(Gap(Kind.LOST, one.file, sentence))
    return gaps


def _nobody(interface: Interface, file: Path) -> Iterator[Gap]:
    for wanted in interface.operations.values():
        yield Gap(Kind.MISSING, file, f"no class implements {wanted} of {interface.api}", wanted)


def _beside(interface: Interface, service: Service) -> Iterator[Gap]:
    for wanted in interface.operations.values():
        method = service.methods.get(wanted.id)
        if method is None and (plain := service.not_async.get(wanted.id)) is not None:
            reason = f"line {plain.lineno} has `def` where it has to be `async def`"
            sentence = f"{service.name}.{wanted.id} does not fit {wanted}: {reason}"
            yield Gap(Kind.MISFIT, service.file, sentence, wanted, service)
            continue
        if method is None:
            sentence = f"{service.name} does not implement {wanted}"
            yield Gap(Kind.MISSING, service.file, sentence, wanted, service)
            continue
        reasons = [*parameter_misfits(_parameters(wanted.definition), _parameters(method)), *_answers(wanted, method)]
        if reasons:
            sentence = f"{service.name}.{wanted.id} does not fit {wanted}: {'; '.join(reasons)}"
            yield Gap(Kind.MISFIT, service.file, sentence, wanted, service)
        elif is_stub(method):
            yield Gap(Kind.STUB, service.file, f"{service.name}.{wanted.id} is a stub", wanted, service)
    for name in service.methods.keys() - interface.operations.keys():
        sentence = f"{service.name}.{name} is an orphan: the contract has no operation {name} for {interface.api}"
        yield Gap(Kind.ORPHAN, service.file, sentence, None, service)


def _parameters(method: ast.AsyncFunctionDef) -> list[Parameter]:
    """Those after `self`, as `inspect` would tell them."""
    given = method.args
    positional = [Parameter(one.arg, Parameter.POSITIONAL_OR_KEYWORD) for one in [*given.posonlyargs, *given.args]]
    keyword = [Parameter(one.arg, Parameter.KEYWORD_ONLY) for one in given.kwonlyargs]
    rest = [] if given.vararg is None else [Parameter(given.vararg.arg, Parameter.VAR_POSITIONAL)]
    named = [] if given.kwarg is None else [Parameter(given.kwarg.arg, Parameter.VAR_KEYWORD)]
    return [*positional[1:], *rest, *keyword, *named]


def _answers(wanted: Wanted, method: ast.AsyncFunctionDef) -> Iterator[str]:
    """Responses of other operations, or of none."""
    known = {*wanted.classes, ast.unparse(wanted.definition.returns) if wanted.definition.returns else ""}
    for node in ast.walk(method.returns) if method.returns is not None else ():
        if isinstance(node, ast.Name) and node.id not in known | _ANYTHING:
            yield f"it answers {node.id}, which the operation does not"
