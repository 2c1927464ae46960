"""FR-043: the document that FastAPI derives from the mounted routers means the same as the contract."""

import json
from importlib.resources import files
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from generated.routers import health, tasks
from tests.contracts.codegen.providing import providing
from tests.support.meaning import differences, meaning

CONTRACT: dict[str, Any] = json.loads(files("generated").joinpath("contract/openapi.json").read_bytes())


def _stub(api: type, operations: tuple[Any, ...]) -> Any:
    """A dependency whose class has every method of the interface; nothing here calls one."""

    async def method(*_: object, **__: object) -> object:
        raise AssertionError

    implementation = type("Stub", (api,), {operation.id: method for operation in operations})

    return providing(implementation)


async def _admit() -> object:
    return None


@pytest.fixture(scope="module")
def derived() -> dict[str, Any]:
    app = FastAPI()
    security = dict.fromkeys(CONTRACT["components"]["securitySchemes"], _admit)
    app.include_router(tasks.tasks_router(_stub(tasks.TasksApi, tasks.OPERATIONS), security))
    app.include_router(health.health_router(_stub(health.HealthApi, health.OPERATIONS), security))
    return get_openapi(title="derived", version="0", openapi_version="3.1.0", routes=app.routes)


def test_derived_document_means_the_contract(derived: dict[str, Any]) -> None:
    assert differences(meaning(CONTRACT), meaning(derived)) == []


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/components/headers/ETag/required", False),
        ("/components/schemas/Title/maxLength", 201),
        ("/components/schemas/Tags/uniqueItems", False),
        ("/components/schemas/TaskUpdate/minProperties", 2),
        ("/components/schemas/Task/additionalProperties", True),
        ("/components/schemas/TaskCreate/properties/completed/default", True),
        ("/components/schemas/DueDate/oneOf/0/$ref", "#/components/schemas/Moment"),
        ("/components/parameters/IfMatch/schema/$ref", "#/components/schemas/Title"),
        ("/security", []),
    ],
)
def test_a_difference_is_found(derived: dict[str, Any], pointer: str, value: object) -> None:
    changed = json.loads(json.dumps(CONTRACT))
    *steps, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    target = changed
    for step in steps:
        target = target[int(step)] if isinstance(target, list) else target[step]
    assert target[last] != value
    target[last] = value
    assert differences(meaning(changed), meaning(derived)) != []
