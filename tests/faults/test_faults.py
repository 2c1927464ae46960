"""A quick part of each scenario, of which `make faults` runs the whole; and the framework itself."""

import pytest

from tests.faults.scenario import Outcome, Scenario, Size, all_scenarios
from tests.support.node import give_up
from tests.support.programs import MissingProgram

SCENARIOS = all_scenarios()


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=list(SCENARIOS))
async def test_scenario(scenario: Scenario) -> None:
    """What must hold, holds."""
    try:
        outcome = await scenario.run(Size.quick)
    except MissingProgram as missing:
        give_up(f"{scenario.name} is not tested: {missing}")
    else:
        assert not outcome.broken, scenario.must_hold


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(faults=1, requests=1, lost=1),
        Outcome(faults=0, requests=1),
        Outcome(faults=1, requests=0),
        Outcome(faults=1, requests=1, broken=["it did not hold"]),
    ],
    ids=["a row is lost", "no fault", "no request", "broken"],
)
async def test_what_does_not_hold(outcome: Outcome) -> None:
    """A scenario can fail, and one that has done nothing does."""

    async def run(_: Size) -> Outcome:
        return outcome

    assert (await Scenario("one", "Nothing is lost.", run).run(Size.quick)).broken
