"""FR-078: the headers for browsers and caches."""

import httpx
import pytest
from fastapi import FastAPI

from impl.web.middleware import security_headers

CAREFUL = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@pytest.mark.parametrize("path", ["/api/{user}/tasks", "/api/somebody/tasks", "/nowhere", "/health/ready"])
async def test_every_answer_is_careful(client: httpx.AsyncClient, user: str, path: str) -> None:
    answer = await client.get(path.format(user=user))
    assert {name: answer.headers.get_list(name) for name in CAREFUL} == {name: [one] for name, one in CAREFUL.items()}
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml", "/docs"])
async def test_documents_may_be_kept(client: httpx.AsyncClient, path: str) -> None:
    """They are public; `/docs` says by itself what its page may do."""
    answer = await client.get(path)
    assert answer.headers.get_list("cache-control") == ["no-cache"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(answer.headers.get_list("content-security-policy")) == 1


async def test_tls_is_kept_to(app: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://tasks.test") as client:
        assert (await client.get("/health/live")).headers["strict-transport-security"] == "max-age=31536000"


def test_what_is_there_stays() -> None:
    assert dict(security_headers("http", [(b"cache-control", b"no-cache")])).keys() == {
        name.encode() for name in CAREFUL if name != "cache-control"
    }
