"""FR-004: stored answers of repeated requests, read by another release than the one that stored them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.runtime.json_bytes import reread_json, write_json
from generated import models
from impl.services.replay import fingerprint, replayed_task
from impl.storage.errors import IdempotencyKeyReused
from impl.storage.idempotency import KeptAnswer

MOMENT = datetime(2026, 3, 1, 10, 0, 0, 123456, tzinfo=UTC)
BODY = models.TaskCreate.model_validate_json(
    '{"title": "t", "completed": true, "priority": "high", "tags": ["b", "a"], "due_date": "2026-03-01"}'
)
ANSWER: Mapping[str, Any] = {
    **dict.fromkeys(models.Task.model_fields),
    "id": 7,
    "user_id": "ada",
    "title": "t",
    "description": None,
    "completed": True,
    "completed_at": "2026-03-01T10:00:00.123456Z",
    "priority": "high",
    "tags": ["b", "a"],
    "due_date": "2026-03-01",
    "created_at": "2026-03-01T10:00:00.123456Z",
    "updated_at": "2026-03-01T10:00:00.123456Z",
    "version": 1,
}


def replayed(answer: Mapping[str, object], body: models.TaskCreate = BODY) -> object:
    """Return the answer as a client reads it."""
    return reread_json(write_json(replayed_task(KeptAnswer(answer, MOMENT), body, "ada")))


@pytest.mark.parametrize("missing", sorted(ANSWER.keys() - {"id"}))
def test_a_member_that_was_not_kept(missing: str) -> None:
    """A previous release had no such member: it gets the value that this release would give."""
    assert replayed({name: value for name, value in ANSWER.items() if name != missing}) == ANSWER


def test_an_answer_of_nothing_but_a_number() -> None:
    assert replayed({"id": 7}) == ANSWER


def test_a_member_that_is_not_known() -> None:
    """A later release has stored it."""
    assert replayed({**ANSWER, "archived": False, "a": {"b": [1]}}) == ANSWER


@pytest.mark.parametrize(
    "odd",
    [
        {"priority": "urgent"},
        {"title": ""},
        {"title": "x" * 201},
        {"title": "\0"},
        {"tags": ["a", "a"]},
        {"tags": "b"},
        {"tags": [None]},
        {"due_date": {"on": "2026-03-01"}},
        {"due_date": "0001-01-01"},
        {"completed": "perhaps"},
        {"completed_at": "yesterday"},
        {"created_at": 10**30},
        {"updated_at": None},
        {"updated_at": "0000-01-01T00:00:00Z"},
        {"user_id": 5},
        {"version": 0},
        {"version": 2**40},
    ],
    ids=str,
)
def test_a_value_that_this_release_cannot_answer_with(odd: Mapping[str, object]) -> None:
    """Another release allowed it: an unknown enum value, a longer text, another type."""
    assert replayed({**ANSWER, **odd}) == ANSWER


def test_what_was_kept_is_answered_rather_than_what_would_be_now() -> None:
    """For example a default that has changed."""
    first = {**ANSWER, "priority": "low", "title": "T", "tags": []}
    assert replayed(first) == first


@pytest.mark.parametrize("due", [None, "2026-03-01", "2026-03-01T08:00:00Z", "2026-03-01T08:00:00.500000Z"])
def test_each_kind_of_due_date(due: str | None) -> None:
    assert replayed({**ANSWER, "due_date": due}) == {**ANSWER, "due_date": due}


@pytest.mark.parametrize("answer", [{}, {"id": None}, {"id": "7"}, {"id": True}, {"id": 0}, {"id": 2**31}], ids=str)
def test_an_answer_without_a_number_is_refused(answer: Mapping[str, object]) -> None:
    """No release stores one, and a second task must not be created."""
    with pytest.raises(IdempotencyKeyReused):
        replayed(answer)


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ('{"title": "t"}', "dd7c570180ef651c333eeb79a23888f693a477424e7b80485965a5cd13d8c03b"),
        (
            '{"title": "Zürich — 買い物", "description": null, "completed": true, "priority": "high", '
            '"tags": ["b", "a"], "due_date": "2026-03-01"}',
            "fceb48bda2f2866a86ee7ddb9893c84373fa0889bd0920cee5d1e1af84098d44",
        ),
        (
            '{"due_date": "2026-03-01T10:00:00.5+02:00", "description": "d", "title": "t"}',
            "cd0305c2e833e08722b2c633e3fda3da33645df72bba264a9d83dae5dc22bc52",
        ),
    ],
)
def test_the_fingerprint_is_that_of_the_first_release(body: str, known: str) -> None:
    """Otherwise a request that is repeated after an upgrade would be refused."""
    assert fingerprint(models.TaskCreate.model_validate_json(body)) == known


def test_a_member_of_a_later_release_counts_when_it_is_given() -> None:
    """A member that is absent or has its default does not change the fingerprint."""

    class Later(models.TaskCreate):
        shade: str | None = None
        colour: str = "grey"

    same = {
        fingerprint(made) for made in (models.TaskCreate(title="t"), Later(title="t"), Later(title="t", colour="grey"))
    }
    others = {fingerprint(Later(title="t", **given)) for given in ({"colour": "red"}, {"shade": "red"})}  # type: ignore[arg-type]
    assert (len(same), len(others), same & others) == (1, 2, set())
