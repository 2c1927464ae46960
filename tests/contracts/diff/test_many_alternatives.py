"""Schemas with more alternatives than are compared one by one."""

from typing import Any

import pytest

from contracts.diff import Level
from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import document


def _listed(count: int) -> dict[str, Any]:
    """An enumeration as generators of Rust and Java write it: a title for each value."""
    return {"oneOf": [{"const": number, "title": f"T{number}"} for number in range(count)]}


def _objects(count: int, kind: str = "string") -> dict[str, Any]:
    names = [f"p{number}" for number in range(count)]
    return {"oneOf": [{"type": "object", "required": [name], "properties": {name: {"type": kind}}} for name in names]}


def _products(count: int) -> dict[str, Any]:
    """Seven groups of two alternatives each, which multiply."""
    return {"allOf": [{"anyOf": [{"minLength": number}, {"pattern": f"^{number}"}]} for number in range(count)]}


def _query(schema: dict[str, Any]) -> dict[str, Any]:
    parameter: dict[str, Any] = {"name": "p", "in": "query", "schema": schema}
    return document({"parameters": [parameter], "responses": {"204": {"description": "Done."}}})


def _header(schema: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = {"description": "Done.", "headers": {"X-Thing": {"explode": True, "schema": schema}}}
    return document({"responses": {"204": response}})


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"content": {"application/json": {"schema": schema}}}
    return document({"requestBody": content, "responses": {"200": {"description": "Done.", **content}}})


@pytest.mark.parametrize("build", [_query, _header, _body])
@pytest.mark.parametrize("schema", [_listed(65), _listed(1500), _objects(65), _products(7)])
def test_the_same_is_no_change(schema: dict[str, Any], build: Any) -> None:
    """FR-400: however many alternatives there are, and wherever they are."""
    assert compare(build(schema), build(schema)) == []


def test_listed_values_are_compared_one_by_one() -> None:
    """FR-400: an enumeration of 66 values is compared like one of two."""
    (added,) = compare(_query(_listed(65)), _query(_listed(66)))
    assert (added.rule, added.level) == ("request-parameter-enum-value-added", Level.SAFE)
    (removed,) = compare(_query(_listed(66)), _query(_listed(65)))
    assert (removed.rule, removed.level) == ("request-parameter-enum-value-removed", Level.BREAKING)


@pytest.mark.parametrize("schemas", [(_listed(1500), _listed(1501)), (_objects(65), _objects(66, "integer"))])
def test_what_can_not_be_split_is_compared_as_a_whole(schemas: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """FR-400: a request that may have changed in both ways is never called safe."""
    old, new = schemas
    for build in (_query, _body):
        changes = compare(build(old), build(new))
        assert {change.rule.rpartition("-alternatives-")[2] for change in changes} == {"changed"}
    assert any(change.level is not Level.SAFE for change in compare(_body(old), _body(new)))
