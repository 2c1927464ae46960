"""A quick part of each scenario, of which `make faults` runs the whole; and the framework itself."""

import pytest

from tests.faults.scenario import Scenario, Size, all_scenarios
from tests.support.programs import skipping

pytestmark = pytest.mark.slow

SCENARIOS = all_scenarios()


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=list(SCENARIOS))
async def test_scenario(scenario: Scenario) -> None:
    """What must hold, holds."""
    with skipping(f"{scenario.name} is not tested"):
        assert not (await scenario.run(Size.quick)).broken, scenario.must_hold
