"""FR-100: a database that is reached by a Unix socket."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from sqlalchemy import make_url

from impl.database.database import Database
from tests.support.databases import PATIENT


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder as Cloud SQL names it; the path of a socket may have at most 107 bytes."""
    with TemporaryDirectory() as place:
        folder = Path(place, "proj:region:inst")
        folder.mkdir()
        yield folder


async def test_a_socket_of_cloud_sql(database_url: str, folder: Path) -> None:
    """FR-100: by the URL that its documentation shows, to a folder with colons, both as it is and percent-encoded."""
    tcp = make_url(database_url)
    assert tcp.port is not None
    async with socket_to(folder / ".s.PGSQL.5432", tcp.port):
        name = f"{tcp.username}:{tcp.password}@"
        for url in (
            f"postgresql://{name}/{tcp.database}?host={folder}",
            f"postgresql://{name}localhost:1/{tcp.database}?host={folder}&port=5432",
            f"postgresql://{name}{quote(str(folder), safe='')}/{tcp.database}",
        ):
            database = Database(url, PATIENT)
            await database.ping(60)
            await database.close()


@asynccontextmanager
async def socket_to(path: Path, port: int) -> AsyncIterator[None]:
    """A socket that leads to a port of this machine."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, away = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, away), carry(there, writer))

    async with await asyncio.start_unix_server(accepted, path):
        yield
