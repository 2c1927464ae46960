"""Writes contracts/diff/rules.md: `python -m tests.contracts.diff.rules_page`."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from contracts.diff.decide.levels import Direction, Effect
from contracts.diff.decide.operations import OPERATION_RULES
from contracts.diff.decide.schemas import PLACES, PROPERTY_RULES, SCHEMA_RULES

PAGE = Path(__file__).parents[3] / "contracts" / "diff" / "rules.md"
_START = """\
# The rules of `tasks-api contract diff`

Made from the catalogue in `contracts/diff/` by `python -m tests.contracts.diff.rules_page`; a test holds them together.
[0011](../../specs/adr/0011-how-contracts-are-compared.md) says how contracts are compared.

## Around schemas

| rule | level | |
|---|---|---|
"""
_SCHEMAS = """
## Of schemas

{places}
`added-…`, `removed…`, `became-required` to `became-not-write-only`, and all of deprecation are told of properties
alone. The levels are the usual ones; what else the schema says can make one better or worse.

| end of the rule | in a request | in a response | |
|---|---|---|---|
"""


def rendered() -> str:
    """The page."""
    names = ", ".join(f"`{place}`" for place in PLACES)
    places = fill(f"A rule of a schema begins with its place: {names}.", 120, break_on_hyphens=False)
    return _START + "".join(_around()) + _SCHEMAS.format(places=places) + "".join(_of_schemas())


def _around() -> Iterator[str]:
    for rule, (levels, meaning) in OPERATION_RULES.items():
        yield f"| `{rule}` | {levels[0]} | {meaning} |\n"


def _of_schemas() -> Iterator[str]:
    for what, (effect, meaning) in (SCHEMA_RULES | PROPERTY_RULES).items():
        levels = [
            str(effect.level(direction)) if isinstance(effect, Effect) else " or ".join(effect[direction])
            for direction in (Direction.REQUEST, Direction.RESPONSE)
        ]
        yield f"| `{what}` | {levels[0]} | {levels[1]} | {meaning} |\n"


if __name__ == "__main__":
    PAGE.write_text(rendered(), encoding="utf-8")
