"""FR-041: an operation of the contract whose router nobody includes stops the server, with its name and its tag."""

import pytest

from contracts import runtime
from generated.contract import DOCUMENT
from generated.routers.health import health_router
from generated.routers.tasks import OPERATIONS
from impl.services.health import HealthService
from tests.support.document import contract


async def provide_health() -> HealthService:
    raise AssertionError


def test_every_operation_without_a_router_is_named() -> None:
    with pytest.raises(runtime.ContractGap) as caught:
        runtime.contract_router([health_router(provide_health, {})], DOCUMENT)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(OPERATIONS)
    assert "list_tasks (GET /api/{user_id}/tasks) is not served: include the router of the tag tasks." in lines


def test_with_no_routers_all_are_named() -> None:
    with pytest.raises(runtime.ContractGap) as caught:
        runtime.contract_router([], DOCUMENT)
    assert len(str(caught.value).splitlines()) == len(contract().operations)
