"""The frontend, built and served at an origin of its own, beside Better Auth, the API and PostgreSQL."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.browser.conftest import browser as browser
from tests.clients.issuer.test_issuer import AUDIENCE, issuing
from tests.clients.issuer.test_issuer import program as program
from tests.conftest import ROOT
from tests.support.application import server
from tests.support.node import install_once

HERE = Path(__file__).parent
WRITES = 12
"""How many writes a minute each user has."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frontend and its packages; the client as a frontend team would have it."""
    packages = install_once(HERE, "no frontend uses the generated client")
    folder = tmp_path_factory.mktemp("frontend")
    for name in ("index.html", "tsconfig.json", "vite.config.js", "package.json"):
        shutil.copy(HERE / name, folder)
    shutil.copytree(HERE / "src", folder / "src")
    shutil.copytree(packages, folder / "node_modules", symlinks=True)
    shutil.copytree(ROOT / "generated" / "typescript", folder / "node_modules" / "tasks-api-client")
    return folder


@pytest.fixture(scope="module")
def frontend(
    project: Path, program: Path, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The origin of the frontend, and that of the API."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    with issuing(program, "EdDSA") as issuer:
        settings = {
            "TASKS_JWT_SECRET": "",
            "TASKS_JWKS_URL": issuer.keys,
            "TASKS_JWT_ISSUER": issuer.origin,
            "TASKS_JWT_AUDIENCE": AUDIENCE,
            "TASKS_CORS_ORIGINS": origin,
            "TASKS_RATE_WRITES": f"{WRITES}/minute",
        }
        with server(database_url, tmp_path_factory.mktemp("api") / "server.log", **settings) as api:
            run(project, "tsc", "--project", ".")
            run(project, "vite", "build", VITE_TASKS_API=api)
            with previewing(project, port, issuer.origin):
                yield origin, api


def run(project: Path, program: str, *arguments: str, **environment: str) -> None:
    """Run a program of the project's packages, which must succeed."""
    command = [str(project / "node_modules" / ".bin" / program), *arguments]
    done = subprocess.run(
        command, cwd=project, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def previewing(project: Path, port: int, auth: str) -> Iterator[None]:
    """Serve what was built, and Better Auth below the same origin."""
    vite = str(project / "node_modules" / "vite" / "bin" / "vite.js")
    command = ["node", vite, "preview", "--port", str(port)]
    environment = {**os.environ, "AUTH_URL": auth, "NO_COLOR": "1"}
    with subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert any(f":{port}" in line for line in process.stdout)
            yield
        finally:
            process.terminate()
