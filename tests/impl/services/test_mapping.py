"""FR-352: members and columns of one name and type are mapped by themselves, and what does not fit stops the start."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from pydantic import AwareDatetime, BaseModel, Field
from pydantic_core import MISSING
from typing_extensions import TypeAliasType

from contracts.runtime import ContractGap
from generated import models
from impl.services.mapping import bodies_of, check_writable, kinds
from impl.storage.values import StoredTask
from impl.storage.writing import DIFFERING, WRITTEN

Text = TypeAliasType("Text", Annotated[str | None, Field(max_length=5)])
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


class Note(BaseModel):
    id: int
    text: Text
    kind: Literal["a", "b"]
    tags: list[Annotated[str, Field(max_length=5)]]
    at: AwareDatetime
    long: bool


class Row(NamedTuple):
    text: str | None
    id: int
    kind: str
    at: datetime
    tags: list[str]
    size: int


def long(size: int) -> bool:
    return size > 3


def test_what_is_alike_is_mapped_and_what_differs_is_written() -> None:
    make = bodies_of(Note, Row, long)
    made = make([Row("t", 1, "a", MOMENT, ["x"], 4), Row(None, 2, "b", MOMENT, [], 3)])
    assert made == [
        Note(id=1, text="t", kind="a", tags=["x"], at=MOMENT, long=True),
        Note(id=2, text=None, kind="b", tags=[], at=MOMENT, long=False),
    ]
    assert list(made[0].__dict__) == ["id", "text", "kind", "tags", "at", "long"]


def test_a_body_is_as_if_it_had_been_checked() -> None:
    """Nothing tells it apart from a model that was validated."""
    expected = Note(id=1, text="t", kind="a", tags=["x"], at=MOMENT, long=True)
    (made,) = bodies_of(Note, Row, long)([Row("t", 1, "a", MOMENT, ["x"], 4)])
    assert (made, repr(made), made.model_dump_json()) == (expected, repr(expected), expected.model_dump_json())
    assert (made.model_copy(deep=True), made.model_fields_set) == (expected, {*Note.model_fields})


def _made(**types: Any) -> Any:
    return NamedTuple("Other", list(types.items()))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"text": None},
            r"Note\.text of the contract has no column: add text to its table in tests/impl/services/test_mapping",
        ),
        ({"text": int}, r"Note\.text of the contract and its column .* are of different types"),
        ({"text": str | int}, r"Note\.text of the contract and its column .* are of different types"),
        ({"tags": list[int]}, r"Note\.tags of the contract and its column .* are of different types"),
        ({"id": int | None}, r"Note\.id of the contract and its column .* write a function id for it"),
        ({"size": None}, r"The function long takes size, which is no column"),
        ({"size": str}, r"The function long takes size as another type"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_told(changed: dict[str, Any], sentence: str) -> None:
    types = {name: type_ for name, type_ in {**Row.__annotations__, **changed}.items() if type_ is not None}
    with pytest.raises(ContractGap, match=sentence):
        bodies_of(Note, _made(**types), long)


def test_a_function_that_answers_another_type() -> None:
    def long(size: int) -> int:
        return size

    with pytest.raises(ContractGap, match=r"The function long answers another type than the contract's Note\.long"):
        bodies_of(Note, Row, long)


class NewNote(BaseModel):
    text: Text | MISSING = MISSING
    kind: Literal["a", "b"]


@pytest.mark.parametrize(
    ("writable", "types", "sentence"),
    [
        (["kind"], {}, r"NewNote\.text .* clients do not write"),
        (["text", "kind"], {"text": str}, r"NewNote\.text of the contract and its column .* different types"),
        (["text", "kind"], {"text": None}, r"NewNote\.text of the contract has no column"),
    ],
    ids=str,
)
def test_what_cannot_be_written_is_told(writable: list[str], types: dict[str, Any], sentence: str) -> None:
    row = _made(**{name: type_ for name, type_ in {**Row.__annotations__, **types}.items() if type_ is not None})
    check_writable(Row, ["text", "kind"], (), NewNote)
    check_writable(Row, (), ("text", "kind"), NewNote)
    with pytest.raises(ContractGap, match=sentence):
        check_writable(row, writable, (), NewNote)


def test_types_without_their_names() -> None:
    assert kinds(models.NullableDueDate) == {date, datetime, type(None)}
    assert kinds(models.Priority) == {str}
    assert kinds(NewNote.model_fields["text"].annotation) == {str, type(None)}


def test_what_of_tasks_differs_is_all_that_is_written() -> None:
    """A column that a task gets needs no line of code but its own."""
    plain = set(models.TaskCreate.model_fields) - DIFFERING
    assert {"title", "description", "tags"} <= plain <= set(WRITTEN) <= set(StoredTask.__annotations__)
