"""Generates a server from a contract, implements all of it by remembering what it was given, and sends it requests."""

import asyncio
import fcntl
import importlib
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from tests.contracts.codegen.generating import positional
from tests.contracts.codegen.providing import providing
from tests.contracts.codegen.verdicts.places import Wire

Json = Any
ROOT = Path(__file__).parents[4]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request came to. `reached` holds the arguments of the implementation's method, None if not called."""

    status: int
    keywords: tuple[str, ...]
    reached: Mapping[str, object] | None


def generate(folder: Path, contracts: Mapping[str, Json]) -> None:
    """Generate a package in the folder from each contract, by name. Workers of one run wait for the first to do it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = [
            _start(folder, name, contract) for name, contract in contracts.items() if not (folder / name).exists()
        ]
        for process in running:
            output, _ = process.communicate()
            assert process.returncode == 0, output


def _start(folder: Path, name: str, contract: Json) -> "subprocess.Popen[str]":
    source = folder / f"{name}.json"
    source.write_text(json.dumps(contract))
    command: list[str | Path] = [ROOT / "codegen.sh", "--contract", source, "--out", folder / name]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class GeneratedServer:
    """A generated package, mounted; requests travel as bytes, by ASGI."""

    def __init__(self, folder: Path, name: str) -> None:
        sys.path.insert(0, str(folder))
        self._runtime = importlib.import_module(f"{name}.runtime")
        self._reached: Mapping[str, object] | None = None
        self._runner = asyncio.Runner()
        self._clients = {
            path.stem: self._client(importlib.import_module(f"{name}.routers.{path.stem}"), path.stem)
            for path in sorted((folder / name / "routers").glob("[a-z]*.py"))
        }

    def send(self, tag: str, wire: Wire) -> Outcome:
        """Send one request to an operation of a tag. Whatever the server raises beyond rejections is raised here."""
        self._reached = None
        client = self._clients[tag]
        headers = [(name.encode(), value) for name, value in wire.headers]
        response = self._runner.run(client.post(wire.path, headers=headers, content=wire.body))
        keywords = response.json().get("keywords", ()) if response.status_code != 200 and response.content else ()
        return Outcome(response.status_code, tuple(keywords), self._reached)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            self._runner.run(client.aclose())
        self._runner.close()

    def _client(self, router: ModuleType, tag: str) -> httpx.AsyncClient:
        """A client of one router, alone so that a request does not try the routes of all the others."""
        operations = {operation.id: operation for operation in router.OPERATIONS}
        protocol = getattr(router, router.OPERATIONS[0].api)
        methods = {name: self._method(operation, protocol) for name, operation in operations.items()}
        implementation = type("Implementation", (protocol,), methods)

        provide = providing(implementation)
        app = FastAPI(openapi_url=None)
        app.add_exception_handler(self._runtime.RequestRejected, _answer)
        app.include_router(getattr(router, f"{tag}_router")(provide, {}))
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server")

    def _method(self, operation: Any, protocol: type) -> object:
        names = positional(protocol, operation.id)

        async def remember(_: object, *given: object, **named: object) -> object:
            self._reached = {**dict(zip(names, given, strict=False)), **named}
            return operation.responses["200"]()

        return remember


async def _answer(_: Request, error: Any) -> JSONResponse:
    return JSONResponse({"keywords": [violation.keyword for violation in error.violations]}, error.status)
