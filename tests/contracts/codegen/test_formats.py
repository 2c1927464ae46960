"""FR-008: a string of one of several formats is one string on the wire, and one of several types to a service."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.codegen.refusals.refuse import refusals
from tests.contracts.codegen.documents import document, taking, written
from tests.contracts.codegen.generating import generated, shared_folder

CONTRACT = Path(__file__).parents[3] / "contracts" / "openapi.yaml"
DUE = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["components"]["schemas"]["DueDate"]["pattern"]


def test_the_pattern_knows_every_day() -> None:
    """FR-008: what it allows, the server can hold; no day of the contract's years is left out."""
    pattern = re.compile(DUE)
    day = date(1000, 1, 1)
    while day.year < 3000:
        assert pattern.search(day.isoformat()), day
        day += timedelta(days=1)
    for year in range(1000, 3000):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        assert bool(pattern.search(f"{year}-02-29")) is leap, year
        for wrong in ("02-30", "04-31", "06-31", "09-31", "11-31", "01-32", "13-01", "00-01", "01-00", "1-1"):
            assert not pattern.search(f"{year}-{wrong}"), (year, wrong)


def test_several_formats_are_several_types(tmp_path_factory: pytest.TempPathFactory) -> None:
    """FR-008: also where it may be null, in a list and in a query."""
    due = {"type": "string", "x-formats": ["date", "date-time"], "pattern": DUE}
    thing = {
        "type": "object",
        "properties": {
            "due": due,
            "none": {**due, "type": ["string", "null"]},
            "several": {"type": "array", "items": due},
            "key": {"type": "string", "x-formats": ["uuid"]},
        },
    }
    folder = shared_folder(tmp_path_factory, "several-formats")
    generated(folder, "several_formats", written(folder, document({"/x": {"post": taking(thing)}})))
    from several_formats import models  # type: ignore[import-not-found]
    from several_formats.runtime.typed import Typed  # type: ignore[import-not-found]

    said: Any = {"due": "2026-03-01", "none": None, "several": ["2026-03-01T00:00:00Z", "2026-03-01"]}
    typed = Typed(next(model for name, model in vars(models).items() if name.endswith("Body"))).from_value(said)
    assert typed.due == date(2026, 3, 1)
    assert typed.none is None
    assert typed.several == [datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1)]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "x-formats": ["email"]},
        {"type": "string", "x-formats": []},
        {"type": "string", "x-formats": "date"},
        {"type": "integer", "x-formats": ["date"]},
        {"x-formats": ["date"]},
    ],
)
def test_formats_that_are_no_types(schema: dict[str, Any]) -> None:
    """FR-008: what can't be honoured is refused."""
    found = refusals(document({"/x": {"post": taking(schema)}}))
    assert [refusal.keyword for refusal in found] == ["x-formats"]


def test_what_becomes_of_unknown_parameters_is_one_of_two_words() -> None:
    """FR-411: another word is refused."""
    found = refusals({**document({}), "x-unknown-query-parameters": "warn"})
    assert [refusal.keyword for refusal in found] == ["x-unknown-query-parameters"]
