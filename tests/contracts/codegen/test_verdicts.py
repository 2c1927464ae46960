"""FR-038, FR-042, FR-425: a generated server accepts what its contract allows and rejects all else, anywhere."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby

import pytest

from contracts.document.keywords import DEFAULT_STYLES, STYLES
from tests.contracts.codegen.verdicts.complete import wanted
from tests.contracts.codegen.verdicts.oracle import opinion
from tests.contracts.codegen.verdicts.places import BODIES, PLACES, itself
from tests.contracts.codegen.verdicts.requests import TAG, RequestVerdict, request_verdicts
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.table import NEWEST, VERSIONS, Verdict, contract, verdicts
from tests.contracts.codegen.verdicts.values import plain, same

VERDICTS = tuple(verdicts())
CASES = {name: list(group) for name, group in groupby(VERDICTS, lambda one: f"{one.case.version}-{one.case.slug}")}
REQUESTS = tuple(request_verdicts())


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, GeneratedServer]]:
    """A generated server for the contract of each version of OpenAPI."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "verdicts"
    names = {version: f"verdicts_{version.replace('.', '_')}" for version in VERSIONS}
    generate(folder, {name: contract(version) for version, name in names.items()})
    with ExitStack() as stack:
        yield {version: stack.enter_context(GeneratedServer(folder, name)) for version, name in names.items()}


@pytest.mark.parametrize("name", CASES)
def test_verdicts_of(servers: dict[str, GeneratedServer], name: str) -> None:
    wrong = {one.id: reason for one in CASES[name] if (reason := _wrong(servers[one.case.version], one)) is not None}
    assert wrong == {}


def _wrong(server: GeneratedServer, verdict: Verdict) -> str | None:
    """What came otherwise than the table says."""
    outcome = server.send(verdict.place.tag, verdict.wire)
    if not verdict.accepted:
        return None if (outcome.status, outcome.reached) == (422, None) else f"was answered with {outcome.status}"
    if (outcome.status, outcome.keywords) != (200, ()) or outcome.reached is None:
        return f"was answered with {outcome.status} {outcome.keywords}"
    (given,) = outcome.reached.values()
    sent = verdict.place.around(verdict.value)
    if not same(plain(given), sent):
        return f"came as {given!r} for {sent!r}"
    receives = verdict.case.receives
    if receives and given is not None and verdict.place.around is itself and type(given) is not receives:
        return f"came as {type(given)}"
    return None


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


def test_table_has_every_keyword_at_every_place() -> None:
    for accepted in (True, False):
        held = {(verdict.case.keyword, verdict.place.name) for verdict in VERDICTS if verdict.accepted is accepted}
        assert [pair for pair in wanted() if pair not in held] == []


def test_table_has_every_style() -> None:
    parameters = [place.declare({})["parameters"][0] for place in PLACES if place not in BODIES]
    held = {(parameter["in"], parameter.get("style", DEFAULT_STYLES[parameter["in"]])) for parameter in parameters}
    known = {(location, style) for location, styles in STYLES.items() for style in styles}
    assert held == known - {("query", "deepObject")}  # a style of objects: test_object_parameters.py
