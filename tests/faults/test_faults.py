"""A quick part of each scenario, of which `make faults` runs the whole; and the framework itself."""

import pytest

from tests.faults.scenario import Scenario, Size, all_scenarios
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
