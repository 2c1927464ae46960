"""A server, and for each stock generator a program on the client that it makes of the document which that serves."""

import json
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.request import urlopen

import pytest

from tests.clients.stock.environment import HERE, Tools
from tests.support.application import server, token

Json: TypeAlias = Any
Call: TypeAlias = Callable[..., Json]


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The generators, and what their clients run on."""
    return Tools()


@pytest.fixture(scope="module")
def url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server is."""
    with server(database_url, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


def project(tools: Tools, language: str, name: str, folder: Path, url: str) -> Path:
    """A folder with a program, the packages of Node, and the contract as the server serves it."""
    for file in (HERE / language).iterdir():
        if file.stem in ("program", name, "tsconfig"):
            shutil.copy(file, folder)
    (folder / "node_modules").symlink_to(tools.packages)
    with urlopen(f"{url}/openapi.yaml") as response:
        (folder / "openapi.yaml").write_bytes(response.read())
    return folder


@contextmanager
def calling(tools: Tools, url: str, folder: Path, *command: str) -> Iterator[Call]:
    """Run a program for a user of its own; calls of it are answered by its client."""
    user = f"user-{uuid.uuid4().hex}"
    variables = {"TASKS_URL": url, "TASKS_TOKEN": token(user), "TASKS_USER": user, "PYTHONPATH": str(folder)}
    with subprocess.Popen(
        [tools.path(command[0]), *command[1:]],
        cwd=folder,
        env={**tools.environment, **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, of = process.stdin, process.stdout

        def call(verb: str, *values: Json) -> Json:
            to.write(f"{json.dumps([verb, *values])}\n")
            to.flush()
            answer = of.readline()
            assert answer, "The program has ended; what it said is on stderr."
            return json.loads(answer)

        yield call
        to.close()
        assert process.wait() == 0
