"""A contract whose requests have bodies of every kind, its server, and what the server was given."""

import importlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, RootModel

from tests.contracts.codegen.documents import OK, document
from tests.contracts.codegen.generating import positional
from tests.contracts.codegen.providing import providing

Json = Any
JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
FILE = {"type": "string", "format": "binary"}
PET = {"$ref": "#/components/schemas/Pet"}
_PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 5},
        "age": {"type": "integer", "minimum": 0},
        "born": {"type": "string", "format": "date"},
        "good": {"type": "boolean", "default": True},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
        "owner": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
        "toys": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}},
        "nick": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "sizes": {"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]},
    },
    "additionalProperties": False,
}
_UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {**FILE, "minLength": 1, "description": "What is uploaded."},
        "more": {"type": "array", "items": {"type": "string", "contentMediaType": "image/png"}, "maxItems": 2},
        "maybe": {"anyOf": [FILE, {"type": "null"}]},
        "several": {"anyOf": [{"type": "array", "items": FILE}, {"type": "null"}]},
        "untyped": {},
        "icon": {"type": "string", "maxLength": 4},
        "pet": PET,
        "count": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "note": {"type": "string"},
    },
    "additionalProperties": False,
}
_SENT = {
    "File": FILE,
    "Sent": {"type": "object", "required": ["f"], "properties": {"f": {"$ref": "#/components/schemas/File"}}},
    "Linked": {"type": "object", "required": ["link"], "properties": {"link": {"type": "string"}}},
    "Signed": {
        "allOf": [{"$ref": "#/components/schemas/Sent"}, {"type": "object", "properties": {"by": {"type": "string"}}}]
    },
}


def _body(content: Json, *, required: bool = True, most: int = 1_000_000) -> Json:
    body = {"required": required, "content": content, "x-max-bytes": most}
    return {"tags": ["things"], "responses": OK, "requestBody": body}


OPERATIONS: dict[str, Json] = {
    "bytes": _body({"application/octet-stream": {}}, most=8),
    "sized": _body({"application/pdf": {"schema": {**FILE, "minLength": 2, "maxLength": 4}}}),
    "optional": _body({"application/octet-stream": {"schema": FILE}}, required=False),
    "image": _body({"image/*": {"schema": FILE}}),
    "text": _body({"text/plain": {"schema": {"type": "string", "minLength": 2, "pattern": "^[a-zé]*$"}}}),
    "number": _body({"text/plain": {"schema": {"type": "integer", "maximum": 9}}}),
    "texts": _body({"text/plain": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}}),
    "csv_file": _body({"text/csv": {"schema": FILE}}),
    "several": _body({JSON: {"schema": PET}, "application/xml": {"schema": PET}, FORM: {"schema": PET}}),
    "patch": _body(
        {JSON: {"schema": PET}, "application/merge-patch+json": {"schema": {"type": "object", "minProperties": 1}}}
    ),
    "dotnet": _body(
        {name: {"schema": {"type": "array", "items": PET}} for name in (JSON, "text/json", "application/*+json")}
    ),
    "ranges": _body(
        {
            "*/*": {},
            "text/*": {"schema": {"type": "string"}},
            "application/vnd.a+json": {"schema": {"type": "integer"}},
            "Application/vnd.a+json; version=B": {"schema": {"type": "string"}},
            "application/*+json": {"schema": {"type": "boolean"}},
        }
    ),
    "any_json": _body({"*/*": {"schema": PET}}),
    "mixed": _body({"multipart/mixed": {"schema": {"type": "string"}}}),
    "form": _body({FORM: {"schema": PET}}, required=False, most=20_000),
    "styles": _body(
        {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "comma": {"type": "array", "items": {"type": "integer"}},
                        "pipe": {"type": "array", "items": {"type": "string"}},
                        "space": {"type": "array", "items": {"type": "string"}},
                        "value": {"type": ["array", "string", "object"]},
                        "deep": {
                            "type": "object",
                            "required": ["n"],
                            "properties": {
                                "n": {"type": "integer"},
                                "l": {"type": "array", "items": {"type": "string"}},
                            },
                        },
                        "mixed": {"anyOf": [{"type": "object"}, {"type": "integer"}, {"type": "string"}]},
                    },
                    "additionalProperties": {"type": "integer"},
                },
                "encoding": {
                    "comma": {"explode": False},
                    "pipe": {"style": "pipeDelimited"},
                    "space": {"style": "spaceDelimited"},
                    "value": {"contentType": JSON},
                    "deep": {"style": "deepObject", "explode": True},
                },
            }
        }
    ),
    "upload": _body(
        {
            MULTIPART: {
                "schema": {"$ref": "#/components/schemas/Upload"},
                "encoding": {
                    "icon": {"contentType": "image/png, image/gif"},
                    "note": {"contentType": "text/markdown, text/plain"},
                    "tags": {"explode": False},
                },
            }
        },
        most=16_000_000,
    ),
    "either": _body({JSON: {"schema": PET}, MULTIPART: {"schema": PET}}),
    "all_of": _body({MULTIPART: {"schema": {"title": "Body", "allOf": [{"$ref": "#/components/schemas/Signed"}]}}}),
    "one_of": _body(
        {MULTIPART: {"schema": {"oneOf": [{"$ref": f"#/components/schemas/{n}"} for n in ("Sent", "Linked")]}}}
    ),
    "or_json": _body({kind: {"schema": {"$ref": "#/components/schemas/Sent"}} for kind in (JSON, MULTIPART)}),
    "component": {
        "tags": ["things"],
        "responses": OK,
        "requestBody": {"$ref": "#/components/requestBodies/Upload"},
    },
    "files": _body({MULTIPART: {"schema": {"type": "object", "additionalProperties": FILE}}}),
}
CONTRACT = document(
    {f"/{name}": {"post": {"operationId": f"take_{name}", **one}} for name, one in OPERATIONS.items()},
    schemas={"Pet": _PET, "Upload": _UPLOAD, **_SENT},
)
CONTRACT["components"]["requestBodies"] = {
    "Upload": {
        "required": True,
        "content": {
            MULTIPART: {"schema": {"type": "object", "properties": {"f": {"$ref": "#/components/schemas/File"}}}}
        },
    }
}


class Taken:
    """What an implementation was given, as plain values; `files` are the files themselves, and `then` is called."""

    def __init__(self) -> None:
        self.body: Json = None
        self.kind: type | None = None
        self.media_type: str | None = None
        self.files: list[UploadFile] = []
        self.on_disk: list[bool] = []
        self.failing: list[Exception] = []

    def take(self, body: object) -> None:
        """Remember a body; fail where that is wanted."""
        self.kind, self.media_type, self.files = type(body), getattr(body, "media_type", None), []
        self.body = self._plain(body)
        self.on_disk = [bool(getattr(file.file, "_rolled")) for file in self.files]  # noqa: B009 - not in its type
        if self.failing:
            raise self.failing.pop()

    def _plain(self, value: object) -> Json:
        if isinstance(value, RootModel):
            return self._plain(value.root)
        if isinstance(value, BaseModel):
            return {name: self._plain(getattr(value, name)) for name in value.model_fields_set}
        if isinstance(value, UploadFile):
            self.files.append(value)
            return value.filename, value.content_type, value.file.read()
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        return {key: self._plain(part) for key, part in value.items()} if isinstance(value, dict) else value


def application(package: str, taken: Taken) -> FastAPI:
    """The generated package as an application."""
    module = importlib.import_module(f"{package}.routers.things")
    runtime = importlib.import_module(f"{package}.runtime")
    interface = module.ThingsApi

    def method(names: list[str], answer: Any) -> object:
        async def take(_: object, *given: object) -> object:
            taken.take(dict(zip(names, given, strict=True)).get("body"))
            return answer()

        return take

    methods = {one.id: method(positional(interface, one.id), one.responses["200"]) for one in module.OPERATIONS}
    app = FastAPI(openapi_url=None)
    app.add_exception_handler(runtime.RequestRejected, _rejected)
    app.include_router(module.things_router(providing(type("Implementation", (interface,), methods)), {}))
    return app


@contextmanager
def served(package: str, taken: Taken) -> Iterator[str]:
    """The generated package over HTTP: its address."""
    app = application(package, taken)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


async def _rejected(_: Request, error: Any) -> JSONResponse:
    wrong = [[one.pointer, one.keyword, one.message] for one in error.violations]
    return JSONResponse(wrong, error.status)
