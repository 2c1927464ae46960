"""Each change outside of schemas, in both directions: its rules and their levels."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.diff.compare.contracts import compare

TABLES = ("operations", "parameters", "bodies", "responses")
TODAY = date(2026, 1, 1)
FOLDER = Path(__file__).parent / "tables"
SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "token": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "https://a.example", "scopes": {"read": "", "write": ""}}},
    },
}


def rows(table: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{table}.yaml").read_text())
    return found


def of_operation(item: dict[str, Any]) -> dict[str, Any]:
    """Return a document with this path item at `/things`, completed to be valid."""
    post = {"operationId": "do", "responses": {"204": {"description": "Done."}}, **item.get("post", {})}
    post = {key: value for key, value in post.items() if value is not None}
    info = {"title": "Things", "version": "1.0.0"}
    return {"openapi": "3.1.0", "info": info, "paths": {"/things": {**item, "post": post}}}


def of_document(parts: dict[str, Any]) -> dict[str, Any]:
    """Return a document with these parts, completed to be valid."""
    rest = {key: value for key, value in parts.items() if key != "schemes"}
    schemes = SCHEMES | parts.get("schemes", {})
    return of_operation({}) | {"security": [{"key": []}], "components": {"securitySchemes": schemes}} | rest


ROWS = [(of_operation, row) for table in TABLES for row in rows(table)] + [
    (of_document, row) for row in rows("documents")
]


@pytest.mark.parametrize(("build", "row"), ROWS, ids=[row["name"] for _, row in ROWS])
def test_there_and_back(build: Any, row: dict[str, Any]) -> None:
    """FR-151: what a client must send or can count on is compared in its direction."""
    old, new = build(row["old"]), build(row["new"])
    assert {change.rule: str(change.level) for change in compare(old, new, today=TODAY)} == row["there"]
    assert {change.rule: str(change.level) for change in compare(new, old, today=TODAY)} == row["back"]
