"""FR-462: names of Python do not depend on what stands beside them, where signs tell names of the contract apart."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.codegen.documents import document, operation, taking, written
from tests.contracts.codegen.generating import codegen

Json = Any
NAMES = ["StartTime", "StartTime<", "StartTime>", "StartTime<=", "StartTime>=", "StartTime!=", "!StartTime"]
ARGUMENTS = [
    "start_time",
    "start_time_lt",
    "start_time_gt",
    "start_time_lte",
    "start_time_gte",
    "start_time_ne",
    "not_start_time",
]
MEMBERS = {
    "a": "a",
    "a<": "a_lt",
    "a>": "a_gt",
    "+1": "plus_1",
    "-1": "minus_1",
    "a-1": "a_1",
    "!in": "not_in",
    "!": "field_not",
}


def _generated(folder: Path, parameters: Sequence[str], members: Sequence[str] = ()) -> tuple[str, str]:
    given = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in parameters]
    body = taking({"type": "object", "properties": {name: {"type": "integer"} for name in members}})
    paths = {"/x": {"get": operation(operationId="find", parameters=given)}, "/y": {"post": body}}
    finished = codegen("--contract", written(folder, document(paths)), "--out", folder / "made")
    assert finished.returncode == 0, finished.stderr
    return (folder / "made/routers/things.py").read_text(), (folder / "made/models.py").read_text()


@pytest.mark.parametrize("names", [NAMES, NAMES[::-1], NAMES[1:2], NAMES[2:]])
def test_arguments_are_named_by_their_own_names(tmp_path: Path, names: list[str]) -> None:
    """Twilio's `StartTime`, `StartTime<` and `StartTime>`."""
    router, _ = _generated(tmp_path, names)
    for name, argument in zip(NAMES, ARGUMENTS, strict=True):
        assert (f" {argument}: " in router) == (name in names), name


def test_fields_are_too(tmp_path: Path) -> None:
    """GitHub's `+1` and `-1`."""
    _, models = _generated(tmp_path, [], [*MEMBERS])
    for name, field in MEMBERS.items():
        assert f"\n    {field}: " in models, name
