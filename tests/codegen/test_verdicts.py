"""FR-042: a generated server accepts what its contract allows, and rejects all else: every keyword at every place."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.codegen.verdicts.oracle import opinion
from tests.codegen.verdicts.places import itself
from tests.codegen.verdicts.requests import TAG, RequestVerdict, request_verdicts
from tests.codegen.verdicts.server import GeneratedServer
from tests.codegen.verdicts.table import NEWEST, VERSIONS, Verdict, contract, verdicts
from tests.codegen.verdicts.values import plain, same

VERDICTS = tuple(verdicts())
REQUESTS = tuple(request_verdicts())


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, GeneratedServer]]:
    """A generated server for the contract of each version of OpenAPI."""
    folder = tmp_path_factory.mktemp("verdicts")
    with ExitStack() as stack:
        yield {
            version: stack.enter_context(GeneratedServer(folder, f"verdicts_{number}", contract(version)))
            for number, version in enumerate(VERSIONS)
        }


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.id)
def test_verdict(servers: dict[str, GeneratedServer], verdict: Verdict) -> None:
    outcome = servers[verdict.case.version].send(verdict.place.tag, verdict.wire)
    if not verdict.accepted:
        assert (outcome.status, outcome.reached) == (422, None)
        return
    assert (outcome.status, outcome.keywords) == (200, ())
    assert outcome.reached is not None
    (given,) = outcome.reached.values()
    sent = verdict.place.around(verdict.value)
    assert same(plain(given), sent), f"{given!r} for {sent!r}"
    if verdict.case.receives and given is not None and verdict.place.around is itself:
        assert type(given) is verdict.case.receives


@pytest.mark.parametrize("verdict", REQUESTS, ids=lambda verdict: verdict.id)
def test_request(servers: dict[str, GeneratedServer], verdict: RequestVerdict) -> None:
    outcome = servers[NEWEST].send(TAG, verdict.wire)
    assert outcome.status == verdict.status
    if verdict.status == 200:
        assert outcome.reached is not None
        assert {name: plain(outcome.reached[name]) for name in verdict.arguments} == verdict.arguments
    else:
        assert outcome.reached is None


def test_table_agrees_with_another_validator() -> None:
    wrong = [
        verdict.id
        for verdict in VERDICTS
        if (allowed := opinion(verdict.case, verdict.value)) is not None and allowed != verdict.accepted
    ]
    assert wrong == []
