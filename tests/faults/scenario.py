"""How a scenario is declared, and what comes of it.

@scenario("No client sees an error when every idle connection is cut.")
async def cut_while_idle(size: Size) -> Outcome:
    ''' FR-103. '''
    outcome = Outcome()
    ...
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from tests.faults import scenarios


class Size(StrEnum):
    """How much of a scenario is run: a quick part that takes seconds, or everything."""

    quick = "quick"
    full = "full"

    @property
    def timed(self) -> bool:
        """Whether time limits are checked. They are not beside other tests, which make the machine slower."""
        return self is Size.full


@dataclass
class Outcome:
    """What happened. `errors` counts the failures that clients have seen: a status of 500 or more, or no answer."""

    faults: int = 0
    requests: int = 0
    errors: int = 0
    lost: int = 0
    broken: list[str] = field(default_factory=list)
    """A sentence for each expectation that failed."""

    def must(self, holds: bool, otherwise: str) -> None:
        """Record a failed expectation; the scenario continues."""
        if not holds:
            self.broken.append(otherwise)


Run: TypeAlias = Callable[[Size], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A fault, and a sentence that says what must hold."""

    name: str
    must_hold: str
    _run: Run

    async def run(self, size: Size) -> Outcome:
        """Run the scenario. It fails if rows are lost, or if there was no fault or no request.

        Raises MissingProgram if it can't be run here.
        """
        outcome = await self._run(size)
        outcome.must(outcome.lost == 0, f"{outcome.lost} rows that were acknowledged are not there")
        outcome.must(outcome.faults > 0, "no fault was injected")
        outcome.must(outcome.requests > 0, "no request was sent")
        return outcome


_DECLARED: list[Scenario] = []


def scenario(must_hold: str) -> Callable[[Run], Run]:
    """Declare a scenario, named after its function."""

    def declare(run: Run) -> Run:
        _DECLARED.append(Scenario(run.__name__, must_hold, run))
        return run

    return declare


def all_scenarios() -> dict[str, Scenario]:
    """Return all scenarios by name, in the order of their files."""
    for module in sorted(iter_modules(scenarios.__path__), key=lambda module: module.name):
        import_module(f"{scenarios.__name__}.{module.name}")
    named = {one.name: one for one in _DECLARED}
    if len(named) != len(_DECLARED):
        raise ValueError("two scenarios have one name")
    return named
