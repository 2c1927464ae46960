"""FR-038: the page that says what the generator honours speaks of every word that it knows, and of no other."""

import re

import pytest

from contracts.document.keywords import FORMATS, KNOWN, METHODS, STYLES
from tests.conftest import ROOT

PAGE = (ROOT / "specs" / "adr" / "0003-what-the-generator-honours.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"`([^`]+)`")


def _words(after: str) -> set[str]:
    """Those in the first column of the table that begins like this."""
    table = PAGE.partition(f"| {after} | |\n")[2].partition("\n\n")[0]
    return {word for row in table.splitlines() for word in QUOTED.findall(row.removeprefix("|").partition("|")[0])}


def test_page_has_every_keyword() -> None:
    assert _words("words") == KNOWN


def test_page_has_every_format() -> None:
    assert _words("formats") == FORMATS


@pytest.mark.parametrize("word", [*METHODS, *sorted(set().union(*STYLES.values()))])
def test_page_has_every_method_and_style(word: str) -> None:
    assert f"`{word}`" in PAGE
