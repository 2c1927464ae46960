"""The contract suite alone: Schemathesis with every check, its own and ours, in this process, to the first failure."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.contracts.coverage import sightings
from tests.fuzzing import schemathesis_hooks
from tests.fuzzing.fuzzing import settings
from tests.support.document import contract

EXAMPLES = 15
"""Examples of each operation: enough to tell, few enough to be quick."""

assert schemathesis_hooks


def contract_suite(app: object) -> list[str]:
    """Run the suite against an application, and return the failures found, each as the name of its check."""
    configured = settings() | {"seed": 1, "max-failures": 1}
    configured["generation"]["max-examples"] = EXAMPLES
    del configured["hooks"]
    config = SchemathesisConfig.from_dict(configured)
    schema = schemathesis.openapi.from_dict(deepcopy(contract().root), config=config)
    schema.app = app
    schema.config.base_url = None
    with sightings.uncounted():
        return list(_failures(from_schema(schema).execute()))


def _failures(stream: Any) -> Iterator[str]:
    for event in stream:
        if isinstance(event, events.ScenarioFinished):
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        yield f"{check.name}: {check.failure_info.failure.message.strip().splitlines()[0]}"
        elif isinstance(event, events.NonFatalError | events.FatalError):
            yield f"error: {event}"
