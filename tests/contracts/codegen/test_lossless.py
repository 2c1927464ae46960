"""FR-360: a value that the contract allows reaches the implementation as it is, and can be answered."""

from typing import Any

import pytest

from contracts.codegen.proof.prove import keeps
from tests.contracts.codegen.lossless.batch import Example, Generated, examples, losses
from tests.contracts.codegen.lossless.kinds import COMPONENTS, KINDS, OLD_COMPONENTS, OLD_KINDS, OVERLAPPING

Json = Any
NUMBER = 15  # of the examples; make values tries others


@pytest.fixture(scope="module")
def generated() -> Generated:
    return Generated([Example(COMPONENTS, schema) for schema, _, _ in KINDS.values()])


@pytest.fixture(scope="module")
def old() -> Generated:
    return Generated([Example(OLD_COMPONENTS, schema) for schema, _, _ in OLD_KINDS.values()], "3.0.3")


@pytest.mark.parametrize("name", KINDS)
def test_kind_keeps_its_values(generated: Generated, name: str) -> None:
    _, accepted, rejected = KINDS[name]
    _assert_kept(generated, list(KINDS).index(name), accepted, rejected)


@pytest.mark.parametrize("name", OLD_KINDS)
def test_old_kind_keeps_its_values(old: Generated, name: str) -> None:
    _, accepted, rejected = OLD_KINDS[name]
    _assert_kept(old, list(OLD_KINDS).index(name), accepted, rejected)


@pytest.fixture(scope="module")
def overlapping() -> Generated:
    return Generated([Example(COMPONENTS, schema) for schema, _, _ in OVERLAPPING.values()])


@pytest.mark.parametrize("name", OVERLAPPING)
def test_overlapping_alternatives_keep_their_values(overlapping: Generated, name: str) -> None:
    _, accepted, rejected = OVERLAPPING[name]
    _assert_kept(overlapping, list(OVERLAPPING).index(name), accepted, rejected)


def _assert_kept(generated: Generated, index: int, accepted: list[Json], rejected: list[Json]) -> None:
    assert [value for value in accepted if not generated.accepts(index, value)] == []
    assert [lost for value in accepted for lost in generated.lost(index, value)] == []
    assert [value for value in rejected if generated.accepts(index, value)] == []


def test_kinds_are_typed_without_a_note(generated: Generated, old: Generated) -> None:
    assert [*generated.notes, *old.notes] == []


def test_made_up_schemas_lose_nothing() -> None:
    assert list(losses(examples(50, NUMBER))) == []


@pytest.mark.parametrize(
    ("back", "value"), [({}, {"a": 1}), ([1], [1, 2]), (1, True), ("a", "b"), (1.5, 1), ({"a": None}, {"a": 0})]
)
def test_a_lost_value_is_noticed(back: Json, value: Json) -> None:
    assert not keeps(back, value)
