"""FR-076: what a quota may be."""

import pytest

from impl.limits.quota import Policy, parse_quota


@pytest.mark.parametrize(
    ("text", "quota", "seconds"),
    [
        ("600/minute", 600, 60),
        (" 5 / second ", 5, 1),
        ("1/Hour", 1, 3600),
        ("100 per 10 seconds", 100, 10),
        ("1/day", 1, 86_400),
    ],
)
def test_quota(text: str, quota: int, seconds: int) -> None:
    """FR-076: requests, and the length of the window."""
    item = parse_quota(text)
    assert item is not None
    assert Policy("reads", item).field == f'"reads";q={quota};w={seconds}'


@pytest.mark.parametrize("text", ["", " ", "off", "OFF"])
def test_no_quota(text: str) -> None:
    """FR-076: without limit."""
    assert parse_quota(text) is None


@pytest.mark.parametrize("text", ["0/minute", "600", "-1/minute", "1/fortnight", "1/minute;2/hour", "1.5/minute", "x"])
def test_what_is_no_quota(text: str) -> None:
    """FR-076: is refused with a sentence."""
    with pytest.raises(ValueError, match="is not a quota such as 600/minute, nor off"):
        parse_quota(text)
