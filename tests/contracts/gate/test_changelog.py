"""FR-164: the changelog tells of a change by its fingerprint, or by an entry with the operation and its member."""

from collections.abc import Iterator

import pytest

from contracts.diff import Change
from contracts.diff.compare.contracts import compare
from contracts.diff.decide.levels import Level
from contracts.diff.decide.operations import OPERATION_RULES
from contracts.diff.decide.schemas import PROPERTY_RULES, SCHEMA_RULES
from contracts.gate.changelog import draft, line_of, untold, with_entries
from tests.contracts.diff.places import PLACES
from tests.contracts.diff.test_documents import ROWS, TODAY
from tests.contracts.diff.test_schemas import PAIRS


def _every_change() -> Iterator[Change]:
    """Every change of the tables of tests/contracts/diff, there and back."""
    for build, row in ROWS:
        old, new = build(row["old"]), build(row["new"])
        for pair in ((old, new), (new, old)):
            yield from compare(*pair, today=TODAY)
    for _, place in PLACES.values():
        for one in PAIRS:
            old, new = place(one.old), place(one.new)
            for pair in ((old, new), (new, old)):
                yield from compare(*pair, today=TODAY)


CHANGES = [*dict.fromkeys(_every_change())]


def test_tables_have_every_kind_of_change() -> None:
    """FR-164: what follows holds for every rule that the comparison knows."""
    rules = {change.rule for change in CHANGES}
    assert OPERATION_RULES.keys() - rules == set()
    assert [
        what for what in SCHEMA_RULES | PROPERTY_RULES if not any(rule.endswith(f"-{what}") for rule in rules)
    ] == []


def test_operation_alone_tells_nothing() -> None:
    """FR-164: of no kind of change; what concerns the whole document is not told by just any entry."""
    # An operation without an operationId is called by what its own life is told by.
    named = [change for change in CHANGES if change.operation != change.member]
    nameless = {change.operation for change in CHANGES} - {change.operation for change in named}
    assert nameless == {"GET /things", "POST /things"}
    assert [change for change in named if not untold([change], f"- `{change.operation}` is better now.")] == []
    apart = [change for change in named if not untold([change], f"- `{change.operation}`.\n- `{change.member}`.")]
    assert {change.operation for change in apart} == {None}


def test_operation_and_member_tell() -> None:
    """FR-164: named by one entry, on several lines too."""
    assert [change for change in CHANGES if untold([change], f"- `{change.operation}`:\n  `{change.member}`.")] == []


def test_fingerprint_tells() -> None:
    """FR-164: wherever it stands."""
    assert [change for change in CHANGES if untold([change], f"Of another kind ({change.fingerprint}).")] == []
    assert [change for change in CHANGES if not untold([change], f"- {change.fingerprint}0")] == []


def test_draft_tells() -> None:
    """FR-164: what the tool writes, it accepts."""
    for change in CHANGES:
        assert untold([change], with_entries("", list(draft([change])))) == []
    assert untold(CHANGES, with_entries("", list(draft(CHANGES)))) == []


def _change(member: str, operation: str | None = "get_x") -> Change:
    return Change("operation-added", Level.SAFE, "/paths", "It changed.", operation, "0123456789ab", member=member)


ENTRIES = [
    ("errors", "- `get_x`: `errors` is longer.", True),
    ("errors", "* `get_x`: `errors` is longer.", True),
    ("errors", "`get_x` has a longer `errors`.", True),
    ("errors", "- `get_x`: errors are told.", False),
    ("errors", "- get_x: `errors` is longer.", False),
    ("errors", "- `get_x_y`: `errors` is longer.", False),
    ("errors", "- `get_x`: `errors[]` is longer.", True),
    ("errors", "- `get_x`: `errors[].pointer` is longer.", False),
    ("errors", "- `get_x`: `errors.pointer` is longer.", False),
    ("pointer", "- `get_x`: `errors[].pointer` is longer.", True),
    ("errors", "- `get_x`: `more_errors` is longer.", False),
    ("errors", "- `get_x`: `errors-more` is longer.", False),
    ("errors", "- `get_x`:\n  - `errors` is longer.", True),
    ("errors", "- `get_x`:\n\n  `errors` is longer.", True),
    ("errors", "- `get_x`.\n\n`errors` is longer.", False),
    ("errors", "- `get_x`.\n### `errors`", False),
    ("Accept-Encoding", "- `get_x`: it has `Accept-Encoding: identity`.", True),
    ("415", "- 415 of `get_x` came.", True),
    ("415", "- `get_x` has `415`.", True),
    ("415", "- `get_x` has 4150.", False),
    ("body", "- `get_x`: the body may be empty.", True),
    ("body", "- `get_x`: somebody.", False),
    ("credentials", "- `get_x`: Credentials are needed.", True),
    ("GET /x", "- `get_x`, GET /x, is gone.", True),
    ("GET /x", "- `get_x`, GET /x/y, is gone.", False),
    ("application/json", "- `get_x` answers application/json.", True),
    ("application/json", "- `get_x` answers application/json-seq.", False),
    ("limit", "", False),
]


@pytest.mark.parametrize(("member", "told", "tells"), ENTRIES)
def test_what_names_a_member(member: str, told: str, tells: bool) -> None:
    """FR-164: its name as code, whole; what can't be taken for a word may be plain."""
    assert (untold([_change(member)], told) == []) is tells


def test_what_concerns_the_whole_document() -> None:
    """FR-164: has no operation, and is told by its name."""
    server = _change("https://a.example", None)
    assert untold([server], "- Something.") == [server]
    assert untold([server], "- It is at https://a.example too.") == []
    assert [*draft([server])] == ["- It changed. (`https://a.example`)"]


def test_where_a_version_begins() -> None:
    """FR-332: the line that the gate points to."""
    assert line_of("# Changelog\n\n## Unreleased\n\n## [0.1.0] - 2026\n", "Unreleased") == 3
    assert line_of("# Changelog\n\n## Unreleased\n\n## [0.1.0] - 2026\n", "0.1.0") == 5
    assert line_of("# Changelog\n", "Unreleased") is None
