"""FR-079: a browser may send every operation with every header it takes, from an origin that is allowed by name."""

import httpx
import pytest

from tests.contract.document import DeclaredOperation, contract

ORIGIN = "https://app.example.com"
OPERATIONS = pytest.mark.parametrize("operation", contract().operations, ids=lambda operation: operation.id)


def _asked(operation: DeclaredOperation, origin: str) -> dict[str, str]:
    headers = {one["name"] for one in operation.parameters if one["in"] == "header"} | {"Authorization"}
    headers |= {"Content-Type"} if "requestBody" in operation.raw else set()
    return {
        "Origin": origin,
        "Access-Control-Request-Method": operation.method,
        "Access-Control-Request-Headers": ", ".join(sorted(headers)).lower(),
    }


@OPERATIONS
async def test_an_allowed_origin(client: httpx.AsyncClient, operation: DeclaredOperation) -> None:
    """Named, never `*`, and without credentials: tokens come in a header, not in a cookie."""
    path = operation.template.replace("{user_id}", "ada").replace("{task_id}", "1")
    answer = await client.options(path, headers=_asked(operation, ORIGIN))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert operation.method in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers


@OPERATIONS
@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{ORIGIN}.evil.example", "http://app.example.com"])
async def test_another_origin(client: httpx.AsyncClient, operation: DeclaredOperation, origin: str) -> None:
    """It is not told that it may."""
    path = operation.template.replace("{user_id}", "ada").replace("{task_id}", "1")
    answer = await client.options(path, headers=_asked(operation, origin))
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


@OPERATIONS
async def test_what_a_page_needs_is_exposed(client: httpx.AsyncClient, operation: DeclaredOperation) -> None:
    """Every header that a response of the operation declares."""
    answer = await client.get("/health/live", headers={"Origin": ORIGIN})
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    declared = {name for response in operation.responses.values() for name in response.headers}
    assert declared <= exposed
