"""Liveness and readiness."""

import httpx
import pytest


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_healthy(anonymous: httpx.AsyncClient, path: str) -> None:
    """FR-030: no token is needed; the answer is always the same."""
    response = await anonymous.get(path)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_bad_token_does_not_matter(anonymous: httpx.AsyncClient, path: str) -> None:
    """FR-030: a token that is wrong changes nothing."""
    assert (await anonymous.get(path, headers={"Authorization": "Bearer x"})).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_request_id_that_is_none(anonymous: httpx.AsyncClient, path: str) -> None:
    """FR-025: a request id must be one here too."""
    assert (await anonymous.get(path, headers={"X-Request-ID": "two words"})).status_code == 422
