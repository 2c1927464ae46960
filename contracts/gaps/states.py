"""How far each operation is: the word that the coverage table prints."""

from pathlib import Path

from contracts.gaps.gaps import Kind, find_gaps
from contracts.gaps.interface import interfaces

_WORDS = {Kind.MISSING: "no", Kind.MISFIT: "does not fit", Kind.STUB: "stub"}


def states(generated: Path, implementation: Path) -> dict[str, str]:
    """For each operation of the contract: yes, no, stub, or does not fit."""
    gaps = {gap.wanted.id: _WORDS[gap.kind] for gap in find_gaps(generated, implementation) if gap.wanted}
    return {name: gaps.get(name, "yes") for one in interfaces(generated) for name in one.operations}
