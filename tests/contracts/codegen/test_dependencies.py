"""FR-310, FR-311, FR-319: dependencies of an operation are FastAPI's, and do what they do on a plain route."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI

from tests.contracts.codegen.dependency_trees import converting, failing_begin, failing_end, kinds, uncached, yielding
from tests.contracts.codegen.habits import Events, Refused, Tree, events, operation, plain
from tests.contracts.codegen.request_trees import in_context, in_the_background, of_the_caller, parameters, scoped

RAISES = [None, Refused("by the endpoint")]
TREES = [
    kinds, uncached, yielding, converting, failing_end, failing_begin, in_the_background, scoped, parameters,
    of_the_caller, in_context,
]  # fmt: skip
SENT = {"x-word": "ada", "cookie": "flavour=mint"}


async def _same(tree: Callable[..., Tree], raises: Exception | None, prepare: Callable[[FastAPI], None]) -> None:
    told = []
    for make in (plain, operation):
        log = Events()
        made = tree(log, raises)
        app = make(made)
        app.dependency_overrides.update(made.overrides)
        prepare(app)
        # A parameter that neither the contract nor a dependency has is refused (FR-411), which no plain route does.
        query = "?Page=2" if tree is parameters else ""
        told.append(await events(app, log, f"/api/ada/tasks/7{query}", SENT))
    assert told[1] == told[0]
    assert any(isinstance(event, tuple) and event[0] == "sent" for event in told[0])


@pytest.mark.parametrize("raises", RAISES, ids=["answers", "raises"])
@pytest.mark.parametrize("tree", TREES)
async def test_happens_as_on_a_plain_route(tree: Callable[..., Tree], raises: Exception | None) -> None:
    """FR-310: in the same order, with the same values, and with the same end."""
    await _same(tree, raises, lambda _: None)


@pytest.mark.parametrize("raises", RAISES, ids=["answers", "raises"])
@pytest.mark.parametrize("tree", TREES)
async def test_happens_as_on_a_plain_route_under_an_override(
    tree: Callable[..., Tree], raises: Exception | None
) -> None:
    """FR-319: also while anything is overridden."""
    await _same(tree, raises, lambda app: app.dependency_overrides.update({test_happens_as_on_a_plain_route: None}))
