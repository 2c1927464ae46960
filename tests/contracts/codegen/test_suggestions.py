"""FR-332: a sentence proposes another word only if it is near."""

import pytest

from contracts.document.keywords import FORMATS
from contracts.document.refusal import suggestion

NEAR = {
    "datetime": "date-time",
    "dateTime": "date-time",
    "guid": "uuid",
    "mail": "email",
    "url": "uri",
    "uuid4": "uuid",
}
FAR = ("decimal", "timestamp", "money", "currency", "phone", "slug", "local-date")


@pytest.mark.parametrize("word", NEAR)
def test_near_word_is_proposed(word: str) -> None:
    assert suggestion(word, FORMATS) == f"; did you mean {NEAR[word]}?"


@pytest.mark.parametrize("word", FAR)
def test_far_word_is_not(word: str) -> None:
    assert suggestion(word, FORMATS) == ""


def test_a_part_of_a_name_is_near() -> None:
    assert suggestion("task", ["owner", "task_id"]) == "; did you mean task_id?"
