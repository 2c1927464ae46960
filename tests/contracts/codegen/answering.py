"""A contract whose operations answer with all kinds of media types, and a server of it that listens."""

import asyncio
import importlib
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, params
from fastapi.responses import JSONResponse

from tests.contracts.codegen.documents import Json, document, written
from tests.contracts.codegen.generating import generated, shared_folder
from tests.contracts.codegen.providing import providing

PACKAGE = "answering"
_PET = {"$ref": "#/components/schemas/Pet"}
_TEXT = {"schema": {"type": "string"}}
_CODE = {"schema": {"$ref": "#/components/schemas/Code"}}


def _answers(operation_id: str, content: Json, **more: Json) -> Json:
    answer = {"description": "Done.", "content": content}
    return {"get": {"operationId": operation_id, "tags": ["things"], "responses": {"200": answer, **more}}}


_EVENTS = {"text/event-stream": {"schema": {"$ref": "#/components/schemas/PetEvent"}}}
_LAST = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}}
_LISTEN = _answers("listen", _EVENTS)
_LISTEN["get"]["parameters"] = [_LAST]

DOCUMENT = document(
    {
        "/text": _answers("text", {"text/plain": _TEXT}),
        "/latin": _answers("latin", {"text/plain; charset=ISO-8859-1": _TEXT}),
        "/html": _answers("html", {"text/html": _TEXT}),
        "/xml": _answers("xml", {"application/xml": {"schema": _PET}}),
        "/code": _answers("code", {"text/plain": _CODE}),
        "/words_around": _answers("words_around", {"text/plain": {"schema": {"allOf": [_CODE["schema"]]}}}),
        "/size": _answers("size", {"text/plain": {"schema": {"type": "string", "enum": ["s", "m"]}}}),
        "/file": _answers("file", {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}),
        "/small": _answers("small", {"image/png": {"schema": {"type": "string", "format": "binary", "maxLength": 3}}}),
        "/nothing_said": _answers("nothing_said", {"application/octet-stream": {}}),
        "/image": _answers("image", {"image/*": {}}),
        "/any_pet": _answers("any_pet", {"*/*": {"schema": _PET}}),
        "/any_text": _answers("any_text", {"*/*": _TEXT}),
        "/pet": _answers(
            "pet", {"application/json": {"schema": _PET}, "application/xml": {"schema": _PET}, "text/csv": {}}
        ),
        "/strict_pet": _answers(
            "strict_pet",
            {"application/json": {"schema": _PET}, "text/csv": {}},
            **{"406": {"description": "Not acceptable."}},
        ),
        "/ranged_pet": _answers("ranged_pet", {"*/*": {}, "application/json": {"schema": _PET}, "image/*": {}}),
        "/lines": _answers("lines", {"application/jsonl": {"schema": _PET}}),
        "/listed_lines": _answers(
            "listed_lines", {"application/x-ndjson": {"schema": {"type": "array", "items": _PET}}}
        ),
        "/sequence": _answers("sequence", {"application/json-seq": {"schema": _PET}}),
        "/events": _LISTEN,
        "/text_events": _answers(
            "text_events",
            {
                "text/event-stream": {
                    "schema": {
                        "type": "object",
                        "required": ["data"],
                        "properties": {"data": {"type": ["string", "null"]}},
                    }
                }
            },
        ),
        "/based_events": _answers(
            "based_events", {"text/event-stream": {"schema": {"$ref": "#/components/schemas/Based"}}}
        ),
        "/raw_events": _answers("raw_events", {"text/event-stream": {}}),
    },
    schemas={
        "Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}}},
        "Code": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 3},
        "PetEvent": {
            "oneOf": [{"$ref": "#/components/schemas/Changed"}, {"$ref": "#/components/schemas/Ended"}],
            "discriminator": {
                "propertyName": "event",
                "mapping": {"changed": "#/components/schemas/Changed", "ended": "#/components/schemas/Ended"},
            },
        },
        "Changed": {
            "type": "object",
            "required": ["event", "data"],
            "properties": {
                "event": {"const": "changed"},
                "id": {"type": "string"},
                "retry": {"type": "integer"},
                "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": _PET},
            },
        },
        "Ended": {"type": "object", "required": ["event"], "properties": {"event": {"const": "ended"}}},
        "Base": {
            "type": "object",
            "required": ["data"],
            "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
        },
        "Based": {
            "allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"properties": {"data": {"contentMediaType": "application/json", "contentSchema": _PET}}},
            ]
        },
        "UsesBase": {"type": "object", "properties": {"base": {"$ref": "#/components/schemas/Base"}}},
    },
)


class Answering:
    """The generated package, whose operations answer with what a test says."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        folder = shared_folder(factory, "answers")
        self.folder = folder
        generated(folder, PACKAGE, written(folder, DOCUMENT))
        self.router: ModuleType = importlib.import_module(f"{PACKAGE}.routers.things")
        self.runtime: Any = importlib.import_module(f"{PACKAGE}.runtime")
        self.models: Any = importlib.import_module(f"{PACKAGE}.models")

    def app(
        self,
        answers: Mapping[str, Callable[..., object]],
        event_streams: object = None,
        dependencies: Sequence[params.Depends] = (),
    ) -> FastAPI:
        """The application. A rejection is answered with its sentences, and a defect as FastAPI has it."""

        def method(name: str) -> Callable[..., object]:
            async def answer(_: object, *given: object, **named: object) -> object:
                return answers[name](*given, **named)

            return answer

        methods = {one.id: method(one.id) for one in self.router.OPERATIONS}
        provide = providing(type("Things", (self.router.ThingsApi,), methods))
        app = FastAPI(openapi_url=None)
        app.add_exception_handler(self.runtime.RequestRejected, _rejected)
        app.add_exception_handler(self.runtime.UndeclaredResponse, _defect)
        app.include_router(self.router.things_router(provide, {}, dependencies, event_streams))
        return app


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[str]:
    """The base URL of a server that is up until the block ends."""
    server = _Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve())
    try:
        await server.is_up.wait()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        await running


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


async def _rejected(_: Request, error: Any) -> JSONResponse:
    return JSONResponse([violation.message for violation in error.violations], error.status)


async def _defect(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"defect": str(error)}, 500)
