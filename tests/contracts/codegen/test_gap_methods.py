"""FR-041: a method that does not fit its operation is named, by the start and by the type checker."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from contracts.runtime import ContractGap, check_implementation
from generated.routers.tasks import OPERATIONS, TasksApi
from tests.contracts.codegen.programs import marked, refused, source
from tests.contracts.codegen.providing import providing

pytestmark = pytest.mark.slow
Json = Any


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    path = tmp_path_factory.mktemp("services") / "gap_services.py"
    path.write_text(source("gap").rpartition("empty = ")[0], encoding="utf-8")
    specification = importlib.util.spec_from_file_location("gap_services", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["gap_services"] = module  # where `inspect` looks for the file of a class
    specification.loader.exec_module(module)
    yield module
    del sys.modules["gap_services"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Lacks", "it lacks the parameter if_match"),
        ("Renamed", "it lacks the parameter if_match; the contract has no parameter if_none_match"),
        ("RenamedPath", "it lacks the parameter user_id; the contract has no parameter owner"),
        ("Turned", "its parameters are not in the order user_id, task_id"),
        ("Synchronous", "it is not async: write `async def`"),
        ("Answers", "it answers PatchTask200, which the operation does not"),
        ("Nothing", "it answers NoneType, which the operation does not"),
        ("Asks", "the contract has no parameter force"),
    ],
)
def test_method_that_does_not_fit_is_named(services: ModuleType, name: str, reason: str) -> None:
    with pytest.raises(ContractGap) as raised:
        _check(getattr(services, name))
    method = "delete_task does not fit delete_task (DELETE /api/{user_id}/tasks/{task_id})"
    first, signature = str(raised.value).splitlines()
    assert first == f"gap_services.{name}.{method}: {reason}. Write in {services.__file__}:"
    assert signature.startswith(
        "    async def delete_task(self, user_id: models.UserId, task_id: models.TaskId, *, if_"
    )


def test_orphan_is_named(services: ModuleType) -> None:
    with pytest.raises(ContractGap, match=r"gap_services\.Orphan\.archive_task is an orphan: .* no operation archive"):
        _check(services.Orphan)


def test_every_missing_operation_is_named(services: ModuleType) -> None:
    with pytest.raises(ContractGap) as raised:
        _check(services.Empty)
    assert [line.split(" does not implement ")[1].split(" ")[0] for line in str(raised.value).splitlines()[::2]] == [
        operation.id for operation in OPERATIONS
    ]


def test_service_that_fits_is_taken(services: ModuleType) -> None:
    _check(services.Fits)


@pytest.mark.parametrize("hint", [None, TasksApi, object, int])
def test_provider_must_say_what_it_provides(hint: type | None) -> None:
    with pytest.raises(ContractGap, match="must say in its return annotation which class implements TasksApi"):
        _check(hint)


def test_type_checker_refuses_every_marked_line(tmp_path: Path) -> None:
    assert refused(tmp_path, "gap") == marked(source("gap"))


def _check(implementation: Any) -> None:
    provide = providing(implementation or object)
    if implementation is None:
        del provide.__annotations__["return"]
    check_implementation(TasksApi, provide, OPERATIONS)
