"""FR-164: the changelog tells of every change; what it lacks is drafted."""

from copy import deepcopy
from dataclasses import replace

import pytest

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level
from contracts.gate.changelog import draft, released, section, untold, with_entries
from tests.contracts.gate.cases import GET, contract, judged, with_more


@pytest.mark.parametrize(
    ("changelog", "silent"),
    [
        ("## Unreleased\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## 0.4.0\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## [0.4.0] - 2026-03-01\n\n- Now there is `get_y`, GET /y.\n", None),
        ("## Unreleased\n\n- Now there is get_y, GET /y.\n", "CHANGELOG.md:1"),
        ("\n\n## Unreleased\n\n- Now there is `get_y`.\n", "CHANGELOG.md:3"),
        ("## Unreleased\n\n## 0.3.0\n\n- Now there is `get_y`, GET /y.\n", "CHANGELOG.md:1"),
        ("", "CHANGELOG.md"),
    ],
)
def test_changelog_names_what_changed(changelog: str, silent: str | None) -> None:
    """FR-164, FR-332: in what is not released yet, or below the version; else the gate says where and what to write."""
    wrong = judged(contract("0.3.0"), with_more("0.4.0"), changelog=changelog).wrong
    sentence = (
        f"{silent}: Unreleased does not tell: GET /y is new. (0.4.0 #/paths/~1y/get) Name `get_y`, `GET /y` in one "
        "entry, or 9582c287cf01; `tasks-api contract gate --draft` writes an entry."
    )
    assert wrong == ([] if silent is None else [sentence])


def test_drafted_changelog_is_enough() -> None:
    """FR-164: what the tool writes, it accepts; what is there stays, and nothing is written twice."""
    changelog = "# Changelog\n\n## Unreleased\n\n### Added\n\n- Colours.\n\n## 0.3.0\n\n- The first.\n"
    before, now = contract("0.3.0"), with_more("0.4.0")
    silent = judged(before, now, changelog=changelog).silent
    written = with_entries(changelog, list(draft(silent)))
    assert judged(before, now, changelog=written).wrong == []
    first, _, rest = written.partition("- Colours.\n\n### Contract\n\n- `get_y`: ")
    assert (first, rest.partition("\n")[2]) == (
        "# Changelog\n\n## Unreleased\n\n### Added\n\n",
        "\n## 0.3.0\n\n- The first.\n",
    )
    more = with_entries(written.replace("\n## 0.3.0", "\n### Fixed\n\n- A bug.\n\n## 0.3.0"), ["- More."])
    assert more.partition("### Contract")[2].splitlines()[3:6] == ["- More.", "", "### Fixed"]


def test_draft_names_every_operation() -> None:
    """FR-164: a change of many operations is one entry that names them all."""
    paths = {f"/x{n}": {"get": {**GET, "operationId": f"get_x{n}"}} for n in range(8)}
    before = contract("0.1.0", paths=paths)
    shorter = deepcopy(paths)
    for item in shorter.values():
        item["get"]["responses"] = {"204": {"description": "Done."}}
    changes = compare(before.document, contract("0.2.0", paths=shorter).document)
    assert untold(changes, "\n".join(draft(changes))) == []


def test_changelog_without_a_place_for_it_gets_one() -> None:
    """FR-164: before the newest version, or at the end."""
    assert with_entries("# Changelog\n\n## 0.3.0\n\n- A.\n", ["- B."]) == (
        "# Changelog\n\n## Unreleased\n\n### Contract\n\n- B.\n\n## 0.3.0\n\n- A.\n"
    )
    assert section(with_entries("", ["- B."]), "Unreleased").strip().endswith("- B.")


def test_released_changelog() -> None:
    """FR-164: what was not released yet goes below the version, once."""
    once = released("# Changelog\n\n## Unreleased\n\n- A.\n\n## 0.1.0\n\n- B.\n", "0.2.0")
    assert once == "# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- A.\n\n## 0.1.0\n\n- B.\n"
    assert released(once, "0.2.0") == once


def test_what_concerns_several_operations_is_one_entry() -> None:
    """FR-164: under all their names, in order, and with how bad it is."""
    change = Change("operation-added", Level.BREAKING, "/x", "`q` changed.", None, "0123456789ab", member="q")
    changes = [replace(change, operation=name) for name in ("get_y", "get_x")]
    assert [*draft(changes)] == ["- **Breaking.** `get_x`, `get_y`: `q` changed."]
