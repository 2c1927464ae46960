"""FR-044: the headers that the contract shows are those of the answer that it shows them with."""

import pytest

from tests.support.document import contract


def _shown(operation_id: str, status: str, name: str) -> str:
    document = contract()
    (operation,) = (one for one in document.operations if one.id == operation_id)
    header = document.resolve(document.resolve(operation.raw["responses"][status])["headers"][name])
    return str(header["example"])


@pytest.mark.parametrize(("operation", "is_weak"), [("list_tasks", True), ("list_tags", True), ("get_task", False)])
def test_the_entity_tag_of_a_list_is_weak(operation: str, is_weak: bool) -> None:
    assert _shown(operation, "200", "ETag").startswith("W/") is is_weak


@pytest.mark.parametrize(
    ("operation", "status", "quota"),
    [("list_tasks", "200", "reads"), ("create_task", "201", "writes"), ("update_task", "200", "writes")],
)
def test_a_quota_is_that_of_the_operation(operation: str, status: str, quota: str) -> None:
    assert _shown(operation, status, "RateLimit").startswith(f'"{quota}";')
    assert _shown(operation, status, "RateLimit-Policy").split(", ")[1].startswith(f'"{quota}";')
