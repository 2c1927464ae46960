"""Mounts a generated package with an implementation that answers as it is told and remembers what it was given."""

import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from tests.contracts.codegen.foreign import table
from tests.contracts.codegen.foreign.schemes import Schemes
from tests.contracts.codegen.generating import positional
from tests.contracts.codegen.providing import providing

Json = Any


class ForeignServer:
    """All the routers of a generated package in one application."""

    def __init__(self, package: Path, answers: Mapping[str, table.Answer]) -> None:
        self.runtime: Any = importlib.import_module(f"{package.name}.runtime")
        self.document: Json = importlib.import_module(f"{package.name}.contract").DOCUMENT
        self.operations: dict[str, Any] = {}
        self.schemes = Schemes(self.document, self.runtime.NotAuthenticated)
        self.reached: str | None = None
        self.given: dict[str, object] = {}
        self._answers = answers
        self._answer: table.Answer | None = None
        self.app = FastAPI()
        self.app.add_exception_handler(self.runtime.RequestRejected, _rejected)
        self.app.add_exception_handler(self.runtime.NotAuthenticated, _not_authenticated)
        for path in sorted((package / "routers").glob("*.py")):
            if path.stem != "__init__":
                self._mount(importlib.import_module(f"{package.name}.routers.{path.stem}"), path.stem)

    async def send(self, request: table.Request) -> httpx.Response:
        """Send a request; what the server raises beyond rejections is raised here."""
        self.reached, self.given, self.schemes.asked = None, {}, []
        self._answer = request.answer
        method, url = request.send.split(" ", 1)
        credentials = self.schemes.placed(request.credentials)
        transport = httpx.ASGITransport(self.app)
        cookies = {**request.cookies, **credentials.cookies}
        headers = {**request.headers, **credentials.headers}
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        for name, value in credentials.query.items():
            url += f"{'&' if '?' in url else '?'}{name}={value}"
        async with httpx.AsyncClient(transport=transport, base_url="http://foreign.test") as client:
            return await client.request(method, url, headers=headers, content=request.content)

    def answer_of(self, operation: str) -> table.Answer:
        """What the implementation of an operation answers now."""
        return self._answer or self._answers[operation]

    def _mount(self, module: ModuleType, tag: str) -> None:
        operations = {operation.id: operation for operation in module.OPERATIONS}
        self.operations |= operations
        protocol = getattr(module, module.OPERATIONS[0].api)
        methods = {name: self._method(operation, protocol) for name, operation in operations.items()}
        implementation = type("Implementation", (protocol,), methods)

        provide = providing(implementation)
        self.app.include_router(getattr(module, f"{tag}_router")(provide, self.schemes.handlers))

    def _method(self, operation: Any, protocol: type) -> object:
        names = positional(protocol, operation.id)

        async def answer(_: object, *given: object, **named: object) -> object:
            self.reached = operation.id
            self.given = {**dict(zip(names, given, strict=False)), **named}
            answer = self.answer_of(operation.id)
            return self.runtime.seal(operation, answer.status, _typed(operation, answer), answer.headers)

        return answer


def _typed(operation: Any, answer: table.Answer) -> object:
    """The body as the model that the response declares."""
    ranges = (str(answer.status), f"{answer.status // 100}XX", "default")
    sealed = next((operation.responses[key] for key in ranges if key in operation.responses), None)
    if sealed is None or sealed.media_type is None:
        return None
    return TypeAdapter(sealed.body_type).validate_json(json.dumps(answer.body))


async def _rejected(_: Request, error: Any) -> JSONResponse:
    return JSONResponse([violation.name or violation.pointer for violation in error.violations], error.status)


async def _not_authenticated(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse([str(error)], 401)
