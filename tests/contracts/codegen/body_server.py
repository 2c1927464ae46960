"""A server whose operations take all kinds of bodies, as fixtures."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.contracts.codegen.bodies import CONTRACT, Taken, served
from tests.contracts.codegen.documents import written
from tests.contracts.codegen.generating import generated, shared_folder


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder(tmp_path_factory, "bodies")
    generated(folder, "all_bodies", written(folder, CONTRACT))
    return folder


@pytest.fixture(scope="module")
def client(folder: Path, taken: Taken) -> Iterator[httpx.Client]:
    with served("all_bodies", taken) as address, httpx.Client(base_url=address) as client:
        yield client


def post(client: httpx.Client, path: str, content: bytes, media_type: str | None) -> httpx.Response:
    """Send a body, with or without a media type."""
    return client.post(path, content=content, headers={} if media_type is None else {"Content-Type": media_type})
