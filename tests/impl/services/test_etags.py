"""FR-017 to FR-019: entity tags as RFC 9110 compares them."""

import pytest

from impl.services.etags import is_current, task_etag, versions_expected


@pytest.mark.parametrize(
    ("if_match", "expected"),
    [
        (None, None),
        ("*", None),
        ('"3"', [3]),
        ('"3", "4"', [3, 4]),
        ('"3","4"', [3, 4]),
        ('W/"3"', []),
        ('W/"3", "4"', [4]),
        ('"03"', []),
        ('"x"', []),
        ('""', []),
        ('"99999999999999999999"', []),
        ('"²"', []),
    ],
)
def test_if_match_compares_strongly(if_match: str | None, expected: list[int] | None) -> None:
    assert versions_expected(if_match) == expected


@pytest.mark.parametrize(
    ("if_none_match", "etag", "expected"),
    [
        (None, '"3"', False),
        ("*", '"3"', True),
        ('"3"', '"3"', True),
        ('W/"3"', '"3"', True),
        ('"3"', 'W/"3"', True),
        ('"2", W/"3"', '"3"', True),
        ('"33"', '"3"', False),
        ('"a,b"', '"b"', False),
    ],
)
def test_if_none_match_compares_weakly(if_none_match: str | None, etag: str, *, expected: bool) -> None:
    assert is_current(if_none_match, etag) is expected


def test_a_tag_of_ours_is_expected_by_itself() -> None:
    assert versions_expected(task_etag(7)) == [7]
